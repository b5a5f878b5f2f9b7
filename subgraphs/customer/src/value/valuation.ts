import type { Agreement } from '../fact/agreement.ts';
import type { Tally } from '../fact/tally.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { growthOf } from './growth.ts';
import { type Gap, type Ledger, ledgerOf, recentLines, total } from './ledger.ts';
import { lifecycleOf, type Stage, type StagePeriod } from './lifecycle.ts';
import { type LifetimeValue, lifetimeValue, type Referred } from './lifetime.ts';
import { type Loss, lossOf } from './loss.ts';
import { loyaltyOf } from './loyalty.ts';
import type { Score } from './measure.ts';
import type { Measured, Yardstick } from './portfolio.ts';
import { type Profit, yearlyProfit } from './profit.ts';
import { type Risk, riskOf } from './risk.ts';
import type { ValueSettings } from './settings.ts';
import { valueIndex } from './value-index.ts';

/** What is known of a customer before it is valued. */
export interface Known {
  readonly accountId: string;
  readonly months: readonly { readonly month: string; readonly tally: Tally }[];
  readonly agreements: readonly Agreement[];
  readonly referred: readonly Referred[];
}

/** Everything that is worked out about one customer. */
export interface Valuation {
  readonly accountId: string;
  readonly valuedAt: number;
  readonly ledger: Ledger;
  readonly profit: Profit | null;
  readonly lifetime: LifetimeValue;
  readonly index: Score;
  readonly stages: readonly StagePeriod[];
  readonly stage: Stage;
  readonly risk: Risk;
  readonly loyalty: Score;
  readonly candidates: readonly Candidate[];
  readonly loss: Loss | null;
  readonly gaps: readonly Gap[];
}

/**
 * Values a customer as of a moment. Pure: the same facts, settings and moment give the same figures.
 * @param ledger of the same months, where somebody has it already.
 */
export function valuate(
  known: Known,
  settings: ValueSettings,
  yardstick: Yardstick | null,
  now: number,
  ledger: Ledger = ledgerOf(known.months, settings, now),
): Valuation {
  const { accountId, agreements } = known;
  const stages = lifecycleOf(ledger, settings);
  const stage = stages.at(-1)?.stage ?? 'POTENTIAL';
  const risk = riskOf(ledger, agreements, now);
  const index = valueIndex(ledger, yardstick);
  const today = new Date(now).toISOString().slice(0, 10);
  const agreed = agreements.filter(({ state }) => state !== 'DRAFT');
  // No event tells that a contract has run out: its last day passes.
  const ended = agreed.length > 0 && agreed.every(({ state, validTo }) => state !== 'ACTIVE' || validTo < today);
  // Who has left already is not expected back: nothing of the years to come is counted.
  const riskPercent = stage === 'TERMINATION' ? 100 : risk.percent;
  return {
    ...{ accountId, valuedAt: now, ledger, index, stages, stage, risk },
    profit: yearlyProfit(ledger),
    lifetime: lifetimeValue(ledger, known.referred, riskPercent, settings),
    loyalty: loyaltyOf(ledger, risk, agreements, now),
    candidates: candidatesOf(ledger, { stage, risk, index }, yardstick),
    loss: lossOf(ledger, stage, ended),
    gaps: ledger.gaps,
  };
}

/** What of a valuation the portfolio is measured by; null for a customer without orders or revenue in a year. */
export function measuredOf({
  accountId,
  ledger,
  profit,
}: Pick<Valuation, 'accountId' | 'ledger' | 'profit'>): Measured | null {
  const orders = total(recentLines(ledger), (line) => line.orders);
  if (!profit || (orders === 0 && profit.revenue === 0)) return null;
  return {
    ...{ accountId, orders, profit: profit.profit, revenue: profit.revenue },
    growthPercent: growthOf(ledger).percent,
    services: Object.keys(ledger.services),
  };
}
