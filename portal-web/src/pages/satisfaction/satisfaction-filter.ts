import type {
  BoughtService,
  SatisfactionAnswerFilter,
  SatisfactionCause,
  SatisfactionMeasure,
  SatisfactionOccasion,
} from '../../generated/operations.ts';

export const CAUSES: readonly SatisfactionCause[] = ['LATE', 'DAMAGE', 'SILENCE', 'BILLING'];
export const SERVICES: readonly BoughtService[] = [
  ...(['TRANSPORT', 'GUARANTEED_DELIVERY', 'HANDLING', 'STORAGE', 'WAREHOUSING', 'SHELVING', 'TALLYING'] as const),
  ...(['REPACKING', 'LABELLING', 'KITTING', 'PHOTO', 'QUALITY_CHECK', 'RETURNS_HANDLING'] as const),
  'FINANCING_REFERRAL',
];
const OCCASIONS: readonly SatisfactionOccasion[] = ['DELIVERY', 'CASE', 'CLAIM', 'PERIOD'];
export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];
const DAY_MS = 86_400_000;

/** What the address of the page of satisfaction says. */
export interface SatisfactionSearch {
  /** Days to today; 90 when left out. */
  readonly days?: Span | undefined;
  /** What is compared: CSAT when left out. */
  readonly measure?: 'NPS' | undefined;
  readonly occasion?: SatisfactionOccasion | undefined;
  /** Traits of the customer who answered. */
  readonly service?: BoughtService | undefined;
  readonly mode?: string | undefined;
  readonly region?: string | undefined;
  /** Id of a unit. */
  readonly branch?: string | undefined;
  /** Id of one customer. */
  readonly account?: string | undefined;
  readonly cause?: SatisfactionCause | 'NONE' | undefined;
  /** 1 to 5: answers on how content, with this score. */
  readonly score?: number | undefined;
  readonly bad?: true | undefined;
  /** Such as 2026-Q4: recommendations of a quarter, whatever the days. */
  readonly period?: string | undefined;
}

/** Names, ids and codes that the address may give, whatever they are. */
const WORDS = ['mode', 'region', 'branch', 'account'] as const;
const LONGEST_WORD = 160;

const wordsOf = (address: Record<string, unknown>): Pick<SatisfactionSearch, (typeof WORDS)[number]> =>
  Object.fromEntries(
    WORDS.flatMap((key) => {
      const word = address[key];
      return typeof word === 'string' && word !== '' && word.length <= LONGEST_WORD ? [[key, word]] : [];
    }),
  );

/** Reads the address; what it does not know is left out. */
export function readSatisfactionSearch(address: Record<string, unknown>): SatisfactionSearch {
  const days = SPANS.find((each) => each === Number(address['days']));
  const cause = ([...CAUSES, 'NONE'] as const).find((each) => each === address['cause']);
  const occasion = OCCASIONS.find((each) => each === address['occasion']);
  const service = SERVICES.find((each) => each === address['service']);
  const { period } = address;
  const score = Number(address['score']);
  return {
    ...(days ? { days } : {}),
    ...(address['measure'] === 'NPS' ? { measure: 'NPS' as const } : {}),
    ...(occasion ? { occasion } : {}),
    ...(service ? { service } : {}),
    ...wordsOf(address),
    ...(cause ? { cause } : {}),
    ...([1, 2, 3, 4, 5].includes(score) ? { score } : {}),
    ...(address['bad'] ? { bad: true } : {}),
    ...(typeof period === 'string' && /^\d{4}-Q[1-4]$/.test(period) ? { period } : {}),
  };
}

/** Whole days, so that the question stays the same while the page is open. */
export function windowOf({ days = 90 }: SatisfactionSearch): { readonly from: string; readonly to: string } {
  const to = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
  return { from: new Date(to - days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}

export const measureOf = ({ measure }: SatisfactionSearch): SatisfactionMeasure => measure ?? 'CSAT';

/** Whether the answers are those of customers with a trait in common. */
export const isOfCustomers = ({ service, mode, region, branch }: SatisfactionSearch): boolean =>
  [service, mode, region, branch].some((trait) => trait !== undefined);

/** The same as the graph asks it. A trait is of the answers that were compared: of one measure. */
export function answerFilterOf(search: SatisfactionSearch): SatisfactionAnswerFilter {
  const { cause, score, bad, period, occasion, service, mode, region, branch, account } = search;
  const ofTrait = cause || occasion || isOfCustomers(search);
  return {
    ...(period ? { measure: 'NPS', period } : windowOf(search)),
    ...(ofTrait ? { measure: measureOf(search) } : {}),
    ...(score ? { score, measure: 'CSAT' } : {}),
    ...(cause === 'NONE' ? { noCause: true } : cause ? { cause } : {}),
    ...(occasion ? { occasion } : {}),
    ...(service ? { service } : {}),
    ...(mode ? { mode } : {}),
    ...(region ? { region } : {}),
    ...(branch ? { branchId: branch } : {}),
    ...(account ? { accountId: account } : {}),
    ...(bad ? { bad } : {}),
  };
}
