import { monthAfter } from '../fact/fact.ts';
import { type BoardRow, boardProfit, isFutureKey, leftSince, sum } from './board.ts';
import type { Stage } from './lifecycle.ts';
import type { Unit } from './measure.ts';

/** Who a customer is, for the profile of many. */
export interface Profile {
  readonly id: string;
  readonly kind: string;
  readonly region: string;
  readonly industry: string;
}

export type SevenPCode =
  | 'PROFILING'
  | 'PROMOTION'
  | 'PERSISTENCY'
  | 'PERFORMANCE'
  | 'PROFITABILITY'
  | 'PROSPECTING'
  | 'PRODUCT';

export interface SevenPFigure {
  readonly code: string;
  readonly detail: string | null;
  /** Null where it cannot be told. */
  readonly value: number | null;
  readonly unit: Unit;
}

const MOST_KINDS = 6;
const percentOf = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part / whole) * 1_000) / 10 : null;

function countBy(code: string, names: readonly string[]): SevenPFigure[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_KINDS)
    .map(([detail, value]) => ({ code, detail, value, unit: 'COUNT' }));
}

const figure = (code: string, value: number | null, unit: Unit = 'COUNT'): SevenPFigure => ({
  ...{ code, detail: null, value, unit },
});

/** Profiling, promotion, persistency, performance, profitability, prospecting and product, of the customers in reach. */
export function sevenPOf(
  rows: readonly BoardRow[],
  profiles: readonly Profile[],
  sinceYear: string,
): { code: SevenPCode; figures: SevenPFigure[] }[] {
  const here = rows.filter(({ stage }) => stage !== 'TERMINATION' && stage !== 'POTENTIAL');
  // Of customers, not of hints: one that could be offered three services is one.
  const hints = rows.flatMap(({ summary }) => [...new Set((summary?.candidates ?? []).map(({ code }) => code))]);
  const services = rows.flatMap(({ summary }) => summary?.services ?? []);
  return [
    { code: 'PROFILING', figures: profiling(rows, profiles) },
    {
      code: 'PROMOTION',
      figures: countBy('CANDIDATES', hints),
    },
    { code: 'PERSISTENCY', figures: persistency(rows, here, sinceYear) },
    { code: 'PERFORMANCE', figures: performance(rows) },
    { code: 'PROFITABILITY', figures: profitability(rows) },
    { code: 'PROSPECTING', figures: prospecting(rows, here) },
    { code: 'PRODUCT', figures: countBy('BY_SERVICE', services) },
  ];
}

const profiling = (rows: readonly BoardRow[], profiles: readonly Profile[]): SevenPFigure[] => [
  figure('CUSTOMERS', rows.length),
  ...countBy(
    'BY_KIND',
    profiles.map(({ kind }) => kind),
  ),
  ...countBy(
    'BY_REGION',
    profiles.map(({ region }) => region),
  ),
  ...countBy(
    'BY_INDUSTRY',
    profiles.map(({ industry }) => industry),
  ),
];

/** The stage that a customer was in at the end of a month. */
const stageAt = ({ summary }: BoardRow, month: string): Stage =>
  summary?.stages.findLast(({ since }) => since === null || since <= month)?.stage ?? 'POTENTIAL';

function persistency(rows: readonly BoardRow[], here: readonly BoardRow[], sinceYear: string): SevenPFigure[] {
  const left = rows.filter((row) => leftSince(row, sinceYear));
  const yearAgo = monthAfter(sinceYear, -1);
  const old = rows.filter((row) => !['POTENTIAL', 'TERMINATION'].includes(stageAt(row, yearAgo)));
  const kept = old.filter(({ stage }) => stage !== 'TERMINATION');
  const endangered = rows.filter(({ riskLevel, stage }) => riskLevel === 'HIGH' && stage !== 'TERMINATION');
  return [
    figure('KEPT_OF_A_YEAR_AGO', percentOf(kept.length, old.length), 'PERCENT'),
    figure('LEFT_IN_A_YEAR', left.length),
    figure('AT_RISK', endangered.length),
    figure('LOYALTY', mean(here.map(({ loyalty }) => loyalty)), 'POINTS'),
  ];
}

function performance(rows: readonly BoardRow[]): SevenPFigure[] {
  const orders = sum(rows, (row) => row.orders);
  const exceptions = sum(rows, ({ summary }) => summary?.exceptions ?? 0);
  const rated = sum(rows, ({ summary }) => summary?.ratings[0] ?? 0);
  const scores = sum(rows, ({ summary }) => summary?.ratings[1] ?? 0);
  return [
    figure('ORDERS_A_YEAR', orders),
    figure(
      'DELIVERIES',
      sum(rows, ({ summary }) => summary?.deliveries ?? 0),
    ),
    figure('EXCEPTIONS', percentOf(exceptions, orders), 'PERCENT'),
    figure('SCORE', rated > 0 ? Math.round((10 * scores) / rated) / 10 : null, 'POINTS'),
  ];
}

function profitability(rows: readonly BoardRow[]): SevenPFigure[] {
  const profit = boardProfit(rows);
  const worth = rows.flatMap(({ lifetimeMinor }) => lifetimeMinor ?? []);
  const lifetime = worth.length > 0 ? worth.reduce((whole, one) => whole + one, 0) : null;
  return [
    figure('REVENUE', profit.revenue, 'MONEY'),
    figure('PROFIT', profit.profit, 'MONEY'),
    figure('MARGIN', profit.marginPercent, 'PERCENT'),
    figure('LOSS_MAKING', rows.filter(({ profitMinor }) => profitMinor < 0).length),
    figure('LIFETIME', lifetime, 'MONEY'),
  ];
}

function prospecting(rows: readonly BoardRow[], here: readonly BoardRow[]): SevenPFigure[] {
  return [
    figure('PROSPECTS', rows.filter(({ stage }) => stage === 'POTENTIAL').length),
    figure('NEW', rows.filter(({ stage }) => stage === 'DEVELOPMENT').length),
    figure('FUTURE_KEY', here.filter(isFutureKey).length),
  ];
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? null
    : Math.round((10 * known.reduce((whole, one) => whole + one, 0)) / known.length) / 10;
}
