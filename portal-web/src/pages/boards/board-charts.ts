import type { ChartData, ChartRow } from '../../charts/chart-data.ts';
import type { CustomerBoardQuery } from '../../generated/operations.ts';
import { moneyScale, monthWords, valueWord } from '../value/value-words.ts';
import type { BoardText } from './board-text.ts';

export type Board = CustomerBoardQuery['customerBoard'];

/** What charts are written with. */
export interface Writing {
  readonly t: BoardText;
  readonly locale: string;
  readonly count: (value: number) => string;
  readonly percent: (value: number) => string;
}

const incompleteOf = (customers: number, { t }: Writing): Pick<ChartRow, 'incomplete'> =>
  customers > 0 ? { incomplete: t('board.incomplete', { count: customers }) } : {};

/** Revenue and profit of each month; orders are counted in a chart of their own. */
export function moneyTrend({ months, currency }: Board, writing: Writing): ChartData {
  const { t, locale } = writing;
  const { units, words } = moneyScale(currency, locale);
  return {
    category: t('value.month'),
    series: [
      { key: 'revenue', label: t('value.revenue'), format: words },
      { key: 'profit', label: t('value.profit'), format: words },
    ],
    rows: months.map(({ month, revenueMinor, profitMinor, incomplete }) => ({
      ...{ key: month, label: monthWords(month, locale) },
      values: { revenue: units(revenueMinor), profit: units(profitMinor) },
      to: { to: '/value', search: { tab: 'customers', earnedIn: month } } as const,
      ...incompleteOf(incomplete, writing),
    })),
  };
}

/** Orders of each month. */
export function volumeTrend({ months }: Board, { t, locale, count }: Writing): ChartData {
  return {
    category: t('value.month'),
    series: [{ key: 'orders', label: t('value.orders'), format: count }],
    rows: months.map(({ month, orders }) => ({
      ...{ key: month, label: monthWords(month, locale), values: { orders } },
      to: { to: '/value', search: { tab: 'customers', orderedIn: month } } as const,
    })),
  };
}

/** From revenue to profit in twelve months: costs hang below what they are taken from. */
export function profitSteps({ months, currency }: Board, writing: Writing): ChartData {
  const { t, locale } = writing;
  const { units, words } = moneyScale(currency, locale);
  const sum = (of: (month: Board['months'][number]) => number): number =>
    months.reduce((total, month) => total + of(month), 0);
  const step = (key: string, label: string, minor: number): ChartRow => ({
    ...{ key, label, values: { amount: units(minor) } },
    to: { to: '/value', search: { tab: 'customers' } } as const,
    ...incompleteOf(Math.max(0, ...months.map(({ incomplete }) => incomplete)), writing),
  });
  const revenue = sum(({ revenueMinor }) => revenueMinor);
  const rows = [
    step('total-revenue', t('value.revenue'), revenue),
    step('carrier', t('value.carrierCost'), -sum(({ carrierCostMinor }) => carrierCostMinor)),
    step('serve', t('value.serveCost'), -sum(({ serveCostMinor }) => serveCostMinor)),
    step('claims', t('value.claimsNet'), -sum(({ claimsPaidMinor }) => claimsPaidMinor)),
    step(
      'total-profit',
      t('value.profit'),
      sum(({ profitMinor }) => profitMinor),
    ),
  ];
  const some = rows.some(({ values }) => values['amount'] !== 0);
  return {
    category: t('board.step'),
    series: [{ key: 'amount', label: t('value.amount'), format: words }],
    rows: some ? rows : [],
  };
}

/** Who went from stage to stage, month by month. */
export function stageMoves({ flow }: Pick<Board, 'flow'>, { t, locale, count }: Writing): ChartData {
  const ways = [...new Set(flow.map(({ from, to }) => `${from} ${to}`))].sort();
  const wayWords = (way: string): string =>
    way
      .split(' ')
      .map((stage) => valueWord('stage', stage, t))
      .join(' → ');
  const months = [...new Set(flow.map(({ month }) => month))].sort();
  return {
    category: t('value.month'),
    series: ways.map((key) => ({ key, label: wayWords(key), format: count })),
    rows: months.map((month) => ({
      ...{ key: month, label: monthWords(month, locale) },
      values: Object.fromEntries(
        flow.filter((one) => one.month === month).map(({ from, to, customers }) => [`${from} ${to}`, customers]),
      ),
      to: { to: '/value', search: { tab: 'customers', movedIn: month } } as const,
    })),
  };
}

/** Of the customers that came in a month, the share that ordered again so many months later. */
export function retention({ cohorts }: Pick<Board, 'cohorts'>, { t, locale, count, percent }: Writing): ChartData {
  const latest = Math.max(0, ...cohorts.map(({ ordering }) => ordering.length));
  return {
    category: t('board.cohort'),
    series: Array.from({ length: latest }, (_, later) => ({
      key: `m${later}`,
      label: later === 0 ? t('board.firstMonth') : t('board.later', { months: later }),
      format: percent,
    })),
    rows: cohorts.map(({ month, customers, ordering }) => ({
      ...{ key: month, label: t('board.cohortOf', { month: monthWords(month, locale), customers: count(customers) }) },
      values: Object.fromEntries(
        ordering.map((still, later) => [`m${later}`, Math.round((still / customers) * 1_000) / 10]),
      ),
      to: { to: '/value', search: { tab: 'customers', cohort: month } } as const,
    })),
  };
}
