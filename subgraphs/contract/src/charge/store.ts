import { insertRows } from '@quayside/shared/db/bulk';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, summedWithinReach, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { AppError } from '@quayside/shared/errors';
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
  /** In which it was charged, `YYYY-MM` in UTC. */
  readonly month?: string | null | undefined;
  readonly currency?: string | null | undefined;
}

/** From the first instant of a month to that of the next. */
const chargedIn = (month: string): Predicate => {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (!year) throw new AppError('BAD_USER_INPUT', `${month} is not a month. Write it as YYYY-MM, such as 2026-03.`);
  const monthStart = Date.UTC(Number(year), Number(number) - 1, 1);
  const monthEnd = Date.UTC(Number(year), Number(number), 1);
  return { sql: 't.charged_at >= :monthStart AND t.charged_at < :monthEnd', parameters: { monthStart, monthEnd } };
};

const passing = (filter: ChargeFilter): Predicate =>
  allOf([
    equals('t.account_id', 'account', filter.accountId),
    equals('t.contract_id', 'contract', filter.contractId),
    equals('t.source', 'source', filter.source),
    equals('t.currency', 'currency', filter.currency),
    filter.month ? chargedIn(filter.month) : EVERYTHING,
  ]);

/** One page, newest first, with one row more than asked for when there is more. */
export const listCharges = (
  em: EntityManager,
  viewer: Viewer,
  filter: ChargeFilter,
  page: { first: number; after: PageKey | null },
): Promise<Charge[]> =>
  read(
    em,
    allOf([inReach(viewer), passing(filter), olderThan('t.charged_at', 't.id', page.after)]),
    `ORDER BY t.charged_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

/** What charges come to in one currency. */
export interface ChargeSum {
  readonly currency: string;
  readonly charges: number;
  readonly amountMinor: number;
  readonly unbilledCharges: number;
  readonly unbilledMinor: number;
}

/** What those that the filter lets through come to, and what of it is on no invoice yet; summed up by the database. */
export async function chargeSums(em: EntityManager, viewer: Viewer, filter: ChargeFilter): Promise<ChargeSum[]> {
  const where = allOf([passing(filter), summedWithinReach(viewer, 't.account_id')]);
  const rows = await selectRows<Record<keyof ChargeSum, number | string>>(
    em,
    `SELECT t.currency AS currency, COUNT(*) AS charges, SUM(t.amount_minor) AS amountMinor,
       COUNT(u.charge_id) AS unbilledCharges, SUM(CASE WHEN u.charge_id IS NULL THEN 0 ELSE t.amount_minor END) AS unbilledMinor
     FROM charge t LEFT JOIN unbilled_charge u ON u.charge_id = t.id
     WHERE ${where.sql} GROUP BY t.currency ORDER BY t.currency`,
    where.parameters,
  );
  return rows.map((row) => ({
    ...{ currency: String(row.currency), charges: Number(row.charges), amountMinor: Number(row.amountMinor) },
    ...{ unbilledCharges: Number(row.unbilledCharges), unbilledMinor: Number(row.unbilledMinor) },
  }));
}

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

/** Charges of jobs under a contract that were done in a period, its end excluded, oldest first. */
export const jobsBetween = (
  em: EntityManager,
  viewer: Viewer,
  contractId: string,
  [from, until]: readonly [number, number],
  most: number,
): Promise<Charge[]> =>
  read(
    em,
    allOf([
      equals('t.contract_id', 'contract', contractId),
      equals('t.source', 'source', 'WORK_ORDER'),
      { sql: 't.done_at >= :from AND t.done_at < :until', parameters: { from, until } },
      inReach(viewer),
    ]),
    `ORDER BY t.done_at, t.id LIMIT ${most}`,
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
