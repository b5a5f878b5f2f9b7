/** A place in one subgraph's event log, as clients carry it: `<subgraph>.<position in base 36>`. */
export const encodeCursor = (source: string, position: number): string => `${source}.${position.toString(36)}`;

/** The position, or null when the text is no cursor of this subgraph. */
export const decodeCursor = (source: string, cursor: string): number | null => {
  const digits = cursor.startsWith(`${source}.`) ? cursor.slice(source.length + 1) : '';
  return /^[0-9a-z]{1,11}$/.test(digits) ? Number.parseInt(digits, 36) : null;
};
