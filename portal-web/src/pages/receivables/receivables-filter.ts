import type { AgeBucket, InvoiceFilter, InvoiceRowFragment } from '../../generated/operations.ts';

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

/** All open invoices of the customer that was chosen, or of everybody. */
export const openFilter = ({ account }: ReceivablesSearch): InvoiceFilter => ({
  open: true,
  ...(account ? { accountId: account } : {}),
});

/** Those of the age that was chosen, in the order in which they are shown. */
export const longestDue = <Row extends Pick<InvoiceRowFragment, 'dueOn' | 'receivable'>>(
  invoices: readonly Row[],
  { bucket }: ReceivablesSearch,
): Row[] =>
  invoices
    .filter(({ receivable }) => !bucket || receivable?.bucket === bucket)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
