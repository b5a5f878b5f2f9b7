import { type Growth, growthOf } from './growth.ts';
import { fullLines, type Gap, hasTraded, type Ledger, type MonthLine, recentLines, total } from './ledger.ts';
import { clamp, type Part, type Score, tenth, weighted } from './measure.ts';
import { rankIn, type Yardstick } from './portfolio.ts';
import { yearlyProfit } from './profit.ts';

const LEAST_MONTHS = 3;

/** How even the orders of the full months are: 100 when each month is like the other. */
function demand(lines: readonly MonthLine[]): Part {
  const orders = lines.slice(-12).map((line) => line.orders);
  const mean = orders.reduce((sum, one) => sum + one, 0) / Math.max(1, orders.length);
  const known = orders.length >= LEAST_MONTHS && mean > 0;
  const deviation = Math.sqrt(orders.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, orders.length));
  return {
    code: 'DEMAND',
    weight: 15,
    score: known ? tenth(100 * clamp(1 - deviation / mean, 0, 1)) : null,
    inputs: known
      ? [
          { code: 'ORDERS_A_MONTH', value: tenth(mean), unit: 'COUNT' },
          { code: 'DEVIATION', value: tenth((100 * deviation) / mean), unit: 'PERCENT' },
        ]
      : [],
  };
}

/** How soon it pays: in time is 100, a month late on the mean is nothing. */
function credit(lines: readonly MonthLine[]): Part {
  const count = total(lines, (line) => line.payments.count);
  const late = count === 0 ? null : total(lines, (line) => line.payments.daysLate) / count;
  return {
    code: 'CREDIT',
    weight: 15,
    score: late === null ? null : tenth(100 * clamp(1 - late / 30, 0, 1)),
    inputs:
      late === null
        ? []
        : [
            { code: 'PAYMENTS', value: count, unit: 'COUNT' },
            { code: 'DAYS_LATE', value: tenth(late), unit: 'DAYS' },
          ],
  };
}

/** Orders half-year on half-year: as before is 50, half as many again is 100. */
function growth({ percent, recent, before }: Growth): Part {
  return {
    code: 'GROWTH',
    weight: 15,
    score: percent === null ? null : tenth(clamp(50 + percent)),
    inputs: [
      { code: 'ORDERS_HALF_YEAR', value: recent, unit: 'COUNT' },
      ...(percent === null ? [] : [{ code: 'ORDERS_BEFORE', value: before, unit: 'COUNT' } as const]),
    ],
  };
}

/** Volume, profit, demand profile, credit and growth as one figure from 0 to 100. */
export function valueIndex(ledger: Ledger, yardstick: Yardstick | null): Score {
  const profit = yearlyProfit(ledger);
  if (!profit || !hasTraded(ledger)) return { value: null, parts: [], gaps: ledger.gaps };
  const lines = recentLines(ledger);
  const orders = total(lines, (line) => line.orders);
  const parts: Part[] = [
    {
      ...{ code: 'VOLUME', weight: 25, score: yardstick && rankIn(yardstick.orders, orders) },
      inputs: [{ code: 'ORDERS_A_YEAR', value: orders, unit: 'COUNT' }],
    },
    {
      ...{ code: 'PROFIT', weight: 30, score: yardstick && rankIn(yardstick.profit, profit.profit) },
      inputs: [{ code: 'YEARLY_PROFIT', value: profit.profit, unit: 'MONEY' }],
    },
    demand(fullLines(ledger)),
    credit(lines),
    growth(growthOf(ledger)),
  ];
  return { value: weighted(parts), parts, gaps: [...ledger.gaps, ...missing(parts)] };
}

const GAPS: Readonly<Record<string, Gap['code']>> = {
  VOLUME: 'NO_PORTFOLIO',
  DEMAND: 'SHORT_HISTORY',
  CREDIT: 'NO_PAYMENTS',
  GROWTH: 'SHORT_HISTORY',
};

function missing(parts: readonly Part[]): Gap[] {
  const codes = parts.filter(({ score }) => score === null).flatMap(({ code }) => GAPS[code] ?? []);
  return [...new Set(codes)].map((code) => ({ code, detail: null }));
}
