import { describe, expect, it } from 'vitest';
import type { InvoiceRowFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';
import { longestDue, openFilter } from '../receivables/receivables-filter.ts';
import { invoiceFilter, readInvoiceSearch } from './invoice-filter.ts';
import { invoicesCsv } from './invoices-csv.ts';

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

describe('the files of invoices', () => {
  const open = { amountMinor: 5, currency: 'USD' };
  const row = (number: string, dueOn: string, bucket: 'DAYS_30' | 'OLDER'): InvoiceRowFragment => ({
    ...{ id: number, number, kind: 'INVOICE', periodFrom: '2026-02-01', periodTo: '2026-02-28', groupKey: '' },
    ...{ billsFrom: '2026-01-20', dueOn, lineCount: 1, account: { id: 'A', name: 'Acme' }, total: open },
    receivable: { bucket, step: 'NONE', open },
  });

  it('hold all that is open of what was chosen, the longest due first', () => {
    expect([openFilter({}), openFilter({ account: 'A', bucket: 'OLDER' })]).toEqual([
      { open: true },
      { open: true, accountId: 'A' },
    ]);
    const rows = [row('3', '2026-03-03', 'DAYS_30'), row('2', '2026-01-02', 'OLDER'), row('1', '2026-01-01', 'OLDER')];
    const numbers = (search: Parameters<typeof longestDue>[1]) => longestDue(rows, search).map(({ number }) => number);
    expect([numbers({}), numbers({ bucket: 'OLDER' })]).toEqual([
      ['1', '2', '3'],
      ['1', '2'],
    ]);
  });

  it('tell since when the work is that an invoice bills, as the list does', () => {
    const file = invoicesCsv([row('1', '2026-03-03', 'DAYS_30')], ((id: string) => id) as Text);
    expect(file).toContain('2026-01-20,2026-02-28');
  });
});
