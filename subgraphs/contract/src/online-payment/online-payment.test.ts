import { describe, expect, it } from 'vitest';
import { happeningIn, paidOf, payable, stillOpen, stripeAmount } from './online-payment.ts';

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
  });

  it('is counted as the provider counts it, and spread as far as it goes', () => {
    expect([stripeAmount(1_050, 'USD'), stripeAmount(500, 'JPY'), stripeAmount(7, 'ISK')]).toEqual([1_050, 500, 700]);
    const items = [owed('1', 300), owed('2', 200)].map(({ id, number, openMinor }) => ({
      ...{ invoiceId: id, invoiceNumber: number, amountMinor: openMinor },
    }));
    expect(paidOf({ items }, 300)).toEqual([{ invoiceNumber: 'INV-1', paidMinor: 300 }]);
    expect(paidOf({ items }, 301)[1]).toEqual({ invoiceNumber: 'INV-2', paidMinor: 1 });
    expect(stillOpen({ url: 'u', openedAt: 0 }, 22 * 3_600_000)).toBe(true);
    expect(stillOpen({ url: 'u', openedAt: 0 }, 24 * 3_600_000)).toBe(false);
  });
});

describe('an event of the provider', () => {
  const metadata = { checkout: 'C' };
  it('says what it means for the books, or nothing', () => {
    const session = { payment_intent: 'pi_1', payment_status: 'paid', amount_total: 305, metadata };
    expect(happeningIn('checkout.session.completed', session)).toEqual({
      ...{ kind: 'paid', checkoutId: 'C', payment: 'pi_1', amount: 305 },
    });
    // A debit of a bank account is only promised yet.
    expect(happeningIn('checkout.session.completed', { ...session, payment_status: 'unpaid' })).toBeNull();
    expect(happeningIn('payment_intent.succeeded', { id: 'pi_1', amount_received: 305, metadata })).toMatchObject({
      ...{ kind: 'paid', payment: 'pi_1', amount: 305 },
    });
    // Of something else that is sold through the same account of the provider.
    expect(happeningIn('payment_intent.succeeded', { id: 'pi_1', amount_received: 305, metadata: {} })).toBeNull();
    expect(happeningIn('charge.dispute.created', { payment_intent: { id: 'pi_1' }, reason: 'fraudulent' })).toEqual({
      ...{ kind: 'disputed', payment: 'pi_1', reason: 'fraudulent' },
    });
    for (const odd of [null, 'x', {}, { payment_intent: 7 }]) expect(happeningIn('charge.refunded', odd)).toBeNull();
  });
});
