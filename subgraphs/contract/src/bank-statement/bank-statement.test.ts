import { expect, it } from 'vitest';
import { type ReadCredit, whose } from './bank-statement.ts';

const credit = (named: readonly string[], amountMinor: number): ReadCredit => ({
  ...{ bankAccount: 'B', entryReference: 'R', part: 0, bookedOn: '2026-03-01', currency: 'EUR', amountMinor },
  ...{ payer: null, payerAccount: null, words: '', named },
});
const owed = (number: string, openMinor: number, accountId = 'A', currency = 'EUR') => ({
  ...{ number, openMinor, accountId, currency },
});

it('pays invoices in the order in which they are named, as far as it goes', () => {
  const known = [owed('INV-2', 500), owed('INV-1', 300)];
  const paid = (named: readonly string[], amountMinor: number) => whose(credit(named, amountMinor), known)?.items;
  expect(paid(['INV-1', 'INV-2'], 400)).toEqual([
    { invoiceNumber: 'INV-1', paidMinor: 300 },
    { invoiceNumber: 'INV-2', paidMinor: 100 },
  ]);
  expect(paid(['INV-1', 'INV-9'], 310)).toEqual([{ invoiceNumber: 'INV-1', paidMinor: 310 }]);
  expect(paid(['INV-2', 'INV-1'], 200)).toEqual([{ invoiceNumber: 'INV-2', paidMinor: 200 }]);
});

it('asks a person where nothing known is named, or two customers', () => {
  expect(whose(credit(['INV-9'], 1), [owed('INV-1', 1)])).toBeNull();
  expect(whose(credit(['INV-1', 'INV-2'], 2), [owed('INV-1', 1), owed('INV-2', 1, 'B')])).toBeNull();
  // Another currency cannot be applied, and says so once it is booked.
  expect(whose(credit(['INV-1'], 5), [owed('INV-1', 9, 'A', 'USD')])?.items).toEqual([
    { invoiceNumber: 'INV-1', paidMinor: 5 },
  ]);
});
