import type { InboundFilter, InboundKind, InboundState } from '../../generated/operations.ts';
import { INBOUND_STATES } from '../../status/stock-state.tsx';

export const INBOUND_KINDS: readonly InboundKind[] = ['STOCK_TRANSFER', 'PURCHASE_ORDER'];

/** The list of inbound notices as its address says it. */
export interface InboundSearch {
  readonly search?: string | undefined;
  readonly state?: InboundState | undefined;
  readonly kind?: InboundKind | undefined;
}

/** Reads the address; what it does not know is left out, never an error. */
export function readInboundFilter(address: Record<string, unknown>): InboundSearch {
  const { search } = address;
  const state = INBOUND_STATES.find((each) => each === address['state']);
  const kind = INBOUND_KINDS.find((each) => each === address['kind']);
  const wanted = typeof search === 'string' || typeof search === 'number' ? `${search}` : '';
  return { ...(wanted ? { search: wanted } : {}), ...(state ? { state } : {}), ...(kind ? { kind } : {}) };
}

/** What the graph is asked for. */
export const toInboundFilter = ({ search, state, kind }: InboundSearch): InboundFilter => ({
  ...(search ? { search } : {}),
  ...(state ? { states: [state] } : {}),
  ...(kind ? { kind } : {}),
});
