import type { CaseAnalysisFilter, CaseKind } from '../../generated/operations.ts';

export const CASE_KINDS: readonly CaseKind[] = ['COMPLAINT', 'INQUIRY', 'SUGGESTION'];
/** Days that the analysis looks back. */
export const PERIODS = [30, 90, 365] as const;
export type Period = (typeof PERIODS)[number];
const USUAL: Period = 365;

export interface CaseAnalysisSearch {
  readonly kind?: CaseKind | undefined;
  /** A year where left out. */
  readonly days?: Period | undefined;
}

/** Reads the address of the analysis. */
export function readCaseAnalysis(address: Record<string, unknown>): CaseAnalysisSearch {
  const kind = CASE_KINDS.find((each) => each === address['kind']);
  const days = PERIODS.find((each) => each === address['days'] && each !== USUAL);
  return { ...(kind ? { kind } : {}), ...(days ? { days } : {}) };
}

const DAY_MS = 86_400_000;

/** What of that the server is asked. Whole days, so that asking again a second later asks the same. */
export function caseAnalysisFilter({ kind, days = USUAL }: CaseAnalysisSearch, now: number): CaseAnalysisFilter {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return { from: new Date(today - days * DAY_MS).toISOString(), ...(kind ? { kind } : {}) };
}
