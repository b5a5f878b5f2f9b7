import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { ChargeSource } from '../events.ts';
import type { Charge } from './charge.ts';
import { chargeTable, unbilledTable } from './table.ts';

const read = rowReader(chargeTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** What a list of charges may be narrowed by. */
export interface ChargeFilter {
  readonly accountId?: string | null | undefined;
  readonly contractId?: string | null | undefined;
  readonly source?: ChargeSource | null | undefined;
}

/** One page, newest first, with one row more than asked for when there is more. */
export const listCharges = (
  em: EntityManager,
  viewer: Viewer,
  filter: ChargeFilter,
  page: { first: number; after: PageKey | null },
): Promise<Charge[]> =>
  read(
    em,
    allOf([
      inReach(viewer),
      equals('t.account_id', 'account', filter.accountId),
      equals('t.contract_id', 'contract', filter.contractId),
      equals('t.source', 'source', filter.source),
      olderThan('t.charged_at', 't.id', page.after),
    ]),
    `ORDER BY t.charged_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** Charges by id; those out of reach are left out. */
export const findCharges = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Charge[]> =>
  read(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** The charges of these jobs, returns, shipments, receipts or goods, oldest first. */
export const chargesOf = (
  em: EntityManager,
  viewer: Viewer,
  source: ChargeSource,
  subjectIds: readonly string[],
): Promise<Charge[]> =>
  read(
    em,
    allOf([equals('t.source', 'source', source), oneOf('t.subject_id', 'ids', subjectIds), inReach(viewer)]),
    'ORDER BY t.done_at, t.id',
  );

/** Those of the keys that have been charged already. */
export const chargesByKey = (em: EntityManager, keys: readonly string[]): Promise<Charge[]> =>
  read(em, oneOf('t.charge_key', 'keys', keys));

/** Keeps charges for good, and as work of the next invoice. */
export async function insertCharges(em: EntityManager, charges: readonly Charge[]): Promise<void> {
  await insertRows(em, chargeTable, charges);
  await insertRows(
    em,
    unbilledTable,
    charges.map(({ id: chargeId, accountId, currency, doneAt, orderNumber, poNumber }) => ({
      ...{ chargeId, accountId, currency, doneAt, orderNumber, poNumber },
    })),
  );
}
