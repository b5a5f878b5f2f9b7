import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals, oneOf } from '@quayside/shared/db/predicate';
import type { Predicate } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { BankCredit, ReadCredit } from './bank-statement.ts';
import { bankCreditTable } from './table.ts';

const read = rowReader(bankCreditTable);

/** What belongs to no customer yet is seen at the unit that imported it, and above. */
function importedInReach({ reach }: Viewer): Predicate {
  if (reach.kind === 'everything') return EVERYTHING;
  if (reach.kind !== 'organization') return { sql: '1 = 0', parameters: {} };
  return { sql: 'SUBSTR(t.unit_path, 1, LENGTH(:reachPath)) = :reachPath', parameters: { reachPath: reach.path } };
}

/**
 * What has come before under this reference, whoever imported it. A notification may tell the payments of a booking that
 * the statement then tells as one.
 */
export const creditsKnown = (
  em: EntityManager,
  { bankAccount, entryReference, part }: Pick<ReadCredit, 'bankAccount' | 'entryReference' | 'part'>,
): Promise<BankCredit[]> =>
  read(em, {
    sql: `t.bank_account = :bankAccount AND t.entry_reference = :entryReference
       AND (t.part = :part OR t.part = 0 OR :part = 0)`,
    parameters: { bankAccount, entryReference, part },
  });

export const insertCredit = (em: EntityManager, credit: BankCredit): Promise<void> =>
  insertRows(em, bankCreditTable, [credit]);

/** Saves a change. @throws AppError CONFLICT when somebody else was faster. */
export const saveCredit = (em: EntityManager, { id, version, ...change }: BankCredit): Promise<void> =>
  guardedUpdate(em, bankCreditTable, { id, version }, change);

export const findCredit = async (em: EntityManager, viewer: Viewer, id: string): Promise<BankCredit | null> =>
  (await read(em, allOf([oneOf('t.id', 'ids', [id]), importedInReach(viewer)])))[0] ?? null;

/** Credits of which nobody knows yet whose they are, the oldest first. */
export const openCredits = (em: EntityManager, viewer: Viewer, most: number): Promise<BankCredit[]> =>
  read(
    em,
    allOf([equals('t.state', 'state', 'OPEN'), importedInReach(viewer)]),
    `ORDER BY t.booked_on, t.id LIMIT ${most}`,
  );
