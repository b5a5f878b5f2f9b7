import type { Database } from '@quayside/shared/db/database';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import { localTime } from '@quayside/shared/instant';
import type { Partner } from '../partner/partner.ts';
import { listPartners } from '../partner/store.ts';
import { raiseOverdue } from './alarms.ts';
import { noteDue } from './due.ts';

const bridge = systemViewer('EDI bridge');

const OPEN_TENDERS = `query OpenTenders($filter: ShipmentFilter!) {
  shipments(filter: $filter, first: 100) { nodes { id source tender { respondBy answer } } } }`;
const DECLINE = `mutation DeclineTender($id: ID!, $reason: String!) { declineTender(id: $id, reason: $reason) { __typename } }`;

interface OpenTender {
  readonly id: string;
  readonly source: string;
  readonly tender: { readonly respondBy: string | null; readonly answer: string | null } | null;
}

/** What the clock brings about: daily stock reports, and the answer to tenders that nobody has answered in time. */
export class Schedule {
  readonly #db: Database;
  readonly #graph: GraphClient;
  readonly #now: () => number;
  readonly #onDue: () => void;

  constructor(parts: { db: Database; graph: GraphClient; now: () => number; onDue: () => void }) {
    this.#db = parts.db;
    this.#graph = parts.graph;
    this.#now = parts.now;
    this.#onDue = parts.onDue;
  }

  /** Looks at the clock once. */
  async look(): Promise<void> {
    await raiseOverdue(this.#db, this.#now());
    const partners = await this.#db.read((em) => listPartners(em, bridge, this.#now()));
    for (const partner of partners) {
      const day = reportDay(partner, this.#now());
      if (day) await this.#report(partner, day);
      if (partner.tenderRule === 'DECLINE_AFTER_DEADLINE') await this.#declineLate(partner);
    }
  }

  /** Once per day of the partner's calendar, however often the clock is looked at. */
  async #report(partner: Partner, day: string): Promise<void> {
    const facts = { orderNumber: `STOCK-${day.replaceAll('-', '')}`, at: this.#now() };
    await this.#db.write(async (em) => {
      const wanted = { setType: '846', recordId: partner.id, which: day, facts };
      if (await noteDue(em, partner, wanted, null)) this.#onDue();
    });
  }

  async #declineLate(partner: Partner): Promise<void> {
    const filter = { accountId: partner.accountId, kind: 'LOAD', states: ['TENDERED'] };
    const data = await this.#graph.execute<{ shipments: { nodes: OpenTender[] } }>(OPEN_TENDERS, { filter }, bridge);
    for (const { id, source, tender } of data.shipments.nodes) {
      const late = tender?.respondBy && !tender.answer && Date.parse(tender.respondBy) < this.#now();
      if (late && source.startsWith('EDI:'))
        await this.#graph.execute(DECLINE, { id, reason: 'Not answered before the deadline of the tender.' }, bridge);
    }
  }
}

/** The day whose stock report is due by now, on the partner's clock; null before its time, and where none was agreed. */
export function reportDay({ stockReportAt, timeZone, outSets }: Partner, now: number): string | null {
  if (stockReportAt === null || !outSets.includes('846')) return null;
  const local = localTime(now, timeZone);
  return local.slice(11, 16) >= stockReportAt ? local.slice(0, 10) : null;
}
