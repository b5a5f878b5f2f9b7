import type { InvoiceFilter, InvoiceKind } from '../../generated/operations.ts';
import { monthIn } from '../boards/board-filter.ts';

/** OPEN: something is still owed of it. */
export const INVOICE_SORTS = ['OPEN', 'INVOICE', 'CREDIT_NOTE'] as const satisfies readonly (InvoiceKind | 'OPEN')[];

/** What the address of the invoices says. */
export interface InvoiceSearch {
  readonly sort?: (typeof INVOICE_SORTS)[number] | undefined;
  readonly account?: string | undefined;
  /** As it was typed. */
  readonly number?: string | undefined;
  /** Of which it bills something, YYYY-MM. */
  readonly month?: string | undefined;
}

/** Reads the address; what it does not know is left out. */
export function readInvoiceSearch(address: Record<string, unknown>): InvoiceSearch {
  const sort = INVOICE_SORTS.find((one) => one === address['sort']);
  const month = monthIn(address['month']);
  const { account, number } = address;
  // A router reads a number of digits alone as a number.
  const typed = typeof number === 'number' ? String(number) : number;
  return {
    ...(sort ? { sort } : {}),
    ...(typeof account === 'string' && account ? { account } : {}),
    ...(typeof typed === 'string' && typed.trim() ? { number: typed } : {}),
    ...(month ? { month } : {}),
  };
}

/** The same in the words of the graph. */
export const invoiceFilter = ({ sort, account, number, month }: InvoiceSearch): InvoiceFilter => ({
  ...(sort === 'OPEN' ? { open: true } : sort ? { kind: sort } : {}),
  ...(account ? { accountId: account } : {}),
  ...(number ? { number: wholeNumber(number, sort) } : {}),
  ...(month ? { month } : {}),
});

const DIGITS = 6;

/** Who types 42 means INV-000042, or CN-000042 among credit notes. */
function wholeNumber(typed: string, sort: InvoiceSearch['sort']): string {
  const number = typed.trim().toUpperCase();
  return /^\d+$/.test(number) ? `${sort === 'CREDIT_NOTE' ? 'CN' : 'INV'}-${number.padStart(DIGITS, '0')}` : number;
}

/** All that a house ever billed is nothing that somebody saves by looking at a page. */
export const isNarrow = ({ sort, account, month }: InvoiceSearch): boolean => !!account || !!month || sort === 'OPEN';
