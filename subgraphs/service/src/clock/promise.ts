import type { Instant } from '@quayside/shared/instant';
import type { Clock, ClockAction } from './book.ts';
import { HOUSE_CALENDAR } from './calendar.ts';
import { isOpen } from './transitions.ts';

/** Work that has one date by which it is to be done. */
export interface Promised {
  readonly dueAt: Instant;
  readonly closedAt: Instant | null;
}

/** A clock runs to the date, ends with the work, and gives way to another when the date moves. */
export function promiseSteps(clocks: readonly Clock[], { dueAt, closedAt }: Promised, now: Instant): ClockAction[] {
  const running = clocks.find(({ kind, phase }) => kind === 'RESOLVE' && isOpen(phase));
  const turn = { legId: null, kinds: ['RESOLVE'] } as const;
  if (closedAt !== null) return running ? [{ ...turn, do: 'MET' }] : [];
  if (running?.dueAt === dueAt) return [];
  return [
    ...(running ? [{ ...turn, do: 'STOPPED' } satisfies ClockAction] : []),
    {
      ...{ do: 'start', legId: null, kind: 'RESOLVE', about: 'PROMISED', regimes: ['house'] },
      ...{ from: now, fixedDueAt: dueAt, party: HOUSE_CALENDAR.party },
    },
  ];
}
