import type { QuoteState } from '../events.ts';

const next = {
  REQUESTED: ['OFFERED', 'REQUESTED', 'DECLINED', 'WITHDRAWN'],
  OFFERED: ['OFFERED', 'COUNTERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'],
  COUNTERED: ['OFFERED', 'COUNTERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'],
  ACCEPTED: [],
  DECLINED: [],
  WITHDRAWN: [],
} as const satisfies Record<QuoteState, readonly QuoteState[]>;

/** True when a negotiation may go from one state to the other. */
export const mayBecome = (from: QuoteState, to: QuoteState): boolean =>
  (next[from] as readonly QuoteState[]).includes(to);

/** Somebody's turn is left. */
export const isOpen = (state: QuoteState): boolean => next[state].length > 0;
