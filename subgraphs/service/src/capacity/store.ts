import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { type Predicate, unitsWithinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import { WEEKDAYS, type WorkDay } from './capacity.ts';
import { maySeeCapacity } from './policy.ts';
import { workDayTable } from './table.ts';

const read = rowReader(workDayTable);

const inReach = (viewer: Viewer, column: string): Predicate =>
  maySeeCapacity(viewer) ? unitsWithinReach(viewer, column) : { sql: '1 = 0', parameters: {} };

/** The weekdays of a branch, and its days from one to another, both included. */
export function workDays(
  em: EntityManager,
  viewer: Viewer,
  branch: string,
  { from, to }: { from: string; to: string },
): Promise<WorkDay[]> {
  const days = {
    sql: '(t.day IN :weekdays OR (t.day >= :from AND t.day <= :to))',
    parameters: { weekdays: [...WEEKDAYS], from, to },
  };
  return read(em, allOf([equals('t.branch', 'branch', branch), days, inReach(viewer, 't.branch')]));
}

/** Paths of the branches that answer for accounts. */
export async function branchPaths(em: EntityManager, viewer: Viewer): Promise<string[]> {
  const where = inReach(viewer, 't.path');
  const sql = `SELECT DISTINCT t.path AS path FROM tenant_scope t WHERE ${where.sql} ORDER BY t.path`;
  return (await selectRows<{ path: string }>(em, sql, where.parameters)).map(({ path }) => path);
}

/**
 * Changes a day of a branch, which is made when it is new.
 * @throws AppError CONFLICT when somebody else was faster.
 */
export async function saveWorkDay(
  em: EntityManager,
  known: WorkDay | undefined,
  day: Pick<WorkDay, 'branch' | 'day'> & Partial<Pick<WorkDay, 'minutes' | 'bookedMinutes'>>,
): Promise<WorkDay> {
  if (known) {
    await guardedUpdate(em, workDayTable, known, day);
    return { ...known, ...day, version: known.version + 1 };
  }
  const made: WorkDay = { id: newId(), minutes: null, bookedMinutes: 0, ...day, version: 1 };
  await insertRows(em, workDayTable, [made]);
  return made;
}
