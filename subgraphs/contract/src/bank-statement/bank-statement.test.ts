import { expect, it } from 'vitest';
import { knownAs, type ReadCredit, whose } from './bank-statement.ts';

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
  expect(paid(['INV-1', 'INV-9'], 300)).toEqual([{ invoiceNumber: 'INV-1', paidMinor: 300 }]);
  expect(paid(['INV-2', 'INV-1'], 200)).toEqual([{ invoiceNumber: 'INV-2', paidMinor: 200 }]);
});

it('asks a person where two customers are named, or less is open than came', () => {
  expect(whose(credit(['INV-9'], 1), [owed('INV-1', 1)])).toBeNull();
  expect(whose(credit(['INV-1', 'INV-2'], 2), [owed('INV-1', 1), owed('INV-2', 1, 'B')])).toBeNull();
  expect(whose(credit(['INV-1'], 5), [owed('INV-1', 9, 'A', 'USD')])).toBeNull();
  // It may be booked already, by a partner's 820 or by hand.
  expect(whose(credit(['INV-1'], 5), [owed('INV-1', 0)])).toBeNull();
  expect(whose(credit(['INV-1'], 5), [owed('INV-1', 4)])).toBeNull();
});

it('knows a credit again by more than its reference', () => {
  const came = { ...credit([], 500), part: 0 };
  expect(knownAs(came, [])).toBe('NEW');
  expect(knownAs(came, [came])).toBe('SAME');
  for (const other of [{ amountMinor: 501 }, { currency: 'USD' }, { bookedOn: '2026-03-02' }])
    expect(knownAs(came, [{ ...came, ...other }])).toBe('OTHER');
  // A notification tells the parts of what a statement tells as one.
  const parts = [200, 300].map((amountMinor, at) => ({ ...came, amountMinor, part: at + 1 }));
  expect(knownAs(came, parts)).toBe('SAME');
  expect(knownAs(came, parts.slice(1))).toBe('OTHER');
  expect(knownAs({ ...came, amountMinor: 200, part: 1 }, [came])).toBe('SAME');
  expect(knownAs({ ...came, amountMinor: 501, part: 1 }, [came])).toBe('OTHER');
});
