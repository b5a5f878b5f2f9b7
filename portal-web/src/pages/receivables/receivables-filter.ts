export const AGES = ['NOT_DUE', 'DAYS_30', 'DAYS_60', 'DAYS_90', 'OLDER'] as const;

/** Reads the address: which of the open invoices are shown, by how long they have been due. */
export function readAge(address: Record<string, unknown>): { bucket?: (typeof AGES)[number] | undefined } {
  const bucket = AGES.find((each) => each === address['bucket']);
  return bucket ? { bucket } : {};
}
