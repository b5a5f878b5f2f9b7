import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { WORK_CAPACITY_CHANGED, type WorkCapacityChanged } from '../events.ts';
import { orFindTheFaster } from '../item/opened-once.ts';
import {
  bookedOn,
  checkRoom,
  daysFrom,
  HORIZON_DAYS,
  hoursFault,
  isDate,
  minutesOf,
  WEEKDAYS,
  type WorkDay,
} from './capacity.ts';
import { mayPlanCapacity, reachesBranch } from './policy.ts';
import { branchPaths, saveWorkDay, workDays } from './store.ts';

/** Hours of a branch on a day, or on every such weekday. */
export interface SetWorkCapacity {
  readonly branch: string;
  /** YYYY-MM-DD, or MON to SUN. */
  readonly day: string;
  readonly hours: number;
}

/** Says how many hours a branch works. What is booked stays booked, even on a day that is too short for it now. */
export const setWorkCapacity = (
  ctx: CommandContext,
  { branch, day, hours }: SetWorkCapacity,
): Promise<Result<WorkDay>> =>
  orFindTheFaster(() =>
    ctx.db.write(async (em) => {
      if (!mayPlanCapacity(ctx.viewer)) throw forbidden('plan the capacity of a branch');
      if (!reachesBranch(ctx.viewer, branch)) throw notFound('The branch');
      if (!(await branchPaths(em, ctx.viewer)).includes(branch)) {
        return refuse('BRANCH_UNKNOWN', 'No branch with accounts has this path.', { field: 'branch' });
      }
      if (!isDate(day) && !WEEKDAYS.some((one) => one === day)) {
        return refuse('DAY_UNKNOWN', `${day} is neither a date nor a weekday.`, { field: 'day' });
      }
      const fault = hoursFault(hours, 0);
      if (fault) return fault;
      const known = (await workDays(em, ctx.viewer, branch, { from: day, to: day })).find((one) => one.day === day);
      const saved = await saveWorkDay(em, known, { branch, day, minutes: minutesOf(hours) });
      await tell(ctx, em, saved);
      return ok(saved);
    }),
  );

async function tell(ctx: CommandContext, em: EntityManager, { id, branch, day, version }: WorkDay): Promise<void> {
  const data: WorkCapacityChanged = { branch, day };
  const { correlationId } = ctx;
  const type = WORK_CAPACITY_CHANGED;
  await appendEvents(em, [{ type, accountId: null, subject: id, seq: version, at: ctx.now(), correlationId, data }]);
}

/** What is booked of a branch's day. */
export interface Booked {
  readonly branch: string;
  readonly day: string;
  readonly minutes: number;
}

/**
 * Takes minutes of a day, in the caller's transaction; refused, with nothing written, when there are not enough.
 * @param held what the same job holds already: it is given back
 */
export async function bookDay(
  ctx: CommandContext,
  em: EntityManager,
  { branch, day, minutes }: Booked,
  held: Booked | null,
): Promise<Result<true>> {
  if (!isDate(day)) return refuse('DAY_UNKNOWN', `${day} is no date.`, { field: 'day' });
  const to = daysFrom(day, HORIZON_DAYS).at(-1) ?? day;
  const isOwn = (one: WorkDay) => held?.branch === branch && held.day === one.day;
  const days = (await workDays(em, ctx.viewer, branch, { from: day, to })).map((one) =>
    isOwn(one) ? { ...one, bookedMinutes: Math.max(0, one.bookedMinutes - (held?.minutes ?? 0)) } : one,
  );
  const room = checkRoom(days, day, minutes);
  if (!room.ok) return room;
  const known = days.find((one) => one.day === day);
  await saveWorkDay(em, known, { branch, day, bookedMinutes: bookedOn(days, day) + minutes });
  if (held && !(known && isOwn(known))) await releaseDay(em, ctx.viewer, held);
  return ok(true);
}

/** Gives the minutes of a day back. */
export async function releaseDay(em: EntityManager, planner: Viewer, booked: Booked): Promise<void> {
  const { branch, day, minutes } = booked;
  const known = (await workDays(em, planner, branch, { from: day, to: day })).find((one) => one.day === day);
  if (known) await saveWorkDay(em, known, { branch, day, bookedMinutes: Math.max(0, known.bookedMinutes - minutes) });
}
