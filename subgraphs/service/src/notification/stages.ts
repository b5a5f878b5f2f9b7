/** How near a deadline is, or how long it has passed. */
export type ClockStage = 'REMINDER' | 'DUE' | 'ESCALATED';

const HOUR = 3_600_000;
/** So long before it is due, somebody is reminded of open work. */
export const REMIND_BEFORE_MS = 4 * HOUR;
/** So long after it was due, work that is still open is told to those above. */
export const ESCALATE_AFTER_MS = 4 * HOUR;

/** Work that is due by then has a stage. */
export const soonest = (now: number): number => now + REMIND_BEFORE_MS;

/** The stage of open work now: one that was passed while nobody looked is not told any more. */
export function stagesOf({ dueAt, openedAt }: { dueAt: number; openedAt: number }, now: number): readonly ClockStage[] {
  if (now >= dueAt + ESCALATE_AFTER_MS) return ['DUE', 'ESCALATED'];
  if (now >= dueAt) return ['DUE'];
  // What was opened with less time than that needs no reminder: its opening was one.
  return now >= dueAt - REMIND_BEFORE_MS && dueAt - openedAt > REMIND_BEFORE_MS ? ['REMINDER'] : [];
}
