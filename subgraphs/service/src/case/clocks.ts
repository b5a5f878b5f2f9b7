import type { ContractTerms } from '@quayside/contract/events';
import { DAY } from '@quayside/shared/instant';
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

/** Who moved a case on, and whether that was an answer to the customer. */
export interface CaseStep {
  readonly by: 'staff' | 'customer';
  /** By one of the staff, in words that the customer reads. */
  readonly answered: boolean;
}

/**
 * What a step does to them. A case that comes back is held to the promise that was made for it, and while it waits for
 * the customer the promise waits, too.
 */
export function clocksAfter(before: Case, after: Case, { by, answered }: CaseStep): ClockAction[] {
  const common = { legId: null } as const;
  const resolve = { ...common, kinds: ['RESOLVE'] } as const;
  const done = isDone(after.state);
  const waits = after.state === WAITING && before.state !== WAITING;
  const goesOn = before.state === WAITING && after.state !== WAITING && !done;
  const reason = by === 'customer' ? 'CUSTOMER_ANSWERED' : 'TAKEN_UP_AGAIN';
  return [
    ...(answered || done ? [{ ...common, do: 'MET', kinds: ['RESPOND'] } satisfies ClockAction] : []),
    ...(waits ? [{ ...resolve, do: 'PAUSED', reason: WAITING } satisfies ClockAction] : []),
    ...(goesOn ? [{ ...resolve, do: 'RESUMED', reason, pausedFor: WAITING } satisfies ClockAction] : []),
    ...(done && !isDone(before.state) ? [{ ...resolve, do: 'MET' } satisfies ClockAction] : []),
    ...(!done && isDone(before.state) ? [{ ...resolve, do: 'REOPENED' } satisfies ClockAction] : []),
  ];
}

const WAITING = 'WAITING_FOR_CUSTOMER';

/** While the customer is silent somebody asks again, so long after the last word. */
const FOLLOW_UP = 3 * DAY;

/** When it must be resolved; while that waits, when somebody should ask again. */
export function resolveBy(clocks: readonly Clock[], now: number): number | null {
  const promise = clocks.find(({ kind }) => kind === 'RESOLVE');
  return promise?.phase === 'PAUSED' ? now + FOLLOW_UP : (promise?.dueAt ?? null);
}
