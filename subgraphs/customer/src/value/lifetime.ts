import type { FactKind } from '../fact/fact.ts';
import { growthOf } from './growth.ts';
import { type Gap, hasTraded, type Ledger, recentLines, WINDOW_MONTHS } from './ledger.ts';
import { clamp, type Input } from './measure.ts';
import { type Profit, profitInputs, profitOf } from './profit.ts';
import type { ValueSettings } from './settings.ts';

/** A customer that another one brought. */
export interface Referred {
  readonly accountId: string;
  readonly name: string;
  /** Of its last twelve months, in minor units of the house currency. */
  readonly yearlyProfit: number;
}

export type TermCode = 'HISTORICAL' | 'CURRENT' | 'POTENTIAL' | 'REFERRAL';

/** One of the four terms of a lifetime value. */
export interface Term {
  readonly code: TermCode;
  /** Minor units; the inputs marked as summands add up to it. */
  readonly amountMinor: number;
  readonly inputs: readonly Input[];
  /** Where the facts behind it are found; null for a term that looks ahead or at others. */
  readonly evidence: Evidence | null;
}

/** The facts behind a figure. */
export interface Evidence {
  readonly kinds: readonly FactKind[];
  /** `YYYY-MM`, both included. */
  readonly from: string;
  readonly to: string;
}

/** What a customer is worth over its whole life: an expected net present value in four terms. */
export interface LifetimeValue {
  /** Sum of the terms to the minor unit; null without history. */
  readonly amountMinor: number | null;
  readonly terms: readonly Term[];
  readonly gaps: readonly Gap[];
}

const BEHIND_PROFIT: readonly FactKind[] = ['REVENUE', 'CARRIER_COST', 'CLAIM_PAID', 'CARRIER_RECOVERY'];
/** A year can hardly halve or grow by more than a third for good: what lies beyond is not carried on. */
const MOST_GROWTH = 30;
const LEAST_GROWTH = -50;

const evidenceOf = ({ from, to }: Profit): Evidence => ({ kinds: BEHIND_PROFIT, from, to });

function realised(code: 'HISTORICAL' | 'CURRENT', profit: Profit | null): Term {
  return {
    code,
    amountMinor: profit?.profit ?? 0,
    inputs: profit ? profitInputs(profit) : [],
    evidence: profit && evidenceOf(profit),
  };
}

/** Of the years to come: the yearly profit, grown, weighted by the chance to keep the customer, discounted. */
function potential(ledger: Ledger, profit: Profit, riskPercent: number | null, settings: ValueSettings): Term {
  const months = Math.min(WINDOW_MONTHS, ledger.lines.length);
  const base = Math.round((profit.profit / months) * WINDOW_MONTHS);
  const growthPercent = clamp(growthOf(ledger).percent ?? 0, LEAST_GROWTH, MOST_GROWTH);
  const keepPercent = 100 - (riskPercent ?? 0);
  const yearly = ((1 + growthPercent / 100) * (keepPercent / 100)) / (1 + settings.discountPercent / 100);
  const years = Array.from(
    { length: settings.horizonYears },
    (_, index): Input => ({
      ...{ code: 'YEAR', unit: 'MONEY', detail: String(index + 1) },
      value: Math.round(base * yearly ** (index + 1)),
    }),
  );
  return {
    code: 'POTENTIAL',
    amountMinor: years.reduce((sum, { value }) => sum + value, 0),
    inputs: [
      { code: 'YEARLY_PROFIT', value: base, unit: 'MONEY' },
      { code: 'MONTHS_KNOWN', value: months, unit: 'MONTHS' },
      { code: 'GROWTH', value: growthPercent, unit: 'PERCENT' },
      { code: 'KEEP', value: keepPercent, unit: 'PERCENT' },
      { code: 'DISCOUNT', value: settings.discountPercent, unit: 'PERCENT' },
      ...years,
    ],
    evidence: evidenceOf(profit),
  };
}

/** A share of what the referred customers bring in a year; one that costs more than it brings takes something away. */
function referral(referred: readonly Referred[], settings: ValueSettings): Term {
  const inputs = referred.map(
    ({ accountId, name, yearlyProfit }): Input => ({
      ...{ code: 'REFERRED', unit: 'MONEY', detail: `${accountId} ${name}` },
      value: Math.round((yearlyProfit * settings.referralPercent) / 100),
    }),
  );
  return {
    code: 'REFERRAL',
    amountMinor: inputs.reduce((sum, { value }) => sum + value, 0),
    inputs: [{ code: 'REFERRAL_SHARE', value: settings.referralPercent, unit: 'PERCENT' }, ...inputs],
    evidence: null,
  };
}

/**
 * historical (before the last twelve months) + current (the last twelve) + potential (years ahead) + referral.
 * @param riskPercent chance to lose the customer within a year, 0 to 100; null where it cannot be told: then nothing is
 *   taken off for it, and the gap says so.
 */
export function lifetimeValue(
  ledger: Ledger,
  referred: readonly Referred[],
  riskPercent: number | null,
  settings: ValueSettings,
): LifetimeValue {
  const current = profitOf(recentLines(ledger));
  if (!current || !hasTraded(ledger)) return { amountMinor: null, terms: [], gaps: ledger.gaps };
  const terms = [
    realised('HISTORICAL', profitOf(ledger.lines.slice(0, -WINDOW_MONTHS))),
    realised('CURRENT', current),
    potential(ledger, current, riskPercent, settings),
    referral(referred, settings),
  ];
  const short = ledger.lines.length < WINDOW_MONTHS;
  return {
    amountMinor: terms.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    terms,
    gaps: [
      ...ledger.gaps,
      ...(short ? [{ code: 'SHORT_HISTORY', detail: String(ledger.lines.length) } as const] : []),
      ...(riskPercent === null ? [{ code: 'TOO_FEW_ORDERS', detail: null } as const] : []),
    ],
  };
}
