import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { hoursFault, minutesOf } from '../capacity/capacity.ts';
import { type Booked, bookDay, releaseDay } from '../capacity/commands.ts';
import { reachesBranch } from '../capacity/policy.ts';
import { branchOf } from '../directory/store.ts';
import { orFindTheFaster } from '../item/opened-once.ts';
import { handle } from './commands.ts';
import { schedule, type WorkOrder } from './work-order.ts';

/** A quarter of an hour: less is not planned. */
const LEAST_HOURS = 0.25;

/** A day as it comes in. */
export interface ScheduleWorkOrder {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly hours: number;
}

/** Books the hands for an approved job, or moves it to another day. */
export const scheduleWorkOrder = (
  ctx: CommandContext,
  { id, day, hours }: ScheduleWorkOrder,
): Promise<Result<WorkOrder>> =>
  // Two jobs may be the first of a day at once.
  orFindTheFaster(() =>
    handle(ctx, id, async (order, em) => {
      const branch = await branchOf(em, order.accountId);
      if (!branch || !reachesBranch(ctx.viewer, branch)) {
        return refuse('BRANCH_UNKNOWN', 'No branch answers for this account yet.', { field: 'day' });
      }
      const fault = hoursFault(hours, LEAST_HOURS);
      if (fault) return fault;
      const minutes = minutesOf(hours);
      const scheduled = schedule(order, { branch, day, plannedMinutes: minutes }, ctx.now());
      if (!scheduled.ok) return scheduled;
      const booked = await bookDay(ctx, em, { branch, day, minutes }, bookedOf(order));
      return booked.ok ? ok(scheduled.value) : booked;
    }),
  );

const bookedOf = ({ branch, day, plannedMinutes: minutes }: WorkOrder): Booked | null =>
  branch === null || day === null || minutes === null ? null : { branch, day, minutes };

/** What was booked for a job is free again. Whoever calls it has nothing left to refuse. */
export async function release(em: EntityManager, order: WorkOrder): Promise<void> {
  const booked = bookedOf(order);
  // The customer may call its job off, though the calendar is not its to see.
  if (booked) await releaseDay(em, systemViewer('calendar'), booked);
}
