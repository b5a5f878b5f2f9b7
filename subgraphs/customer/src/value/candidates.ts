import { hasTraded, type Ledger, recentLines, total } from './ledger.ts';
import type { Stage } from './lifecycle.ts';
import { type Input, type Score, tenth } from './measure.ts';
import type { Yardstick } from './portfolio.ts';
import type { Risk } from './risk.ts';

export type CandidateCode = 'CROSS_SELL' | 'UP_SELL' | 'LAPSING' | 'WIN_BACK';

/** Something that a customer could be offered. */
export interface CandidateHint {
  readonly code: CandidateCode;
  /** What could be sold; null where it is about the whole business. */
  readonly service: string | null;
}

/** The same with its reason. */
export interface Candidate extends CandidateHint {
  readonly inputs: readonly Input[];
}

const COMMON = 0.4;
const MOST_SERVICES = 3;

/**
 * Up-sell: orders rise while it pays in time. Cross-sell: what four in ten customers buy and this one does not. Lapsing: a
 * good payer that drifts away. Win-back: gone, and it had been worth it.
 */
export function candidatesOf(
  ledger: Ledger,
  { stage, risk, index }: { stage: Stage; risk: Risk; index: Score },
  yardstick: Yardstick | null,
): readonly Candidate[] {
  if (!hasTraded(ledger)) return [];
  const part = (code: string) => index.parts.find((one) => one.code === code);
  const credit = part('CREDIT')?.score ?? null;
  const profit = total(recentLines(ledger), (line) => line.profit);
  const profitInput: Input = { code: 'YEARLY_PROFIT', value: profit, unit: 'MONEY' };
  if (stage === 'TERMINATION') {
    const ever = total(ledger.lines, (line) => line.profit);
    return ever > 0
      ? [{ code: 'WIN_BACK', service: null, inputs: [{ code: 'PROFIT_EVER', value: ever, unit: 'MONEY' }] }]
      : [];
  }
  const candidates: Candidate[] = [];
  if (risk.level !== null && risk.level !== 'LOW' && credit !== null && credit >= 70) {
    candidates.push({
      ...{ code: 'LAPSING', service: null },
      inputs: [
        { code: 'RISK', value: risk.percent ?? 0, unit: 'PERCENT' },
        { code: 'CREDIT_SCORE', value: credit, unit: 'POINTS' },
      ],
    });
  }
  if (stage === 'GROWTH' && profit > 0 && (credit === null || credit >= 50)) {
    candidates.push({ code: 'UP_SELL', service: null, inputs: [profitInput, ...(part('GROWTH')?.inputs ?? [])] });
  }
  const missing = Object.entries(yardstick?.services ?? {})
    .filter(([service, share]) => share >= COMMON && !(service in ledger.services))
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_SERVICES);
  for (const [service, share] of missing) {
    candidates.push({
      ...{ code: 'CROSS_SELL', service },
      inputs: [{ code: 'CUSTOMERS_WITH', value: tenth(100 * share), unit: 'PERCENT' }],
    });
  }
  return candidates;
}
