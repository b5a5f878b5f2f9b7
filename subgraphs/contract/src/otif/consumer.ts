import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, ofTypes } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { markMonths } from '../otif-trend/store.ts';
import { touched } from '../otif-trend/trend.ts';
import { type OtifFact, type ShortLine, type ToldFact, told } from './fact.ts';
import { factsById, keepFacts } from './store.ts';

// A subgraph imports no other: what is told of shipments stands here as text, as the shape of its facts does.
const SOURCE = 'shipment';
const TYPES = [
  ...['shipment.booked.v1', 'shipment.tendered.v1', 'shipment.tender-answered.v1', 'shipment.state-changed.v1'],
  ...['shipment.changed.v1', 'shipment.shipped.v1', 'shipment.milestone-recorded.v1'],
];

/** What a shipment's events say, as far as the rule looks at it; parts that older events do not have are left out. */
interface ShipmentNews {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly contractId: string | null;
  readonly number: string;
  readonly state: string;
  readonly deliveredAt: number | null;
  readonly promisedAt?: number | null;
  readonly lineCount?: number;
  readonly short?: readonly ShortLine[];
  readonly code?: string;
  readonly reasonCode?: string | null;
  readonly happenedAt?: number;
}

/** Keeps what the rule on time and in full looks at, from the events of shipments. */
export const followDeliveries = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({ name: 'contract-otif', source: SOURCE, db, bus, concerns: ofTypes(...TYPES), handle: noteAll });

/** What many events tell of a shipment in the end is written once. */
async function noteAll(em: EntityManager, events: readonly EventEnvelope[]): Promise<void> {
  const news = events.map(newsOf);
  const before = await factsById(em, [...new Set(news.map(({ shipmentId }) => shipmentId))]);
  const known = new Set(before.map(({ shipmentId }) => shipmentId));
  const facts = new Map<string, OtifFact>(before.map((fact) => [fact.shipmentId, fact]));
  for (const one of news) {
    const after = told(facts.get(one.shipmentId) ?? null, one);
    if (after) facts.set(one.shipmentId, after);
  }
  await keepFacts(em, [...facts.values()], known);
  const earlier = new Map(before.map((fact) => [fact.shipmentId, fact]));
  const marks = [...facts.values()].flatMap((fact) =>
    touched(earlier.get(fact.shipmentId) ?? null, fact).map((month) => ({
      ...{ contractId: fact.contractId, accountId: fact.accountId, month },
    })),
  );
  await markMonths(em, marks);
}

function newsOf({ id, type, at, data }: EventEnvelope): ToldFact {
  const { code = null, reasonCode = null, happenedAt = at, ...facts } = data as ShipmentNews;
  return { ...facts, event: { id, type, at: happenedAt, code, reasonCode } };
}
