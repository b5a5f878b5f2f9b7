/** MySQL's TEXT holds 65,535 bytes; SQLite would take more, so the rule looks itself. */
const LARGEST = 60_000;

/** True when a value may be kept as JSON in one column. */
export const fitsInColumn = (value: unknown): boolean =>
  new TextEncoder().encode(JSON.stringify(value)).length <= LARGEST;
