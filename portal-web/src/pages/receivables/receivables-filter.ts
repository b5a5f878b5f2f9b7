import type { AgeBucket } from '../../generated/operations.ts';

export const AGES = ['NOT_DUE', 'DAYS_30', 'DAYS_60', 'DAYS_90', 'OLDER'] as const satisfies readonly AgeBucket[];

/** Which of the open invoices are shown. */
export interface ReceivablesSearch {
  /** By how long they have been due. */
  readonly bucket?: (typeof AGES)[number] | undefined;
  readonly account?: string | undefined;
}

/** Reads the address; what it does not know is left out. */
export function readReceivablesSearch(address: Record<string, unknown>): ReceivablesSearch {
  const bucket = AGES.find((each) => each === address['bucket']);
  const { account } = address;
  return { ...(bucket ? { bucket } : {}), ...(typeof account === 'string' && account ? { account } : {}) };
}
