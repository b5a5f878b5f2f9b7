import { type Result, refuse } from '@quayside/shared/result';
import type { ClockAction, ClockBook } from './book.ts';
import type { PauseReason } from './regime.ts';

/** A clock that somebody of the staff stops, for a reason that its rule knows, or sets going again. */
export interface Turning {
  readonly clockId: string;
  readonly to: 'PAUSED' | 'RESUMED';
  readonly reason: PauseReason | null;
}

/** What that does to the clocks of an item; nothing when there is no such clock. */
export function turning({ clocks }: ClockBook, { clockId, to, reason }: Turning): ClockAction[] {
  const clock = clocks.find(({ id }) => id === clockId);
  return clock ? [{ do: to, legId: clock.legId, kinds: [clock.kind], reason, only: { id: clockId } }] : [];
}

/** Turns a clock, or says why it cannot be. The book is not saved. */
export function turningFault(book: ClockBook, turn: Turning): Result<never> | null {
  const clock = book.clocks.find(({ id }) => id === turn.clockId);
  if (!clock) return refuse('CLOCK_UNKNOWN', 'There is no such clock here.', { field: 'clockId' });
  if (book.run(turning(book, turn)).changed.length > 0) return null;
  return turn.to === 'PAUSED'
    ? refuse('CLOCK_NOT_PAUSABLE', `Under ${clock.regime} this clock does not stand still for that.`, {
        field: 'reason',
        fix: 'Keep the time, or decide on what you have.',
      })
    : refuse('CLOCK_NOT_PAUSED', 'The clock is not standing still.', { field: 'clockId' });
}
