import type { Database } from '@quayside/shared/db/database';
import { isDuplicateKey } from '@quayside/shared/db/database';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { DAY } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { LessThan } from 'typeorm';
import type { Archive } from '../archive.ts';
import { checkFile } from '../check/check.ts';
import { type FileReport, fileVerdict, type InterchangeReport } from '../check/report.ts';
import { policyWith } from '../dictionary/policy.ts';
import { changeMessage, loadMessage, recordContents } from '../message/ledger.ts';
import type { EdiSet } from '../message/message.ts';
import { interchangeTable, type MessageRow, setTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { sendAnswers } from './acknowledging.ts';
import { interchangeRows, noFacts, setRows } from './contents.ts';
import { Effects } from './effects.ts';
import { claimOf, decideFate, type EarlierClaim, type Fate, finalState } from './fate.ts';
import { businessFault, faultsOf } from './faults.ts';
import { type InterchangeFacts, Inventory } from './inventory.ts';
import { reconcileTa1 } from './reconcile.ts';
import { summarize } from './summary.ts';

/** A message after processing, with the report that its sender is given. */
export interface ProcessedMessage {
  readonly row: MessageRow;
  readonly report: FileReport;
}

interface Examined {
  readonly report: FileReport;
  readonly facts: readonly InterchangeFacts[];
}

const CLAIM_ATTEMPTS = 3;
const CLAIM_WINDOW = 365 * DAY;

/**
 * Takes a received message to its end: check, decide, claim, carry out, acknowledge. Every step can be repeated after a
 * crash: the claim and the sets are in the ledger, and the graph refuses an order number twice.
 */
export class Inbound {
  readonly #db: Database;
  readonly #archive: Archive;
  readonly #now: () => number;
  readonly #effects: Effects;

  constructor(parts: {
    db: Database;
    archive: Archive;
    graph: GraphClient;
    now: () => number;
    onDue: () => void;
  }) {
    this.#db = parts.db;
    this.#archive = parts.archive;
    this.#now = parts.now;
    this.#effects = new Effects(parts);
  }

  /** @throws whatever hinders the graph; the message then stays RECEIVED, to be processed again. */
  async process(row: MessageRow, partner: Partner | null): Promise<ProcessedMessage> {
    const examined = await this.#examine(row, partner);
    const { fates } = await this.#claim(row, partner, examined);
    const message = { id: row.id, correlationId: row.id, at: this.#now() };
    if (partner) await this.#effects.run(partner, [{ ...message, bytes: this.#archive.read(row.sha256) }]);
    return this.#db.write((em) => this.#finish(em, row.id, partner, examined, fates));
  }

  async #examine(row: MessageRow, partner: Partner | null): Promise<Examined> {
    const inventory = new Inventory();
    const scanner = inventory.scanner();
    const policy = policyWith({ acknowledgeWith: partner?.acknowledgement ?? '997' });
    const bytes = this.#archive.read(row.sha256);
    async function* watched(): AsyncGenerator<Buffer> {
      for await (const chunk of bytes) {
        scanner.push(chunk);
        yield chunk;
      }
      scanner.end();
    }
    const report = await checkFile(watched(), { file: row.fileName ?? '', policy, now: new Date(row.at) });
    const facts = inventory.interchanges;
    return { report, facts: report.interchanges.map((_, index) => facts[index] ?? noFacts) };
  }

  /** Decides each interchange and writes the decision down, so that nobody else can take the same control number. */
  async #claim(row: MessageRow, partner: Partner | null, examined: Examined): Promise<{ fates: Fate[] }> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#db.write(async (em) => {
          const fates = await decideAll(em, row.id, partner, examined, this.#now());
          if (await em.getRepository(interchangeTable).existsBy({ messageId: row.id })) return { fates };
          const interchanges = interchangeRows(row.id, examined.facts, fates, this.#now());
          await recordContents(em, interchanges, setRows(row.id, examined.report, examined.facts, fates));
          return { fates };
        });
      } catch (error) {
        // Another process took the number between our look and our claim: look again.
        if (!isDuplicateKey(error) || attempt === CLAIM_ATTEMPTS) throw error;
      }
    }
  }

  async #finish(
    em: EntityManager,
    id: string,
    partner: Partner | null,
    { report, facts }: Examined,
    fates: readonly Fate[],
  ): Promise<ProcessedMessage> {
    const row = await loadMessage(em, id);
    if (!row) throw new Error(`message ${id} is not in the ledger`);
    const sets = await em.getRepository(setTable).find({ where: { messageId: id }, order: { place: 'ASC' } });
    const when = { at: this.#now(), correlationId: id };
    const interchanges: InterchangeReport[] = [];
    for (const [index, interchange] of report.interchanges.entries()) {
      const fate = fates[index] ?? { kind: 'quarantined' };
      const about = {
        message: row,
        partner,
        report: interchange,
        facts: facts[index] ?? noFacts,
        fate,
        place: index + 1,
      };
      interchanges.push(await sendAnswers(em, this.#archive, about, when));
      if (partner && fate.kind === 'effect')
        for (const answer of about.facts.answers) await reconcileTa1(em, partner, answer, when);
    }
    const conflict = fates.some(({ kind }) => kind === 'conflict');
    const verdict = conflict ? fileVerdict(report.errors, interchanges) : report.verdict;
    const told = { ...report, interchanges, verdict };
    const changed = await changeMessage(em, row, finalFacts(row, told, facts, fates, sets, partner), when);
    return { row: changed, report: told };
  }
}

async function decideAll(
  em: EntityManager,
  messageId: string,
  partner: Partner | null,
  { report, facts }: Examined,
  now: number,
): Promise<Fate[]> {
  const fates: Fate[] = [];
  for (const [index, interchange] of report.interchanges.entries()) {
    const fact = facts[index] ?? noFacts;
    const earlier = partner ? await earlierClaim(em, claimOf(partner, fact), now) : null;
    fates.push(decideFate(messageId, partner, interchange, fact, earlier));
  }
  return fates;
}

/** Who has the claim. Partners start their numbers anew some day: a claim from before the window is let go. */
async function earlierClaim(em: EntityManager, claim: string, now: number): Promise<EarlierClaim | null> {
  const interchanges = em.getRepository(interchangeTable);
  const outdated = await interchanges.update({ claim, claimedAt: LessThan(now - CLAIM_WINDOW) }, { claim: null });
  return outdated.affected === 0 ? interchanges.findOneBy({ claim }) : null;
}

function finalFacts(
  row: MessageRow,
  report: FileReport,
  facts: readonly InterchangeFacts[],
  fates: readonly Fate[],
  sets: readonly EdiSet[],
  partner: Partner | null,
): Partial<MessageRow> {
  const held = sets.some(({ outcome }) => outcome === 'HELD');
  const quarantined = sets.some(({ outcome }) => outcome === 'QUARANTINED');
  const duplicate = fates.find((fate) => fate.kind === 'duplicate' || fate.kind === 'conflict');
  const types = [...new Set(sets.map(({ type }) => type))];
  const state =
    report.verdict === 'rejected' && fates.length === 0 ? 'REJECTED' : finalState(fates, { held, quarantined });
  const business = sets
    .filter(({ note, verdict }) => note !== null && verdict !== 'R')
    .map((set) => businessFault(`SET_${set.outcome}`, `${set.type} ${set.control}: ${set.note ?? ''}`));
  return {
    state,
    verdict: report.verdict,
    summary: summarize(report, facts, fates, sets, partner, row.addressee),
    setTypes: types.length > 0 ? ` ${types.join(' ')} ` : '',
    interchangeControl: facts[0]?.control || report.interchanges[0]?.control || null,
    errors: [...faultsOf(report), ...business],
    relatesToId: duplicate && 'of' in duplicate ? duplicate.of : null,
  };
}
