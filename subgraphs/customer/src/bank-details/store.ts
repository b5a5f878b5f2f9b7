import { insertRows } from '@quayside/shared/db/bulk';
import { oneOf } from '@quayside/shared/db/predicate';
import type { Predicate } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import type { BankDetailsSetting } from './bank-details.ts';
import { bankDetailsTable } from './table.ts';

const read = rowReader(bankDetailsTable);

const HOLDS = `NOT EXISTS (SELECT 1 FROM bank_details newer WHERE newer.org_unit_id = t.org_unit_id
  AND newer.currency = t.currency AND newer.version > t.version)`;

/** What holds now of every unit: few, and what a customer reads depends on those above its branch. */
export const heldBankDetails = (em: EntityManager): Promise<BankDetailsSetting[]> =>
  read(em, { sql: HOLDS, parameters: {} });

/** The newest of a unit and a currency, or null. */
export async function findBankDetails(
  em: EntityManager,
  orgUnitId: string,
  currency: string,
): Promise<BankDetailsSetting | null> {
  const where: Predicate = {
    sql: 't.org_unit_id = :unit AND t.currency = :currency',
    parameters: { unit: orgUnitId, currency },
  };
  const [newest] = await read(em, where, 'ORDER BY t.version DESC LIMIT 1');
  return newest ?? null;
}

/** What these units have said, the newest first. */
export const bankDetailsOfUnits = (em: EntityManager, unitIds: readonly string[]): Promise<BankDetailsSetting[]> =>
  read(em, oneOf('t.org_unit_id', 'units', unitIds), 'ORDER BY t.changed_at DESC, t.version DESC LIMIT 200');

export const insertBankDetails = (em: EntityManager, setting: BankDetailsSetting): Promise<void> =>
  insertRows(em, bankDetailsTable, [setting]);
