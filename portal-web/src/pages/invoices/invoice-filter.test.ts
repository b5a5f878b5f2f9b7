import { describe, expect, it } from 'vitest';
import { invoiceFilter, readInvoiceSearch } from './invoice-filter.ts';

describe('the address of the invoices', () => {
  it('asks the graph for what was chosen', () => {
    const search = readInvoiceSearch({ sort: 'OPEN', account: 'A1', number: ' inv-000042', month: '2026-11' });
    expect(invoiceFilter(search)).toEqual({ open: true, accountId: 'A1', number: 'INV-000042', month: '2026-11' });
    expect(invoiceFilter(readInvoiceSearch({ sort: 'CREDIT_NOTE' }))).toEqual({ kind: 'CREDIT_NOTE' });
  });

  it('knows an invoice by its digits', () => {
    expect(invoiceFilter(readInvoiceSearch({ number: 42 }))).toEqual({ number: 'INV-000042' });
    expect(invoiceFilter({ number: '7', sort: 'CREDIT_NOTE' })).toEqual({ number: 'CN-000007', kind: 'CREDIT_NOTE' });
  });

  it('leaves out what it does not know', () => {
    expect(readInvoiceSearch({ sort: 'PAID', account: 3, number: ' ', month: '2026-13' })).toEqual({});
  });
});
