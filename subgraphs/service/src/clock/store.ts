import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { allOf, EVERYTHING, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { AppError } from '@quayside/shared/errors';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import type { ChangedClock, Clock, ClockRecord } from './book.ts';
import { HOUSE_CALENDAR } from './calendar.ts';
import type { ReadStep } from './clock.ts';
import {
  type CalendarRow,
  type ClockRow,
  type ClockTransitionRow,
  calendarTable,
  clockTable,
  clockTransitionTable,
} from './table.ts';

const readRows = rowReader(clockTable);
const readTransitions = rowReader(clockTransitionTable);
const readCalendars = rowReader(calendarTable);

const toClock = (row: ClockRow): Clock => ({ ...row, internal: row.internal === 1 });

/** What runs between the company and its carrier is for the staff. */
const inReach = (viewer: Viewer): Predicate =>
  allOf([
    withinReach(viewer, { account: 't.account_id' }),
    isStaff(viewer) ? { sql: '1 = 1', parameters: {} } : { sql: 't.internal = 0', parameters: {} },
  ]);

/** The clocks of items within reach, in the order in which they began. */
export const clocksOf = async (em: EntityManager, viewer: Viewer, itemIds: readonly string[]): Promise<Clock[]> =>
  (await readRows(em, allOf([oneOf('t.item_id', 'ids', itemIds), inReach(viewer)]), 'ORDER BY t.item_id, t.id')).map(
    toClock,
  );

/** The steps of clocks that were found by `clocksOf`, of items within reach. */
export const transitionsOf = (
  em: EntityManager,
  viewer: Viewer,
  clockIds: readonly string[],
): Promise<ClockTransitionRow[]> =>
  readTransitions(
    em,
    allOf([oneOf('t.clock_id', 'ids', clockIds), withinReach(viewer, { account: 't.account_id' })]),
    'ORDER BY t.clock_id, t.seq',
  );

/** The clocks of one item that the caller has found to be within reach, with all their steps. */
export async function recordsOf(em: EntityManager, itemId: string): Promise<ClockRecord[]> {
  const where = oneOf('t.item_id', 'ids', [itemId]);
  const clocks = (await readRows(em, where, 'ORDER BY t.id')).map(toClock);
  const steps = await readTransitions(em, where, 'ORDER BY t.clock_id, t.seq');
  return clocks.map((clock) => ({ clock, transitions: steps.filter(({ clockId }) => clockId === clock.id) }));
}

/** Items of which some clock has to be looked at by now, the most urgent first. */
export async function itemsToLookAt(em: EntityManager, now: number, most: number): Promise<Clock[]> {
  const due = { sql: 't.next_at <= :now', parameters: { now } };
  return (await readRows(em, due, `ORDER BY t.next_at, t.id LIMIT ${most}`)).map(toClock);
}

/** Writes what a step has changed. @throws AppError CONFLICT when another step was faster. */
export async function saveClocks(em: EntityManager, changed: readonly ChangedClock[]): Promise<void> {
  for (const { clock, transitions, fresh } of changed) {
    const row: ClockRow = { ...clock, internal: clock.internal ? 1 : 0 };
    const before = transitions.length - fresh.length;
    if (before === 0) await insertRows(em, clockTable, [row]);
    else if ((await updateWhere(em, clockTable, row, { id: clock.id, seq: before })) !== 1) throw faster();
  }
  const steps = changed.flatMap(({ clock: { itemId, accountId }, fresh }) =>
    fresh.map((step): ClockTransitionRow => ({ ...step, id: newId(), itemId, accountId })),
  );
  await insertRows(em, clockTransitionTable, steps).catch((error: unknown) => {
    throw isDuplicateKey(error) ? faster() : error;
  });
}

const faster = () => new AppError('CONFLICT', 'A clock has moved meanwhile. Load it again.');

/** How many clocks within reach stand still. */
export async function countPaused(em: EntityManager, viewer: Viewer): Promise<number> {
  const where = allOf([{ sql: "t.phase = 'PAUSED'", parameters: {} }, inReach(viewer)]);
  const sql = `SELECT COUNT(*) AS count FROM clock t WHERE ${where.sql}`;
  const [row] = await selectRows<{ count: number | string }>(em, sql, where.parameters);
  return toNumber(row?.count) ?? 0;
}

/** All versions of the calendars of these parties, oldest first. */
export const calendarsOf = (em: EntityManager, parties: readonly string[]): Promise<CalendarRow[]> =>
  readCalendars(em, oneOf('t.party', 'parties', parties), 'ORDER BY t.party, t.version');

/** A calendar as it is shown; nobody has changed the one that Quayside came with. */
export interface ShownCalendar extends Omit<CalendarRow, 'id' | 'changedBy' | 'changedAt'> {
  readonly changedBy: string | null;
  readonly changedAt: number | null;
}

/** The calendar that holds for each party within reach; staff see those of carriers and of the company, too. */
export async function currentCalendars(em: EntityManager, viewer: Viewer): Promise<ShownCalendar[]> {
  const reach = withinReach(viewer, { account: 't.account_id' });
  const where = isStaff(viewer) ? { ...reach, sql: `(t.account_id IS NULL OR ${reach.sql})` } : reach;
  const newest = 't.version = (SELECT MAX(n.version) FROM business_calendar n WHERE n.party = t.party)';
  const said = await readCalendars(em, { ...where, sql: `${where.sql} AND ${newest}` }, 'ORDER BY t.party');
  if (!isStaff(viewer) || said.some(({ party }) => party === HOUSE_CALENDAR.party)) return said;
  return [{ ...HOUSE_CALENDAR, accountId: null, changedBy: null, changedAt: null }, ...said];
}

/** @throws AppError CONFLICT when another version was faster. */
export async function insertCalendar(em: EntityManager, row: CalendarRow): Promise<void> {
  await insertRows(em, calendarTable, [row]).catch((error: unknown) => {
    throw isDuplicateKey(error)
      ? new AppError('CONFLICT', 'Somebody else changed this calendar. Load it again.')
      : error;
  });
}

/** The newest version of a party's calendar among these; 0 when it never said one. */
export const newestVersion = (calendars: readonly CalendarRow[], party: string): number =>
  calendars.findLast((one) => one.party === party)?.version ?? HOUSE_CALENDAR.version;

/** All versions of all calendars: for administration. */
export const allCalendars = (em: EntityManager): Promise<CalendarRow[]> =>
  readCalendars(em, EVERYTHING, 'ORDER BY t.party, t.version');

/** What an audit compares. */
export type AuditedClock = Pick<Clock, 'id' | 'dueAt' | 'phase'>;

/** So many clocks after an id, whoever owns them: for administration. Plain SQL: there may be millions. */
export async function clockPage(em: EntityManager, after: string, most: number): Promise<AuditedClock[]> {
  const sql = `SELECT id, due_at AS dueAt, phase FROM clock WHERE id > ? ORDER BY id LIMIT ${most}`;
  const rows = (await em.query(sql, [after])) as (Omit<AuditedClock, 'dueAt'> & { dueAt: number | string })[];
  return rows.map(({ id, dueAt, phase }) => ({ id, dueAt: Number(dueAt), phase }));
}

/**
 * The steps of the clocks after one id and up to another, in order; a start begins the next clock. Only what a deadline
 * depends on is read: most of an audit is reading.
 */
export async function stepsBetween(em: EntityManager, after: string, last: string): Promise<ReadStep[]> {
  const sql = `SELECT change_kind AS \`change\`, at, start_facts AS start
    FROM clock_transition WHERE clock_id > ? AND clock_id <= ? ORDER BY clock_id, seq`;
  const rows = (await em.query(sql, [after, last])) as Record<'change' | 'at' | 'start', unknown>[];
  // Changed in place: a copy of each row would cost as much as reading it.
  for (const row of rows) {
    row.at = Number(row.at);
    if (row.start !== null) row.start = JSON.parse(String(row.start));
  }
  return rows as ReadStep[];
}
