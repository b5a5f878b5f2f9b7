import type { Agreement } from '../fact/agreement.ts';
import { fullLines, type Gap, type Ledger, type MonthLine, total } from './ledger.ts';
import { clamp, type Input, tenth } from './measure.ts';

export type SignalCode = 'RECENCY' | 'FREQUENCY' | 'REVENUE' | 'TROUBLE' | 'SATISFACTION' | 'CONTRACT';
export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH';

/** One sign that a customer drifts away, with what it was seen by. */
export interface Signal {
  readonly code: SignalCode;
  /** 0 to `most`; null where it cannot be seen. */
  readonly points: number | null;
  readonly most: number;
  readonly inputs: readonly Input[];
}

/** The chance that a customer is lost, with the signals behind it. */
export interface Risk {
  /** 0 to 100; null where there are too few orders to see a habit. */
  readonly percent: number | null;
  readonly level: RiskLevel | null;
  readonly signals: readonly Signal[];
  readonly gaps: readonly Gap[];
}

const DAY = 86_400_000;
const YEAR_DAYS = 365;
const QUARTER_DAYS = 90;
/** Fewer days with an order show no habit to drift from. */
const LEAST_ORDER_DAYS = 4;
const HIGH = 60;
const MEDIUM = 30;
const CONTRACT_DAYS = 60;

const day = (at: number): number => Math.floor(at / DAY);

/** The middle one of some numbers. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Days since the last order against the usual days between two: three times as long as usual is the worst. */
function recency(days: readonly number[], today: number): Signal {
  const last = days.at(-1) ?? today;
  const habit = days.filter((one) => one > last - YEAR_DAYS);
  const gaps = habit.slice(1).map((one, index) => one - (habit[index] ?? one));
  const usual = Math.max(1, median(gaps));
  const since = today - last;
  return {
    code: 'RECENCY',
    most: 45,
    // A week is nothing, however often somebody orders: there are holidays.
    points: since <= 7 ? 0 : tenth(45 * clamp((since / usual - 1.5) / 1.5, 0, 1)),
    inputs: [
      { code: 'DAYS_SINCE_ORDER', value: since, unit: 'DAYS' },
      { code: 'USUAL_GAP', value: usual, unit: 'DAYS' },
    ],
  };
}

/** Days with orders in the last quarter against the quarters of the nine months before. */
function frequency(days: readonly number[], today: number): Signal {
  const from = today - QUARTER_DAYS;
  const recent = days.filter((one) => one > from).length;
  const known = clamp((from - (days[0] ?? from)) / QUARTER_DAYS, 0, 3);
  const before = days.filter((one) => one <= from && one > from - 3 * QUARTER_DAYS).length;
  const usual = known >= 1 ? before / known : null;
  return {
    code: 'FREQUENCY',
    most: 30,
    points: usual === null || usual === 0 ? null : tenth(30 * clamp((1 - recent / usual) / 0.75, 0, 1)),
    inputs: [
      { code: 'ORDER_DAYS_NOW', value: recent, unit: 'COUNT' },
      ...(usual === null ? [] : [{ code: 'ORDER_DAYS_USUAL', value: tenth(usual), unit: 'COUNT' } as const]),
    ],
  };
}

/** What changed between the last three full months and the nine before, as means of a month. */
function means(lines: readonly MonthLine[], of: (line: MonthLine) => number): { now: number; before: number } | null {
  const now = lines.slice(-3);
  const before = lines.slice(-12, -3);
  return now.length === 3 && before.length >= 3
    ? { now: total(now, of) / 3, before: total(before, of) / before.length }
    : null;
}

function revenue(lines: readonly MonthLine[]): Signal {
  const mean = means(lines, (line) => line.revenue);
  const seen = mean !== null && mean.before > 0;
  return {
    code: 'REVENUE',
    most: 10,
    points: seen ? tenth(10 * clamp((1 - mean.now / mean.before) / 0.75, 0, 1)) : null,
    inputs: seen
      ? [
          { code: 'REVENUE_NOW', value: Math.round(mean.now), unit: 'MONEY' },
          { code: 'REVENUE_USUAL', value: Math.round(mean.before), unit: 'MONEY' },
        ]
      : [],
  };
}

/** Complaints and claims of a hundred orders: twice as many as before is the worst. */
function trouble(lines: readonly MonthLine[]): Signal {
  const bad = means(lines, (line) => line.complaints + line.claims);
  const orders = means(lines, (line) => line.orders);
  const seen = bad !== null && orders !== null && orders.now > 0 && orders.before > 0;
  const now = seen ? (100 * bad.now) / orders.now : 0;
  const before = seen ? (100 * bad.before) / orders.before : 0;
  return {
    code: 'TROUBLE',
    most: 5,
    points: seen ? tenth(5 * clamp((now - before) / Math.max(before, 2), 0, 1)) : null,
    inputs: seen
      ? [
          { code: 'TROUBLE_NOW', value: tenth(now), unit: 'PERCENT' },
          { code: 'TROUBLE_USUAL', value: tenth(before), unit: 'PERCENT' },
        ]
      : [],
  };
}

/** The mean score of the last three months against the one before: one and a half lower is the worst. */
function satisfaction(lines: readonly MonthLine[]): Signal {
  const mean = (some: readonly MonthLine[]): number | null => {
    const count = total(some, (line) => line.ratings.count);
    return count === 0 ? null : total(some, (line) => line.ratings.sum) / count;
  };
  const now = mean(lines.slice(-3));
  const before = mean(lines.slice(-12, -3));
  const seen = now !== null && before !== null;
  return {
    code: 'SATISFACTION',
    most: 5,
    points: seen ? tenth(5 * clamp((before - now) / 1.5, 0, 1)) : null,
    inputs: seen
      ? [
          { code: 'SCORE_NOW', value: tenth(now), unit: 'POINTS' },
          { code: 'SCORE_USUAL', value: tenth(before), unit: 'POINTS' },
        ]
      : [],
  };
}

/** A contract that ends soon, or has ended, with none to follow. */
function contract(agreements: readonly Agreement[], now: number): Signal {
  const ends = agreements
    .filter(({ state }) => state !== 'DRAFT')
    .map(({ state, validTo }) => (state === 'ACTIVE' ? validTo : ''));
  const last = ends.sort().at(-1);
  if (last === undefined) return { code: 'CONTRACT', most: 5, points: null, inputs: [] };
  const left = last === '' ? 0 : Math.max(0, day(Date.parse(`${last}T00:00:00Z`)) - day(now));
  return {
    code: 'CONTRACT',
    most: 5,
    points: tenth(5 * clamp(1 - left / CONTRACT_DAYS, 0, 1)),
    inputs: [{ code: 'CONTRACT_DAYS_LEFT', value: left, unit: 'DAYS' }],
  };
}

/** The risk to lose a customer: points of the signals that can be seen, of the points that they could have. */
export function riskOf(ledger: Ledger, agreements: readonly Agreement[], now: number): Risk {
  const days = ledger.orderDays;
  if (days.length < LEAST_ORDER_DAYS) {
    const gap: Gap =
      days.length === 0
        ? { code: 'NO_HISTORY', detail: null }
        : { code: 'TOO_FEW_ORDERS', detail: String(days.length) };
    return { percent: null, level: null, signals: [], gaps: [gap] };
  }
  const lines = fullLines(ledger);
  const today = day(now);
  const signals = [
    recency(days, today),
    frequency(days, today),
    revenue(lines),
    trouble(lines),
    satisfaction(lines),
    contract(agreements, now),
  ];
  const seen = signals.filter(({ points }) => points !== null);
  const points = seen.reduce((sum, signal) => sum + (signal.points ?? 0), 0);
  const most = seen.reduce((sum, signal) => sum + signal.most, 0);
  const percent = tenth((100 * points) / most);
  return { percent, level: levelOf(percent), signals, gaps: [] };
}

export const levelOf = (percent: number): RiskLevel =>
  percent >= HIGH ? 'HIGH' : percent >= MEDIUM ? 'MEDIUM' : 'LOW';
