import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { branchOf } from '../directory/store.ts';
import { WORK_CAPACITY_CHANGED, type WorkCapacityChanged } from '../events.ts';

interface CalendarUpdate {
  readonly workCalendarUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly branch: string;
  };
}

/** What fills or changes the calendar of a branch: its own hours, and the jobs of the accounts it answers for. */
export async function* calendarUpdates(
  ctx: SubgraphContext,
  branch: string,
  after: string | null | undefined,
): AsyncGenerator<CalendarUpdate, void, undefined> {
  for await (const { cursor, event } of ctx.live.follow(after)) {
    const { type, at, accountId, data } = event;
    const concerns =
      type === WORK_CAPACITY_CHANGED
        ? (data as WorkCapacityChanged).branch === branch
        : type.startsWith('work-order.') &&
          accountId !== null &&
          (await ctx.db.read((em) => branchOf(em, accountId))) === branch;
    if (concerns) yield { workCalendarUpdated: { cursor, event: type, at, branch } };
  }
}
