import { fullLines, type Ledger, type MonthLine, total } from './ledger.ts';

/** Orders of the last six full months against the six before. */
export interface Growth {
  readonly recent: number;
  readonly before: number;
  /** In percent; null where the six months before are not all there, or had no order. */
  readonly percent: number | null;
}

const HALF = 6;

/** Growth of a row of full months, as of its end. */
export function growthAt(lines: readonly MonthLine[]): Growth {
  const orders = (line: MonthLine): number => line.orders;
  const recent = total(lines.slice(-HALF), orders);
  const before = lines.length >= 2 * HALF ? total(lines.slice(-2 * HALF, -HALF), orders) : 0;
  return { recent, before, percent: before > 0 ? Math.round((recent / before - 1) * 1_000) / 10 : null };
}

export const growthOf = (ledger: Ledger): Growth => growthAt(fullLines(ledger));
