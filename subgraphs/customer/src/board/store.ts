import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { summedWithinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager, EntitySchema } from 'typeorm';
import type { Stage } from '../value/lifecycle.ts';
import type { BoardLine, BoardMove, BoardSum, CohortSum } from './board-line.ts';
import { boardMonthTable, boardMoveTable } from './table.ts';

const lines = rowReader(boardMonthTable);
const moves = rowReader(boardMoveTable);

type Raw<Row> = { readonly [Field in keyof Row]: string | number | null };

/** Sums of the customers in reach by month. */
export async function boardSums(em: EntityManager, viewer: Viewer, from: string): Promise<BoardSum[]> {
  const where = allOf([{ sql: 't.month >= :from', parameters: { from } }, summedWithinReach(viewer, 't.account_id')]);
  const rows = await selectRows<Raw<BoardSum>>(
    em,
    `SELECT t.month AS month, SUM(CASE WHEN t.orders > 0 THEN 1 ELSE 0 END) AS ordering,
       SUM(t.orders) AS orders, SUM(t.revenue_minor) AS revenueMinor, SUM(t.carrier_cost_minor) AS carrierCostMinor,
       SUM(t.serve_cost_minor) AS serveCostMinor, SUM(t.claims_paid_minor) AS claimsPaidMinor,
       SUM(t.incomplete) AS incomplete
     FROM board_month t WHERE ${where.sql} GROUP BY t.month`,
    where.parameters,
  );
  return rows.map((row) => ({
    ...{
      month: String(row.month),
      ordering: Number(row.ordering),
      orders: Number(row.orders),
      incomplete: Number(row.incomplete),
    },
    ...{ revenueMinor: Number(row.revenueMinor), carrierCostMinor: Number(row.carrierCostMinor) },
    ...{ serveCostMinor: Number(row.serveCostMinor), claimsPaidMinor: Number(row.claimsPaidMinor) },
  }));
}

/** Of the customers in reach that came since, how many ordered in each month, by the month of their first order. */
export async function cohortSums(em: EntityManager, viewer: Viewer, since: string): Promise<CohortSum[]> {
  const reach = summedWithinReach(viewer, 't.account_id');
  const rows = await selectRows<{ cohort: string; month: string; ordering: number | string }>(
    em,
    `SELECT t.cohort AS cohort, t.month AS month, COUNT(*) AS ordering FROM board_month t
     WHERE t.cohort >= :since AND t.orders > 0 AND ${reach.sql} GROUP BY t.cohort, t.month`,
    { ...reach.parameters, since },
  );
  return rows.map(({ ordering, ...row }) => ({ ...row, ordering: Number(ordering) }));
}

/** How many customers went from stage to stage since a month, in the order of months. */
export async function boardFlow(
  em: EntityManager,
  viewer: Viewer,
  since: string,
): Promise<{ month: string; from: Stage; to: Stage; customers: number }[]> {
  const reach = summedWithinReach(viewer, 't.account_id');
  const rows = await selectRows<{ month: string; from: Stage; to: Stage; customers: number | string }>(
    em,
    `SELECT t.month AS month, t.from_stage AS \`from\`, t.to_stage AS \`to\`, COUNT(*) AS customers
     FROM board_move t WHERE t.month >= :since AND ${reach.sql} GROUP BY t.month, t.from_stage, t.to_stage
     ORDER BY t.month, t.from_stage, t.to_stage`,
    { ...reach.parameters, since },
  );
  return rows.map(({ customers, ...row }) => ({ ...row, customers: Number(customers) }));
}

/** The customers of a stage, and how fresh their figures are. */
export interface StageCount {
  readonly stage: Stage;
  readonly customers: number;
  readonly profitMinor: number;
  /** Something has happened with them since they were valued. */
  readonly waiting: number;
  /** When the one valued longest ago was; null when none was. */
  readonly oldest: number | null;
}

/** The customers in reach by stage. */
export async function boardStages(em: EntityManager, viewer: Viewer): Promise<StageCount[]> {
  const reach = summedWithinReach(viewer, 't.id');
  const rows = await selectRows<Raw<StageCount> & { stage: Stage }>(
    em,
    `SELECT t.stage AS stage, COUNT(*) AS customers, SUM(t.profit_minor) AS profitMinor, SUM(t.stale) AS waiting,
       MIN(t.valued_at) AS oldest
     FROM customer_value t WHERE ${reach.sql} GROUP BY t.stage`,
    reach.parameters,
  );
  return rows.map(({ stage, customers, profitMinor, waiting, oldest }) => ({
    ...{ stage, customers: Number(customers), profitMinor: Number(profitMinor), waiting: Number(waiting) },
    oldest: oldest === null ? null : Number(oldest),
  }));
}

interface Kept<Row extends BoardLine | BoardMove> {
  readonly table: EntitySchema<Row>;
  readonly known: readonly Row[];
  readonly wanted: readonly Row[];
  /** The column that tells the rows of a customer apart. */
  readonly part: 'month' | 'place';
  readonly partOf: (row: Row) => string | number;
}

/** Writes what differs, so that a day on which nothing happened costs nothing. */
async function keep<Row extends BoardLine | BoardMove>(em: EntityManager, kept: Kept<Row>): Promise<void> {
  const { table, known, wanted, part, partOf } = kept;
  const keyOf = (row: Row): string => `${row.accountId} ${partOf(row)}`;
  const before = new Map(known.map((row) => [keyOf(row), row]));
  await insertRows(
    em,
    table,
    wanted.filter((row) => !before.has(keyOf(row))),
  );
  for (const row of wanted) {
    const old = before.get(keyOf(row));
    before.delete(keyOf(row));
    if (!old || same(old, row)) continue;
    const where = { accountId: row.accountId, [part]: partOf(row) } as Partial<Row>;
    await updateWhere(em, table, row, where);
  }
  for (const row of before.values()) {
    const parameters = { accountId: row.accountId, part: partOf(row) };
    await changeRows(
      em,
      `DELETE FROM ${table.options.name} WHERE account_id = :accountId AND ${part} = :part`,
      parameters,
    );
  }
}

const same = <Row extends object>(a: Row, b: Row): boolean =>
  (Object.keys(b) as (keyof Row)[]).every((field) => a[field] === b[field]);

/** Keeps the months and moves of these customers as they were worked out last. */
export async function keepBoard(
  em: EntityManager,
  accountIds: readonly string[],
  wanted: { readonly lines: readonly BoardLine[]; readonly moves: readonly BoardMove[] },
): Promise<void> {
  const own = oneOf('t.account_id', 'ids', accountIds);
  await keep<BoardLine>(em, {
    ...{ table: boardMonthTable, known: await lines(em, own), wanted: wanted.lines },
    ...{ part: 'month', partOf: ({ month }) => month },
  });
  await keep<BoardMove>(em, {
    ...{ table: boardMoveTable, known: await moves(em, own), wanted: wanted.moves },
    ...{ part: 'place', partOf: ({ place }) => place },
  });
}
