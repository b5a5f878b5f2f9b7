import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
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

/** What was charged under a contract in a period, credits taken off, in its main currency; null when nothing was. */
export async function chargedIn(
  em: EntityManager,
  contractId: string,
  { from, to }: Pick<OtifPeriod, 'from' | 'to'>,
): Promise<{ readonly amountMinor: number; readonly currency: string } | null> {
  const sql = `SELECT t.currency AS currency, SUM(t.amount_minor) AS total FROM charge t
    WHERE t.contract_id = :contractId AND t.charged_at >= :from AND t.charged_at < :to AND t.source <> 'OTIF'
    GROUP BY t.currency ORDER BY total DESC, currency LIMIT 1`;
  const [row] = await selectRows<{ currency: string; total: number | string }>(em, sql, { contractId, from, to });
  return row ? { amountMinor: Number(row.total), currency: row.currency } : null;
}
