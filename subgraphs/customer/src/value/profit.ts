import { type Ledger, type MonthLine, recentLines, total } from './ledger.ts';
import type { Input } from './measure.ts';

/** Profit of months with its arithmetic. Minor units of the house currency. */
export interface Profit {
  /** `YYYY-MM`, both included. */
  readonly from: string;
  readonly to: string;
  readonly revenue: number;
  readonly carrierCost: number;
  readonly serveCost: number;
  /** Less what carriers gave back for them. */
  readonly claimsPaid: number;
  /** revenue - carrierCost - serveCost - claimsPaid. */
  readonly profit: number;
  /** Of the revenue, in percent with one decimal; null without revenue. */
  readonly marginPercent: number | null;
}

/** The profit of some months of a customer; null where there are none. */
export function profitOf(lines: readonly MonthLine[]): Profit | null {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return null;
  const revenue = total(lines, (line) => line.revenue);
  const profit = total(lines, (line) => line.profit);
  return {
    from: first.month,
    to: last.month,
    revenue,
    carrierCost: total(lines, (line) => line.carrierCost),
    serveCost: total(lines, (line) => line.serveCost),
    claimsPaid: total(lines, (line) => line.claimsPaid),
    profit,
    marginPercent: revenue > 0 ? Math.round((profit / revenue) * 1_000) / 10 : null,
  };
}

/** Profit of the last twelve months. */
export const yearlyProfit = (ledger: Ledger): Profit | null => profitOf(recentLines(ledger));

/** What a profit is made of; costs are negative, so that the inputs add up. */
export const profitInputs = ({ revenue, carrierCost, serveCost, claimsPaid }: Profit): Input[] => [
  { code: 'REVENUE', value: revenue, unit: 'MONEY' },
  { code: 'CARRIER_COST', value: -carrierCost, unit: 'MONEY' },
  { code: 'SERVE_COST', value: -serveCost, unit: 'MONEY' },
  { code: 'CLAIMS_PAID', value: -claimsPaid, unit: 'MONEY' },
];
