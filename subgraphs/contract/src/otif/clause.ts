import { isTimeZone } from '@quayside/shared/instant';
import { type Result, refuse } from '@quayside/shared/result';

/** How long a period is that is scored and, where it was bad, credited. */
export type OtifPeriodKind = 'MONTH' | 'QUARTER';

/**
 * The one text of the rule: what on time and in full mean, what does not count against us, what is promised, and what a
 * bad period costs. Score, alert and credit note are worked out from it and from nothing else.
 */
export interface OtifClause {
  /** A delivery may be so many minutes before the promise; null: as early as it likes. */
  readonly earlyMinutes: number | null;
  /** And so many after it. */
  readonly lateMinutes: number;
  /** IANA name: the calendar by which a promise falls into a period. */
  readonly timeZone: string;
  /** A line is in full when no more than this share of its ordered quantity is missing, 0 to 100. */
  readonly shortPercent: number;
  /** Reason codes (AT702) for which a miss does not count. */
  readonly exclusions: readonly string[];
  readonly period: OtifPeriodKind;
  /** Share of counted lines that are to be on time and in full. */
  readonly targetPercent: number;
  /** Share of the period's charges that is given back when the target is missed, 0 to 100. */
  readonly creditPercent: number;
}

const LONGEST_WINDOW = 20_160;
const MOST_EXCLUSIONS = 50;

/** The first thing that is wrong with a clause, or null. */
export function clauseFault(clause: OtifClause): Result<never> | null {
  const field = 'otif';
  if (!isTimeZone(clause.timeZone)) {
    return refuse('TIME_ZONE_UNKNOWN', `"${clause.timeZone}" is no IANA time zone.`, { field });
  }
  const windows = [clause.earlyMinutes ?? 0, clause.lateMinutes];
  if (!windows.every((minutes) => Number.isInteger(minutes) && minutes >= 0 && minutes <= LONGEST_WINDOW)) {
    const fix = `Use whole minutes from 0 to ${LONGEST_WINDOW}.`;
    return refuse('OTIF_WINDOW', 'A tolerance is whole minutes, two weeks at most.', { field, fix });
  }
  const percents = [clause.shortPercent, clause.targetPercent, clause.creditPercent];
  if (!percents.every((percent) => Number.isFinite(percent) && percent >= 0 && percent <= 100)) {
    return refuse('OTIF_PERCENT', 'Tolerance, target and credit are percent from 0 to 100.', { field });
  }
  const codes = clause.exclusions;
  const usable = codes.length <= MOST_EXCLUSIONS && codes.every((code) => /^[A-Z0-9]{1,3}$/.test(code));
  return usable
    ? null
    : refuse('OTIF_EXCLUSIONS', 'Exclusions are reason codes such as AO or BD.', { field, fix: 'Use codes of AT702.' });
}
