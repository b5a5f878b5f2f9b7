import { updateWhere } from '@quayside/shared/db/bulk';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { summedWithinReach, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { otifTallyTable } from './table.ts';
import type { OtifMonth, OtifTally } from './trend.ts';

const read = rowReader(otifTallyTable);

/** A month of a contract of which something has changed. */
export type Mark = Pick<OtifTally, 'contractId' | 'accountId' | 'month'>;

const BLANK = { counted: 0, hits: 0, excluded: 0, openCount: 0, nextAt: null, stale: true, judgedAt: null, version: 0 };

/** Notes that months of contracts have to be judged again. */
export async function markMonths(em: EntityManager, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const byKey = new Map(marks.map((mark) => [`${mark.contractId} ${mark.month}`, mark]));
  const parameters = {
    contracts: [...new Set(marks.map(({ contractId }) => contractId))],
    months: [...new Set(marks.map(({ month }) => month))],
  };
  const among = 'contract_id IN :contracts AND month IN :months';
  const known = await read(em, { sql: among.replaceAll(/\b(contract_id|month) IN/g, 't.$1 IN'), parameters });
  for (const { contractId, month } of known) byKey.delete(`${contractId} ${month}`);
  const blank = [...byKey.values()].map((mark) => ({ ...mark, ...BLANK }));
  // Several may tell of a month at once; one of them inserts it.
  if (blank.length > 0) await em.createQueryBuilder().insert().into(otifTallyTable).values(blank).orIgnore().execute();
  // The version counts as well: who judges meanwhile must not write an older score over this mark.
  await changeRows(em, `UPDATE otif_tally SET stale = 1, version = version + 1 WHERE ${among}`, parameters);
}

/** The same for all months of a contract, whose clause may be another now. */
export const markContract = (em: EntityManager, contractId: string): Promise<number> =>
  changeRows(em, 'UPDATE otif_tally SET stale = 1, version = version + 1 WHERE contract_id = :contractId', {
    contractId,
  });

/** Months to be judged: something has changed, or something on its way has become late. By the product itself. */
export async function dueTallies(em: EntityManager, now: number, most: number): Promise<OtifTally[]> {
  const stale = await read(em, { sql: 't.stale = 1', parameters: {} }, `ORDER BY t.contract_id, t.month LIMIT ${most}`);
  if (stale.length > 0) return stale;
  return read(em, { sql: 't.next_at <= :now', parameters: { now } }, `ORDER BY t.next_at LIMIT ${most}`);
}

/** Keeps what a month came to; false when something has changed meanwhile. */
export async function saveTally(
  em: EntityManager,
  { contractId, month, version, ...change }: OtifTally,
): Promise<boolean> {
  const where = { contractId, month, version };
  return (await updateWhere(em, otifTallyTable, { ...change, version: version + 1 }, where)) === 1;
}

const MOST_CONTRACTS = 100;

/** The contracts in reach of which lines count in a month, those with most missed lines first. */
export const talliesOf = (
  em: EntityManager,
  viewer: Viewer,
  { month, accountId }: { readonly month: string; readonly accountId: string | null },
): Promise<OtifTally[]> =>
  read(
    em,
    allOf([
      { sql: 't.month = :month AND t.counted + t.open_count + t.excluded > 0', parameters: { month } },
      equals('t.account_id', 'account', accountId),
      withinReach(viewer, { account: 't.account_id' }),
    ]),
    `ORDER BY t.counted - t.hits DESC, t.contract_id LIMIT ${MOST_CONTRACTS}`,
  );

/** Sums of the contracts in reach by month. */
export async function otifSums(
  em: EntityManager,
  viewer: Viewer,
  { from, accountId }: { readonly from: string; readonly accountId: string | null },
): Promise<OtifMonth[]> {
  const where = allOf([
    { sql: 't.month >= :from', parameters: { from } },
    equals('t.account_id', 'account', accountId),
    summedWithinReach(viewer, 't.account_id'),
  ]);
  const rows = await selectRows<{ [Field in keyof OtifMonth]: string | number }>(
    em,
    `SELECT t.month AS month, SUM(CASE WHEN t.counted > 0 THEN 1 ELSE 0 END) AS contracts, SUM(t.counted) AS counted,
       SUM(t.hits) AS hits, SUM(t.excluded) AS excluded, SUM(t.open_count) AS open, SUM(t.stale) AS waiting
     FROM otif_tally t WHERE ${where.sql} GROUP BY t.month`,
    where.parameters,
  );
  return rows.map(({ month, contracts, counted, hits, excluded, open, waiting }) => ({
    ...{ month: String(month), contracts: Number(contracts), counted: Number(counted), hits: Number(hits) },
    ...{ excluded: Number(excluded), open: Number(open), waiting: Number(waiting) },
  }));
}
