import { fromLocalTime, type Instant, localDate } from '@quayside/shared/instant';
import type { OtifClause } from './clause.ts';
import type { OtifFact } from './fact.ts';

/** What one shipment counts for. UNPROMISED has no promise that could be kept; OPEN may still be. */
export type OtifOutcome = 'HIT' | 'MISS' | 'EXCLUDED' | 'OPEN' | 'UNPROMISED';
/** Why lines were missed. */
export type OtifWhy = 'LATE' | 'EARLY' | 'UNDELIVERED' | 'SHORT';
/** What was decided on a dispute, in place of the rule. */
export type OtifDecision = 'HIT' | 'MISS' | 'EXCLUDED';

/** What the clause says of one shipment. */
export interface OtifVerdict {
  readonly fact: OtifFact;
  readonly outcome: OtifOutcome;
  readonly why: readonly OtifWhy[];
  /** Order lines that count; 0 unless HIT or MISS. */
  readonly lines: number;
  readonly missed: number;
  /** From the promise to the delivery (or to now); negative when early. */
  readonly minutesOff: number | null;
  /** The reason for which the miss does not count. */
  readonly excludedBy: string | null;
}

const MINUTE = 60_000;

/** Judges one shipment by the clause and by nothing else. @param decided what a dispute came to, if any */
export function judge(clause: OtifClause, fact: OtifFact, now: Instant, decided: OtifDecision | null): OtifVerdict {
  const { promisedAt, deliveredAt } = fact;
  const none = { fact, why: [], lines: 0, missed: 0, minutesOff: null, excludedBy: null };
  if (promisedAt === null) return { ...none, outcome: 'UNPROMISED' };
  const minutesOff = Math.round(((deliveredAt ?? now) - promisedAt) / MINUTE);
  const timing = timingOf(clause, minutesOff, deliveredAt !== null);
  if (decided !== null) return decidedVerdict({ ...none, minutesOff, why: whyOf(clause, fact, timing) }, decided);
  if (deliveredAt === null && timing === null) return { ...none, minutesOff, outcome: 'OPEN' };
  const excuse = timing === null ? null : (fact.reasons.find((code) => clause.exclusions.includes(code)) ?? null);
  const short = shortLines(clause, fact);
  const why = whyOf(clause, fact, timing);
  // A reason may excuse the hour of a delivery, never what is missing in it.
  if (excuse !== null && short === 0) return { ...none, minutesOff, why, outcome: 'EXCLUDED', excludedBy: excuse };
  const missed = timing !== null && excuse === null ? fact.lineCount : short;
  const outcome = missed > 0 ? 'MISS' : 'HIT';
  return { ...none, minutesOff, why, outcome, lines: fact.lineCount, missed, excludedBy: excuse };
}

const decidedVerdict = (base: Omit<OtifVerdict, 'outcome'>, decided: OtifDecision): OtifVerdict => {
  const lines = decided === 'EXCLUDED' ? 0 : base.fact.lineCount;
  return { ...base, outcome: decided, lines, missed: decided === 'MISS' ? lines : 0 };
};

/** What was wrong with the hour; null when nothing was, or when it is not over yet. */
function timingOf(clause: OtifClause, minutesOff: number, delivered: boolean): OtifWhy | null {
  if (minutesOff > clause.lateMinutes) return delivered ? 'LATE' : 'UNDELIVERED';
  const early = delivered && clause.earlyMinutes !== null && -minutesOff > clause.earlyMinutes;
  return early ? 'EARLY' : null;
}

const shortLines = ({ shortPercent }: OtifClause, { short }: OtifFact): number =>
  // In whole products, so that 2 of 100 is exactly 2 percent.
  short.filter(({ ordered, shipped }) => (ordered - shipped) * 100 > shortPercent * ordered).length;

const whyOf = (clause: OtifClause, fact: OtifFact, timing: OtifWhy | null): readonly OtifWhy[] => [
  ...(timing === null ? [] : [timing]),
  ...(shortLines(clause, fact) > 0 ? (['SHORT'] as const) : []),
];

/** How a period went. */
export interface OtifScore {
  /** Order lines that count, and those of them that were kept. */
  readonly counted: number;
  readonly hits: number;
  /** Two decimals; null when nothing counts: no figure is made up. */
  readonly percent: number | null;
  /** Null while there is no figure. */
  readonly met: boolean | null;
  /** Shipments left out by a reason. */
  readonly excluded: number;
  /** Shipments that are still on their way: the score may change by them. */
  readonly open: number;
}

/** Adds the verdicts of a period up. */
export function scoreOf(clause: OtifClause, verdicts: readonly OtifVerdict[]): OtifScore {
  const counted = sum(verdicts, ({ lines }) => lines);
  const hits = counted - sum(verdicts, ({ missed }) => missed);
  const of = (wanted: OtifOutcome): number => verdicts.filter(({ outcome }) => outcome === wanted).length;
  return {
    counted,
    hits,
    percent: counted === 0 ? null : Math.round((hits * 10_000) / counted) / 100,
    // The exact share decides: 94.996 shows as 95 and is not 95.
    met: counted === 0 ? null : hits * 100 >= clause.targetPercent * counted,
    excluded: of('EXCLUDED'),
    open: of('OPEN'),
  };
}

const sum = <T>(of: readonly T[], amount: (one: T) => number): number =>
  of.reduce((total, one) => total + amount(one), 0);

/** What a bad period gives back, in whole minor units; 0 where the target was kept or nothing counts. */
export const creditOf = (
  { creditPercent }: OtifClause,
  { met }: Pick<OtifScore, 'met'>,
  chargedMinor: number,
): number => (met === false ? Math.round((Math.max(0, chargedMinor) * creditPercent) / 100) : 0);

/** A stretch of the calendar that is scored: `2026-11` or `2026-Q4`. */
export interface OtifPeriod {
  readonly key: string;
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
}

/** The period that an instant falls into, in the clause's own calendar. */
export function periodAt({ period, timeZone }: Pick<OtifClause, 'period' | 'timeZone'>, at: Instant): OtifPeriod {
  const [year = 0, month = 1] = localDate(at, timeZone).split('-').map(Number);
  const length = period === 'MONTH' ? 1 : 3;
  const first = month - ((month - 1) % length);
  const key =
    period === 'MONTH' ? `${year}-${String(month).padStart(2, '0')}` : `${year}-Q${Math.floor((month - 1) / 3) + 1}`;
  return { key, from: monthStart(year, first, timeZone), to: monthStart(year, first + length, timeZone) };
}

/** Month 13 is January of the next year. */
function monthStart(year: number, month: number, timeZone: string): Instant {
  const [y, m] = month > 12 ? [year + 1, month - 12] : [year, month];
  return fromLocalTime(`${y}-${String(m).padStart(2, '0')}-01T00:00`, timeZone);
}

/** So many periods up to the one that an instant falls into, newest first. */
export function periodsBefore(
  clause: Pick<OtifClause, 'period' | 'timeZone'>,
  at: Instant,
  count: number,
): OtifPeriod[] {
  const periods: OtifPeriod[] = [];
  for (let moment = at; periods.length < count; ) {
    const period = periodAt(clause, moment);
    periods.push(period);
    moment = period.from - 1;
  }
  return periods;
}
