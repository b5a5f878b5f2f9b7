import type { PortfolioFilter, SegmentFactor } from '../../generated/operations.ts';
import { SERVICES } from '../../status/services.ts';

export const VALUE_TABS = [
  'overview',
  'segments',
  'customers',
  'risk',
  'lost',
  'chances',
  'seven-p',
  'settings',
] as const;
export type ValueTab = (typeof VALUE_TABS)[number];

const STAGES = ['POTENTIAL', 'DEVELOPMENT', 'GROWTH', 'MATURITY', 'TERMINATION'] as const;
const GRADES = ['A', 'B', 'C', 'D'] as const;
const LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export const CANDIDATES = ['CROSS_SELL', 'UP_SELL', 'LAPSING', 'WIN_BACK'] as const;

const GROUPS = [
  ...(['CHANCES', 'INCOMPLETE', 'LOSS_MAKING', 'FUTURE_KEY', 'UNGRADED', 'RISK_UNKNOWN', 'LEFT_IN_A_YEAR'] as const),
] as const;
export const CAUSES = [
  ...(['CLAIMS', 'COMPLAINTS', 'FAILURES', 'LOW_SATISFACTION', 'NO_CONTRACT_LEFT', 'NONE_SEEN'] as const),
] as const;

/** What customers can be told apart by. */
export const FACTORS = [
  ...(['REGION', 'INDUSTRY', 'KIND', 'OWNERSHIP', 'SIZE', 'GRADE', 'STAGE', 'RISK', 'LOYALTY', 'GROWTH'] as const),
  ...(['FREQUENCY', 'SERVICE'] as const),
] as const satisfies readonly SegmentFactor[];

/** A segment in the address: `REGION:East`, several of them joined by `|`; without a key where it is not known. */
export const segmentText = (parts: readonly { factor: SegmentFactor; key?: string | null | undefined }[]): string =>
  parts.map(({ factor, key }) => (key === null || key === undefined ? factor : `${factor}:${key}`)).join('|');

/** The same as the graph asks it; null for what says nothing. */
export function segmentParts(text: string | undefined): { factor: SegmentFactor; key: string | null }[] | null {
  const parts = (text ?? '').split('|').flatMap((part) => {
    const [name, ...rest] = part.split(':');
    const factor = FACTORS.find((each) => each === name);
    return factor ? [{ factor, key: rest.length > 0 ? rest.join(':') : null }] : [];
  });
  return parts.length > 0 ? parts : null;
}

/** What the address of the value pages says. */
export interface ValueSearch {
  readonly tab?: Exclude<ValueTab, 'overview'> | undefined;
  readonly stage?: (typeof STAGES)[number] | undefined;
  readonly grade?: (typeof GRADES)[number] | undefined;
  readonly risk?: (typeof LEVELS)[number] | undefined;
  readonly candidate?: (typeof CANDIDATES)[number] | undefined;
  readonly key?: true | undefined;
  /** Customers that a figure counts and no other filter finds. */
  readonly group?: (typeof GROUPS)[number] | undefined;
  /** The strongest reason of those that left. */
  readonly cause?: (typeof CAUSES)[number] | undefined;
  /** Bought in the last twelve months. */
  readonly service?: (typeof SERVICES)[number] | undefined;
  /** See `segmentText`. */
  readonly segment?: string | undefined;
  /** How the segments are told apart. */
  readonly by?: SegmentFactor | undefined;
  readonly across?: SegmentFactor | undefined;
  /** Months, YYYY-MM: ordered in it, was charged or cost something in it, came in it, or went to another stage in it. */
  readonly orderedIn?: string | undefined;
  readonly earnedIn?: string | undefined;
  readonly cohort?: string | undefined;
  readonly movedIn?: string | undefined;
}

export const MONTH_FILTERS = ['orderedIn', 'earnedIn', 'cohort', 'movedIn'] as const;

const month = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined;

/** The word itself where it is one of these. */
export const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

/** Reads the address; words that mean nothing are left out. */
export function readValueSearch(address: Record<string, unknown>): ValueSearch {
  const tab = oneOf(VALUE_TABS, address['tab']);
  const stage = oneOf(STAGES, address['stage']);
  const grade = oneOf(GRADES, address['grade']);
  const risk = oneOf(LEVELS, address['risk']);
  const candidate = oneOf(CANDIDATES, address['candidate']);
  const group = oneOf(GROUPS, address['group']);
  const cause = oneOf(CAUSES, address['cause']);
  const service = oneOf(SERVICES, address['service']);
  const by = oneOf(FACTORS, address['by']);
  const across = oneOf(FACTORS, address['across']);
  const parts = typeof address['segment'] === 'string' ? segmentParts(address['segment']) : null;
  const months = Object.fromEntries(
    MONTH_FILTERS.flatMap((name) => {
      const value = month(address[name]);
      return value ? [[name, value]] : [];
    }),
  );
  return {
    ...(tab && tab !== 'overview' ? { tab } : {}),
    ...(stage ? { stage } : {}),
    ...(grade ? { grade } : {}),
    ...(risk ? { risk } : {}),
    ...(candidate ? { candidate } : {}),
    ...(address['key'] ? { key: true } : {}),
    ...(group ? { group } : {}),
    ...(cause ? { cause } : {}),
    ...(service ? { service } : {}),
    ...(by ? { by } : {}),
    ...(across ? { across } : {}),
    ...(parts ? { segment: segmentText(parts) } : {}),
    ...months,
  };
}

/** The same as the graph asks it. */
export const portfolioFilterOf = ({
  tab,
  stage,
  grade,
  risk,
  candidate,
  key,
  group,
  cause,
  service,
  orderedIn,
  earnedIn,
  cohort,
  movedIn,
  segment,
}: ValueSearch): PortfolioFilter => ({
  ...(segment ? { segment: segmentParts(segment) } : {}),
  ...(stage ? { stage } : {}),
  ...(grade ? { grade } : {}),
  ...(risk ? { risk } : {}),
  ...(candidate ? { candidate } : {}),
  ...(key ? { keyAccounts: true } : {}),
  ...(orderedIn ? { orderedIn } : {}),
  ...(earnedIn ? { earnedIn } : {}),
  ...(cohort ? { cohort } : {}),
  ...(movedIn ? { movedIn } : {}),
  ...(cause ? { cause } : {}),
  ...(service ? { service } : {}),
  ...(tab === 'chances' ? { group: 'CHANCES' } : group ? { group } : {}),
  ...(tab === 'risk' ? { atRisk: true } : {}),
  ...(tab === 'lost' ? { lost: true } : {}),
});
