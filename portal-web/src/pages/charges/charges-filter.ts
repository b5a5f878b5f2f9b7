import { monthIn } from '../boards/board-filter.ts';

/** What the address of the charges says. */
export interface ChargesSearch {
  /** In which they were charged, YYYY-MM in UTC. */
  readonly month?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  readonly account?: string | undefined;
}

/** Reads the address; what it does not know is left out. */
export function readChargesSearch(address: Record<string, unknown>): ChargesSearch {
  const month = monthIn(address['month']);
  const { currency, account } = address;
  return {
    ...(month ? { month } : {}),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
    ...(typeof account === 'string' && account ? { account } : {}),
  };
}
