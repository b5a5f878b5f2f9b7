import type { StripeSettings } from '@quayside/shared/config';
import type { Log } from '@quayside/shared/log';
import { type Checkout, stripeAmount } from './online-payment.ts';

/** What the rest of the product asks of the provider of online payments. */
export interface PaymentProvider {
  /**
   * Opens a page on which these invoices are paid. Else, and logged: REFUSED where the provider does not take them, OFF
   * where it does not know us any more, FAILED where another try may help.
   */
  open(checkout: Checkout): Promise<{ readonly url: string } | 'REFUSED' | 'OFF' | 'FAILED'>;
  /** The event in a message of the provider; null where it was not signed with our secret within five minutes. */
  verify(raw: Buffer, signature: string, now: number): ProviderEvent | null;
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly object: unknown;
}

const PATIENCE_MS = 15_000;
const TOLERANCE_SECONDS = 300;
const LONGEST_METADATA = 500;

/** Stripe, by its own library: loaded only where somebody has a key. */
export async function openStripe(settings: StripeSettings, log: Log): Promise<PaymentProvider> {
  const { default: Stripe } = await import('stripe');
  const base = settings.apiBase === null ? null : new URL(settings.apiBase);
  const client = new Stripe(settings.secretKey, {
    ...{ timeout: PATIENCE_MS, maxNetworkRetries: 1, telemetry: false },
    ...(base && { host: base.hostname, protocol: base.protocol === 'http:' ? 'http' : 'https' }),
    ...(base?.port && { port: base.port }),
  });
  return {
    open: async (checkout) => {
      // A click that is repeated, or an answer that is lost, opens one page only.
      const idempotencyKey = `${checkout.id}-${checkout.attempt}`;
      try {
        const asked = sessionOf(checkout, settings.portalUrl.replace(/\/$/, ''));
        const { url } = await client.checkout.sessions.create(asked, { idempotencyKey });
        return url ? { url } : 'FAILED';
      } catch (error) {
        log.error({ err: error, checkout: checkout.id }, 'the payment provider opened no page');
        const { StripeInvalidRequestError, StripeAuthenticationError, StripePermissionError } = Stripe.errors;
        if (error instanceof StripeInvalidRequestError) return 'REFUSED';
        const unknown = error instanceof StripeAuthenticationError || error instanceof StripePermissionError;
        return unknown ? 'OFF' : 'FAILED';
      }
    },
    verify: (raw, signature, now) => {
      const { webhookSecret } = settings;
      try {
        const event = client.webhooks.constructEvent(raw, signature, webhookSecret, TOLERANCE_SECONDS, undefined, now);
        return { id: event.id, type: event.type, object: event.data.object };
      } catch {
        return null;
      }
    },
  };
}

/** @throws where `payable` has been passed over */
function exactly(amountMinor: number, currency: string): number {
  const amount = stripeAmount(amountMinor, currency);
  if (amount === null) throw new RangeError(`the provider does not take ${amountMinor} ${currency}`);
  return amount;
}

/** One line per invoice; what we need to know again when it is paid travels with the payment. */
function sessionOf({ id, items, currency }: Checkout, portal: string) {
  const invoices = items.map(({ invoiceNumber }) => invoiceNumber).join(' ');
  const metadata = { checkout: id, invoices: invoices.slice(0, LONGEST_METADATA) };
  const back = `${portal}/invoices/${items[0]?.invoiceId ?? ''}`;
  return {
    mode: 'payment' as const,
    client_reference_id: id,
    line_items: items.map(({ invoiceNumber, amountMinor }) => ({
      quantity: 1,
      price_data: {
        currency: currency.toLowerCase(),
        unit_amount: exactly(amountMinor, currency),
        product_data: { name: invoiceNumber },
      },
    })),
    metadata,
    payment_intent_data: { metadata },
    success_url: `${back}?paid=1`,
    cancel_url: back,
  };
}
