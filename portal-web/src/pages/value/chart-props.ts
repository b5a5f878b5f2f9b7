import type { ValuePortfolioQuery } from '../../generated/operations.ts';
import type { ValueText } from './value-text.ts';

export type Portfolio = ValuePortfolioQuery['valuePortfolio'];

export interface Words {
  readonly t: ValueText;
  readonly locale: string;
  /** Of units of the currency. */
  readonly money: (units: number) => string;
  readonly units: (minor: number) => number;
  readonly headline: (minor: number) => string;
  readonly many: (count: number) => string;
}

export interface ChartProps {
  readonly portfolio: Portfolio;
  readonly words: Words;
}
