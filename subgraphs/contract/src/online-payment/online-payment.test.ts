import { describe, expect, it } from 'vitest';
import { happeningIn, minorOfStripe, paidOf, payable, stillOpen, stripeAmount } from './online-payment.ts';

const owed = (id: string, openMinor: number, currency = 'USD') => ({
  ...{ id, number: `INV-${id}`, accountId: 'A', currency, openMinor },
});
const codeOf = (...args: Parameters<typeof payable>) => {
  const due = payable(...args);
  return due.ok ? due.value : due.refusal.code;
};

describe('what is paid online', () => {
  it('is all that is open of what is not in dispute, in one currency', () => {
    expect(codeOf([owed('1', 300), owed('2', 5)], new Set())).toMatchObject({ amountMinor: 305, currency: 'USD' });
    expect(codeOf([], new Set())).toBe('INVOICES_CHOSEN');
    expect(codeOf([owed('1', 300), owed('2', 0)], new Set())).toBe('INVOICE_PAID');
    expect(codeOf([owed('1', 300)], new Set(['1']))).toBe('INVOICE_DISPUTED');
    expect(codeOf([owed('1', 300), owed('2', 5, 'EUR')], new Set())).toBe('CURRENCIES_MIXED');
    for (const [minor, currency] of [
      ...([
        [1_001, 'KWD'],
        [10, 'IQD'],
        [1_250, 'MGA'],
        [100_000_000, 'USD'],
      ] as const),
    ])
      expect(codeOf([owed('1', minor, currency)], new Set())).toBe('ONLINE_PAYMENT_REFUSED');
    expect(codeOf([owed('1', 60_000_000), owed('2', 60_000_000)], new Set())).toBe('ONLINE_PAYMENT_REFUSED');
    expect(codeOf([owed('1', 1_200_000, 'MGA')], new Set())).toMatchObject({ amountMinor: 1_200_000 });
  });

  it('is counted as the provider counts it, and spread as far as it goes', () => {
    // What one unit is to us, and to https://docs.stripe.com/currencies.
    const units = [
      [100, 'USD', 100],
      [1, 'JPY', 1],
      [1, 'ISK', 100],
      [1, 'UGX', 100],
      [100, 'MGA', 1],
    ] as const;
    for (const [minor, currency, theirs] of [...units, [1_000, 'KWD', 1_000] as const]) {
      expect(stripeAmount(minor, currency)).toBe(theirs);
      expect(minorOfStripe(theirs, currency)).toBe(minor);
    }
    expect([stripeAmount(50, 'MGA'), stripeAmount(1_001, 'KWD'), stripeAmount(10, 'IQD')]).toEqual([null, null, null]);
    const items = [owed('1', 300), owed('2', 200)].map(({ id, number, openMinor }) => ({
      ...{ invoiceId: id, invoiceNumber: number, amountMinor: openMinor },
    }));
    expect(paidOf({ items }, 300)).toEqual([{ invoiceNumber: 'INV-1', paidMinor: 300 }]);
    expect(paidOf({ items }, 301)[1]).toEqual({ invoiceNumber: 'INV-2', paidMinor: 1 });
    expect(stillOpen({ openedAt: 0 }, 22 * 3_600_000)).toBe(true);
    expect(stillOpen({ openedAt: 0 }, 24 * 3_600_000)).toBe(false);
  });
});

describe('an event of the provider', () => {
  const metadata = { checkout: 'C' };
  it('says what it means for the books, or nothing', () => {
    const session = { payment_intent: 'pi_1', payment_status: 'paid', amount_total: 305, currency: 'usd', metadata };
    expect(happeningIn('checkout.session.completed', session)).toEqual({
      ...{ kind: 'paid', checkoutId: 'C', payment: 'pi_1', amount: 305, currency: 'USD' },
    });
    // A debit of a bank account is only promised yet.
    expect(happeningIn('checkout.session.completed', { ...session, payment_status: 'unpaid' })).toBeNull();
    expect(happeningIn('payment_intent.succeeded', { id: 'pi_1', amount_received: 305, metadata })).toMatchObject({
      ...{ kind: 'paid', payment: 'pi_1', amount: 305 },
    });
    // Of something else that is sold through the same account of the provider.
    expect(happeningIn('payment_intent.succeeded', { id: 'pi_1', amount_received: 305, metadata: {} })).toBeNull();
    const quarrel = { payment_intent: { id: 'pi_1' }, reason: 'fraudulent' };
    expect(happeningIn('charge.dispute.funds_withdrawn', quarrel)).toEqual({
      ...{ kind: 'disputed', payment: 'pi_1', reason: 'fraudulent' },
    });
    // It may be an inquiry, by which no money moves.
    expect(happeningIn('charge.dispute.created', quarrel)).toBeNull();
    for (const odd of [null, 'x', {}, { payment_intent: 7 }]) expect(happeningIn('charge.refunded', odd)).toBeNull();
  });
});
