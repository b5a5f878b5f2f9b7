import type { ContractTerms } from '@quayside/contract/events';
import type { Clock, ClockAction } from '../clock/book.ts';
import { HOUSE_CALENDAR } from '../clock/calendar.ts';
import type { Case } from './case.ts';
import { isDone } from './transitions.ts';

const party = HOUSE_CALENDAR.party;

/** The promises that a new case is held to: the contract's by the hour where it makes one, and the house's. */
export function clocksAtOpening(
  { kind, priority, openedAt }: Pick<Case, 'kind' | 'priority' | 'openedAt'>,
  terms: Pick<ContractTerms, 'responseHours' | 'resolveHours'> | null,
): ClockAction[] {
  const hours = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : ({ amount, unit: 'HOURS' } as const);
  const response = hours(terms?.responseHours);
  const common = { do: 'start', legId: null, regimes: ['house'], from: openedAt, party } as const;
  return [
    ...(response ? [{ ...common, kind: 'RESPOND', about: 'AGREED', agreed: response } satisfies ClockAction] : []),
    { ...common, kind: 'RESOLVE', about: `${kind}:${priority}`, agreed: hours(terms?.resolveHours) },
  ];
}

/** What a step does to them. A case that comes back is held to the promise that was made for it. */
export function clocksAfter(before: Case, after: Case, answered: boolean): ClockAction[] {
  const common = { legId: null } as const;
  const done = isDone(after.state);
  return [
    ...(answered || done ? [{ ...common, do: 'MET', kinds: ['RESPOND'] } satisfies ClockAction] : []),
    ...(done && !isDone(before.state) ? [{ ...common, do: 'MET', kinds: ['RESOLVE'] } satisfies ClockAction] : []),
    ...(!done && isDone(before.state) ? [{ ...common, do: 'REOPENED', kinds: ['RESOLVE'] } satisfies ClockAction] : []),
  ];
}

/** When it must be resolved. */
export const resolveBy = (clocks: readonly Clock[]): number | null =>
  clocks.find(({ kind }) => kind === 'RESOLVE')?.dueAt ?? null;
