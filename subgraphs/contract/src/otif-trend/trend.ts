import { type Instant, MINUTE } from '@quayside/shared/instant';
import type { OtifClause } from '../otif/clause.ts';
import type { OtifFact } from '../otif/fact.ts';
import { type OtifVerdict, scoreOf } from '../otif/otif.ts';

/** How the shipments of one contract went that were promised in one month. */
export interface OtifTally {
  readonly contractId: string;
  /** `YYYY-MM` in the calendar of the clause. */
  readonly month: string;
  readonly accountId: string;
  /** Order lines that count, and those of them that were on time and in full. */
  readonly counted: number;
  readonly hits: number;
  /** Shipments left out by a reason, and those that are still on their way. */
  readonly excluded: number;
  readonly openCount: number;
  /** When the next one of those turns into a miss; null when there is none. */
  readonly nextAt: Instant | null;
  /** Something has happened since it was judged. */
  readonly stale: boolean;
  /** Null until it was judged for the first time. */
  readonly judgedAt: Instant | null;
  readonly version: number;
}

/** Clocks are up to fourteen hours ahead of UTC, and twelve behind. */
const FARTHEST = 14 * 60 * MINUTE;

/** The months that an instant falls into somewhere on Earth: one, or two. */
export function monthsAround(at: Instant): string[] {
  const month = (instant: number): string => new Date(instant).toISOString().slice(0, 7);
  return [...new Set([month(at - FARTHEST), month(at + FARTHEST)])];
}

/** Months of a contract that a change of its facts touches. */
export function touched(
  before: Pick<OtifFact, 'promisedAt'> | null,
  after: Pick<OtifFact, 'promisedAt'>,
): readonly string[] {
  const instants = [before?.promisedAt ?? null, after.promisedAt];
  return [...new Set(instants.flatMap((at) => (at === null ? [] : monthsAround(at))))];
}

/** What the verdicts of a month add up to. */
export function tallyOf(
  clause: OtifClause | null,
  verdicts: readonly OtifVerdict[],
): Pick<OtifTally, 'counted' | 'hits' | 'excluded' | 'openCount' | 'nextAt'> {
  if (!clause) return { counted: 0, hits: 0, excluded: 0, openCount: 0, nextAt: null };
  const { counted, hits, excluded, open } = scoreOf(clause, verdicts);
  const turns = verdicts.flatMap(({ outcome, fact: { promisedAt } }) =>
    // Minutes are rounded where lateness is judged.
    outcome === 'OPEN' && promisedAt !== null ? [promisedAt + (clause.lateMinutes + 1) * MINUTE] : [],
  );
  return { counted, hits, excluded, openCount: open, nextAt: turns.length > 0 ? Math.min(...turns) : null };
}

/** A month of all contracts in reach. */
export interface OtifMonth {
  readonly month: string;
  readonly contracts: number;
  readonly counted: number;
  readonly hits: number;
  readonly excluded: number;
  readonly open: number;
  /** Contracts of which something has happened since they were judged. */
  readonly waiting: number;
}

/** So many months, `last` the last one, also those for which nothing was promised. */
export function otifMonths(sums: readonly OtifMonth[], last: string, count: number): OtifMonth[] {
  const whole = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1;
  return Array.from({ length: count }, (_, at) => {
    const place = whole + at + 1 - count;
    const month = `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`;
    const none = { month, contracts: 0, counted: 0, hits: 0, excluded: 0, open: 0, waiting: 0 };
    return sums.find((one) => one.month === month) ?? none;
  });
}

/** Share of the lines that count, in percent with two decimals; null when nothing counts. */
export const percentOf = ({ counted, hits }: Pick<OtifMonth, 'counted' | 'hits'>): number | null =>
  counted === 0 ? null : Math.round((hits * 10_000) / counted) / 100;
