import type { PortfolioFilter } from '../../generated/operations.ts';

export const VALUE_TABS = ['overview', 'customers', 'risk', 'lost', 'chances', 'seven-p', 'settings'] as const;
export type ValueTab = (typeof VALUE_TABS)[number];

const STAGES = ['POTENTIAL', 'DEVELOPMENT', 'GROWTH', 'MATURITY', 'TERMINATION'] as const;
const GRADES = ['A', 'B', 'C', 'D'] as const;
const LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;
const CANDIDATES = ['CROSS_SELL', 'UP_SELL', 'LAPSING', 'WIN_BACK'] as const;

/** What the address of the value pages says. */
export interface ValueSearch {
  readonly tab?: Exclude<ValueTab, 'overview'> | undefined;
  readonly stage?: (typeof STAGES)[number] | undefined;
  readonly grade?: (typeof GRADES)[number] | undefined;
  readonly risk?: (typeof LEVELS)[number] | undefined;
  readonly candidate?: (typeof CANDIDATES)[number] | undefined;
  readonly key?: true | undefined;
}

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

/** Reads the address; words that mean nothing are left out. */
export function readValueSearch(address: Record<string, unknown>): ValueSearch {
  const tab = oneOf(VALUE_TABS, address['tab']);
  const stage = oneOf(STAGES, address['stage']);
  const grade = oneOf(GRADES, address['grade']);
  const risk = oneOf(LEVELS, address['risk']);
  const candidate = oneOf(CANDIDATES, address['candidate']);
  return {
    ...(tab && tab !== 'overview' ? { tab } : {}),
    ...(stage ? { stage } : {}),
    ...(grade ? { grade } : {}),
    ...(risk ? { risk } : {}),
    ...(candidate ? { candidate } : {}),
    ...(address['key'] ? { key: true } : {}),
  };
}

/** The same as the graph asks it. */
export const portfolioFilterOf = ({ tab, stage, grade, risk, candidate, key }: ValueSearch): PortfolioFilter => ({
  ...(stage ? { stage } : {}),
  ...(grade ? { grade } : {}),
  ...(risk ? { risk } : {}),
  ...(candidate ? { candidate } : {}),
  ...(key ? { keyAccounts: true } : {}),
  ...(tab === 'risk' ? { atRisk: true } : {}),
  ...(tab === 'lost' ? { lost: true } : {}),
});
