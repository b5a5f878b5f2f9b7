/** What the address of the boards says. */
export interface BoardSearch {
  /** The month whose contracts are shown, YYYY-MM. */
  readonly month?: string | undefined;
}

/** A month as addresses write it; undefined for anything else. */
export const monthIn = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined;

/** Reads the address; what it does not know is left out. */
export function readBoardSearch(address: Record<string, unknown>): BoardSearch {
  const month = monthIn(address['month']);
  return month ? { month } : {};
}
