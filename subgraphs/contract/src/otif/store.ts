import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { Instant } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import type { OtifFact } from './fact.ts';
import type { OtifPeriod } from './otif.ts';
import { type ClosedPeriod, type OtifDispute, otifDisputeTable, otifFactTable, otifPeriodTable } from './table.ts';

const readFacts = rowReader(otifFactTable);
const readPeriods = rowReader(otifPeriodTable);
const readDisputes = rowReader(otifDisputeTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** Shipments by id, for the consumer that keeps them. */
export const factsById = (em: EntityManager, ids: readonly string[]): Promise<OtifFact[]> =>
  readFacts(em, oneOf('t.shipment_id', 'ids', ids));

/** Shipments of a contract that were promised within a period and still count, by promise. */
export const factsOf = (
  em: EntityManager,
  viewer: Viewer,
  contractId: string,
  { from, to }: Pick<OtifPeriod, 'from' | 'to'>,
): Promise<OtifFact[]> =>
  readFacts(
    em,
    allOf([
      equals('t.contract_id', 'contract', contractId),
      { sql: 't.promised_at >= :from AND t.promised_at < :to AND t.ended = 0', parameters: { from, to } },
      inReach(viewer),
    ]),
    'ORDER BY t.promised_at, t.shipment_id',
  );

/** One shipment in reach, or null. */
export const findFact = async (em: EntityManager, viewer: Viewer, shipmentId: string): Promise<OtifFact | null> =>
  (await readFacts(em, allOf([equals('t.shipment_id', 'id', shipmentId), inReach(viewer)])))[0] ?? null;

/** Keeps what is known of shipments by now. */
export async function keepFacts(
  em: EntityManager,
  facts: readonly OtifFact[],
  known: ReadonlySet<string>,
): Promise<void> {
  await insertRows(
    em,
    otifFactTable,
    facts.filter(({ shipmentId }) => !known.has(shipmentId)),
  );
  for (const { shipmentId, ...fact } of facts) {
    if (known.has(shipmentId)) await updateWhere(em, otifFactTable, fact, { shipmentId });
  }
}

/** Closed periods of a contract in reach, newest first. */
export const closedPeriods = (em: EntityManager, viewer: Viewer, contractId: string): Promise<ClosedPeriod[]> =>
  readPeriods(em, allOf([equals('t.contract_id', 'contract', contractId), inReach(viewer)]), 'ORDER BY t.period DESC');

/** False when somebody else has closed the period already. */
export async function insertClosed(em: EntityManager, closed: ClosedPeriod): Promise<boolean> {
  try {
    await insertRows(em, otifPeriodTable, [closed]);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Disputes of a contract in reach. */
export const disputesOf = (em: EntityManager, viewer: Viewer, contractId: string): Promise<OtifDispute[]> =>
  readDisputes(em, allOf([equals('t.contract_id', 'contract', contractId), inReach(viewer)]));

/** The dispute about a shipment in reach, or null. */
export const findDispute = async (em: EntityManager, viewer: Viewer, shipmentId: string): Promise<OtifDispute | null> =>
  (await readDisputes(em, allOf([equals('t.shipment_id', 'id', shipmentId), inReach(viewer)])))[0] ?? null;

/** Lets nobody else answer the dispute before this transaction ends. */
export const lockDispute = (em: EntityManager, shipmentId: string): Promise<number> =>
  changeRows(em, 'UPDATE otif_dispute SET opened_at = opened_at WHERE shipment_id = :shipmentId', { shipmentId });

/** A dispute is opened anew or answered. */
export const putDispute = async (em: EntityManager, dispute: OtifDispute): Promise<void> => {
  await em.getRepository(otifDisputeTable).upsert(dispute, ['shipmentId']);
};

/** Which charges a period is credited of. */
export interface ChargedSpan {
  /** As it is scored. */
  readonly period: Pick<OtifPeriod, 'from' | 'to'>;
  /** End of the calendar's period. */
  readonly endsAt: Instant;
  /** Earlier periods that are closed. */
  readonly before: readonly (Pick<OtifPeriod, 'from' | 'to'> & { readonly closedAt: Instant })[];
  /** Spans of which all that was charged within them has been credited. */
  readonly credited: readonly Pick<OtifPeriod, 'from' | 'to'>[];
}

// The promise of a shipment, as the rule looks at it.
const PROMISE = `otif_fact f ON t.source = 'SHIPMENT' AND f.shipment_id = t.subject_id
    AND f.contract_id = t.contract_id AND f.ended = 0`;

/**
 * What a period is credited of, credits taken off, in its main currency; null where there is nothing. A charge belongs to
 * one period only: of a shipment to that of its promise, which is what the rule measures; of anything else to that in
 * which it was done; and where that one was closed before it was charged, to the one in which it was charged.
 */
export async function chargedFor(
  em: EntityManager,
  contractId: string,
  { period: { from, to }, endsAt, before, credited }: ChargedSpan,
): Promise<{ readonly amountMinor: number; readonly currency: string } | null> {
  const belongs = (span: string) =>
    `(COALESCE(f.promised_at, t.done_at) >= :from${span} AND COALESCE(f.promised_at, t.done_at) < :to${span} AND t.charged_at > :closedAt${span})`;
  const fresh = credited
    .map((_, at) => `AND NOT (t.charged_at >= :creditedFrom${at} AND t.charged_at < :creditedTo${at})`)
    .join(' ');
  const late = `UNION ALL SELECT t.currency AS currency, t.amount_minor AS amount FROM charge t LEFT JOIN ${PROMISE}
    WHERE t.contract_id = :contractId AND t.source <> 'OTIF' AND t.charged_at >= :from AND t.charged_at < :endsAt
    AND (${before.map((_, at) => belongs(String(at))).join(' OR ')})`;
  const sql = `SELECT c.currency AS currency, SUM(c.amount) AS total FROM (
      SELECT t.currency AS currency, t.amount_minor AS amount FROM otif_fact f JOIN charge t
        ON t.source = 'SHIPMENT' AND t.subject_id = f.shipment_id AND t.contract_id = f.contract_id
        WHERE f.contract_id = :contractId AND f.ended = 0 AND f.promised_at >= :from AND f.promised_at < :to ${fresh}
      UNION ALL SELECT t.currency AS currency, t.amount_minor AS amount FROM charge t LEFT JOIN ${PROMISE}
        WHERE t.contract_id = :contractId AND t.source <> 'OTIF' AND t.done_at >= :from AND t.done_at < :endsAt
        AND f.promised_at IS NULL ${fresh}
      ${before.length > 0 ? late : ''}) c
    GROUP BY c.currency ORDER BY total DESC, currency LIMIT 1`;
  const spans = [
    ...before.map((one, at) => ({ [`from${at}`]: one.from, [`to${at}`]: one.to, [`closedAt${at}`]: one.closedAt })),
    ...credited.map((one, at) => ({ [`creditedFrom${at}`]: one.from, [`creditedTo${at}`]: one.to })),
  ];
  const parameters = Object.assign({ contractId, from, to, endsAt }, ...spans) as Record<string, unknown>;
  const [row] = await selectRows<{ currency: string; total: number | string }>(em, sql, parameters);
  return row ? { amountMinor: Number(row.total), currency: row.currency } : null;
}
