import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { FuelPrice } from '../rating/fuel.ts';
import type { Activity, ActivityState } from './activity.ts';
import { activityTable, type FuelPriceRow, fuelPriceTable, type StockLevelRow, stockLevelTable } from './table.ts';

const read = rowReader(activityTable);
const readPrices = rowReader(fuelPriceTable);
const readLevels = rowReader(stockLevelTable);

const inReach = (viewer: Viewer): Predicate => withinReach(viewer, { account: 't.account_id' });

/** What a list of activities may be narrowed by. */
export interface ActivityFilter {
  readonly accountId?: string | null | undefined;
  readonly contractId?: string | null | undefined;
  readonly state?: ActivityState | null | undefined;
}

/** One page, newest first, with one row more than asked for when there is more. */
export const listActivities = (
  em: EntityManager,
  viewer: Viewer,
  filter: ActivityFilter,
  page: { first: number; after: PageKey | null },
): Promise<Activity[]> =>
  read(
    em,
    allOf([inReach(viewer), filtered(filter), olderThan('t.at', 't.id', page.after)]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

const filtered = ({ accountId, contractId, state }: ActivityFilter): Predicate =>
  allOf([
    equals('t.account_id', 'account', accountId),
    equals('t.contract_id', 'contract', contractId),
    equals('t.state', 'state', state),
  ]);

/** So many at once that wait for a price, oldest first. */
export const waitingActivities = (
  em: EntityManager,
  viewer: Viewer,
  filter: ActivityFilter & { readonly ids?: readonly string[] | undefined; readonly after?: string },
  most: number,
): Promise<Activity[]> =>
  read(
    em,
    allOf([
      inReach(viewer),
      filtered(filter),
      oneOf('t.id', 'ids', filter.ids),
      filter.after ? { sql: 't.id > :after', parameters: { after: filter.after } } : EVERYTHING,
      oneOf('t.state', 'states', ['WAITING', 'NOT_PRICED']),
    ]),
    `ORDER BY t.id LIMIT ${most}`,
  );

/** Activities by id; those out of reach are left out. */
export const findActivities = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Activity[]> =>
  read(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** What was done for these shipments, receipts or goods, oldest first. */
export const activitiesOf = (em: EntityManager, viewer: Viewer, subjectIds: readonly string[]): Promise<Activity[]> =>
  read(em, allOf([oneOf('t.subject_id', 'ids', subjectIds), inReach(viewer)]), 'ORDER BY t.at, t.id');

/** What was done under a contract from one instant until before another, oldest first. */
export const activitiesBetween = (
  em: EntityManager,
  viewer: Viewer,
  contractId: string,
  [from, until]: readonly [number, number],
  most: number,
): Promise<Activity[]> =>
  read(
    em,
    allOf([
      equals('t.contract_id', 'contract', contractId),
      { sql: 't.at >= :from AND t.at < :until', parameters: { from, until } },
      inReach(viewer),
    ]),
    `ORDER BY t.at, t.id LIMIT ${most}`,
  );

/** Keeps what was done. */
export const insertActivities = (em: EntityManager, activities: readonly Activity[]): Promise<void> =>
  insertRows(em, activityTable, activities);

/** Keeps what another rating has made of an activity that was not charged; false when it is charged by now. */
export const judgeActivity = async (
  em: EntityManager,
  { id, state: before }: Activity,
  { contractId, state, refusal }: Pick<Activity, 'contractId' | 'state' | 'refusal'>,
): Promise<boolean> =>
  (await updateWhere(em, activityTable, { contractId, state, refusal }, { id, state: before })) === 1;

/** Keeps what was missing of an activity; false when its state is another by now. @param before the state it was in */
export const completeActivity = async (
  em: EntityManager,
  before: ActivityState,
  { id, state, done }: Activity,
): Promise<boolean> => (await updateWhere(em, activityTable, { done, state }, { id, state: before })) === 1;

/** All prices of fuel, oldest first. */
export const fuelPrices = async (em: EntityManager): Promise<(FuelPrice & FuelPriceRow)[]> =>
  readPrices(em, EVERYTHING, 'ORDER BY t.price_date, t.index_name');

/** Keeps prices of fuel; a price of the same index and day is corrected. */
export async function putFuelPrices(em: EntityManager, prices: readonly FuelPriceRow[]): Promise<void> {
  for (const price of prices) await em.getRepository(fuelPriceTable).upsert(price, ['index', 'date']);
}

/** Keeps what stands somewhere at the end of a day; the last word of the day holds. */
export async function putLevels(em: EntityManager, levels: readonly StockLevelRow[]): Promise<void> {
  if (levels.length > 0) await em.getRepository(stockLevelTable).upsert([...levels], ['stockId', 'date']);
}

/** Goods that stood somewhere by the end of a day: so many rows of stock after one, by id. */
export async function stockStanding(em: EntityManager, until: string, after: string, most: number): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    em,
    `SELECT DISTINCT stock_id AS id FROM stock_level WHERE level_date <= :until AND stock_id > :after
     ORDER BY stock_id LIMIT ${most}`,
    { until, after },
  );
  return rows.map(({ id }) => id);
}

/** An account's goods that stood anywhere by the end of a day: rows of stock, by id. */
export async function stockOfAccount(em: EntityManager, accountId: string, until: string): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    em,
    `SELECT DISTINCT stock_id AS id FROM stock_level WHERE account_id = :accountId AND level_date <= :until
     ORDER BY stock_id`,
    { accountId, until },
  );
  return rows.map(({ id }) => id);
}

/** The levels of rows of stock up to a day, oldest first. */
export const levelsOf = (em: EntityManager, stockIds: readonly string[], until: string): Promise<StockLevelRow[]> =>
  readLevels(
    em,
    allOf([oneOf('t.stock_id', 'ids', stockIds), { sql: 't.level_date <= :until', parameters: { until } }]),
    'ORDER BY t.stock_id, t.level_date',
  );

/** The first month of which anything is known to have stood anywhere, YYYY-MM; null when nothing did. */
export async function firstStoredMonth(em: EntityManager): Promise<string | null> {
  const [row] = await selectRows<{ first: string | null }>(em, 'SELECT MIN(level_date) AS first FROM stock_level');
  return row?.first?.slice(0, 7) ?? null;
}
