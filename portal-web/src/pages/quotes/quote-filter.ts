import type { QuoteFilter, QuoteState } from '../../generated/operations.ts';

/** As they follow each other. */
export const QUOTE_STATES = [
  ...(['REQUESTED', 'OFFERED', 'COUNTERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const),
] as const satisfies readonly QuoteState[];
const RUNNING: readonly QuoteState[] = ['REQUESTED', 'OFFERED', 'COUNTERED'];

export interface QuoteSearch {
  /** RUNNING: both sides still talk. */
  readonly state?: QuoteState | 'RUNNING' | undefined;
  readonly account?: string | undefined;
}

/** Reads the address; what it does not know is left out. */
export function readQuoteSearch(address: Record<string, unknown>): QuoteSearch {
  const state = ([...QUOTE_STATES, 'RUNNING'] as const).find((one) => one === address['state']);
  const { account } = address;
  return { ...(state ? { state } : {}), ...(typeof account === 'string' && account ? { account } : {}) };
}

/** The same in the words of the graph. */
export const quoteFilter = ({ state, account }: QuoteSearch): QuoteFilter => ({
  ...(state ? { states: state === 'RUNNING' ? [...RUNNING] : [state] } : {}),
  ...(account ? { accountId: account } : {}),
});
