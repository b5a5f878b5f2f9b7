import type { StockFilter, StockStatus } from '../../generated/operations.ts';
import { STOCK_STATUSES } from '../../status/stock-state.tsx';

/** The list of stock as its address says it. */
export interface StockSearch {
  readonly search?: string | undefined;
  readonly status?: StockStatus | undefined;
  readonly account?: string | undefined;
}

const filled = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && `${value}` !== '' ? `${value}` : undefined;

/** Reads the address; what it does not know is left out, never an error. */
export function readStockFilter(address: Record<string, unknown>): StockSearch {
  const search = filled(address['search']);
  const account = filled(address['account']);
  const status = STOCK_STATUSES.find((each) => each === address['status']);
  return { ...(search ? { search } : {}), ...(status ? { status } : {}), ...(account ? { account } : {}) };
}

/** What the graph is asked for. Who looks for an item wants to see that it has run out; nobody else does. */
export const toStockFilter = ({ search, status, account }: StockSearch): StockFilter => ({
  ...(search ? { search } : { empty: false }),
  ...(status ? { statuses: [status] } : {}),
  ...(account ? { accountId: account } : {}),
});
