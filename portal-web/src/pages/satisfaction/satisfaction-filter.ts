import type { SatisfactionAnswerFilter, SatisfactionCause } from '../../generated/operations.ts';

export const CAUSES: readonly SatisfactionCause[] = ['LATE', 'DAMAGE', 'SILENCE', 'BILLING'];
export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];
const DAY_MS = 86_400_000;

/** What the address of the page of satisfaction says. */
export interface SatisfactionSearch {
  /** Days to today; 90 when left out. */
  readonly days?: Span | undefined;
  readonly cause?: SatisfactionCause | 'NONE' | undefined;
  readonly bad?: true | undefined;
  /** Such as 2026-Q4: recommendations of a quarter, whatever the days. */
  readonly period?: string | undefined;
}

/** Reads the address; what it does not know is left out. */
export function readSatisfactionSearch(address: Record<string, unknown>): SatisfactionSearch {
  const days = SPANS.find((each) => each === Number(address['days']));
  const cause = ([...CAUSES, 'NONE'] as const).find((each) => each === address['cause']);
  const { period } = address;
  return {
    ...(days ? { days } : {}),
    ...(cause ? { cause } : {}),
    ...(address['bad'] ? { bad: true } : {}),
    ...(typeof period === 'string' && /^\d{4}-Q[1-4]$/.test(period) ? { period } : {}),
  };
}

/** Whole days, so that the question stays the same while the page is open. */
export function windowOf({ days = 90 }: SatisfactionSearch): { readonly from: string; readonly to: string } {
  const to = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
  return { from: new Date(to - days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}

/** The same as the graph asks it. Causes are known around answers on a delivery, a case or a claim. */
export function answerFilterOf(search: SatisfactionSearch): SatisfactionAnswerFilter {
  const { cause, bad, period } = search;
  return {
    ...(period ? { measure: 'NPS', period } : windowOf(search)),
    ...(cause ? { measure: 'CSAT', ...(cause === 'NONE' ? { noCause: true } : { cause }) } : {}),
    ...(bad ? { bad } : {}),
  };
}
