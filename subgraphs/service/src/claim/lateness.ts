import { toIso } from '@quayside/shared/instant';
import { type Result, refuse } from '@quayside/shared/result';
import type { Clock } from '../clock/book.ts';

/** Refuses what is filed after the time to file, unless the claimant says why it is in time all the same. */
export function lateFault(clocks: readonly Clock[], legId: string, lateReason: string | null): Result<never> | null {
  const late = clocks.find((clock) => clock.legId === legId && clock.kind === 'FILE' && clock.phase === 'MET_LATE');
  if (!late || lateReason?.trim()) return null;
  const fix = 'If the time was extended, or notice was given in time, say so in lateReason or noticeGivenAt.';
  return refuse('CLAIM_LATE', `The time to file ended on ${toIso(late.dueAt)} (${late.regime}).`, {
    field: 'lateReason',
    fix,
    // Read by people, unlike the sentence that is kept with it.
    figures: { until: toIso(late.dueAt).slice(0, 16).replace('T', ' ') },
  });
}

/** What the history says of times that were not kept: a late claim that is received is usually declined. */
export const lateNotes = (clocks: readonly Clock[], legId: string): string[] =>
  clocks
    .filter((clock) => clock.legId === legId && clock.phase === 'MET_LATE' && ['FILE', 'NOTICE'].includes(clock.kind))
    .map(
      (clock) =>
        `${clock.kind === 'FILE' ? 'Filed' : 'Noticed'} late: the time ended on ${toIso(clock.dueAt)} (${clock.regime}).`,
    );
