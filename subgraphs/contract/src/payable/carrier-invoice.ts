import { inWords, money } from '@quayside/shared/money';
import { ok, type Refusal, type Result, refuse } from '@quayside/shared/result';
import { fraction, scale } from '../rating/exact.ts';
import type { RatedCharge } from '../rating/rating.ts';

/** Agreed; within what was expected; to be talked about; without anything to compare with. */
export type CarrierInvoiceState = 'APPROVED' | 'MATCHED' | 'DISPUTED' | 'UNEXPECTED';

/** What a carrier asks for a shipment (210), beside what was expected. Staff only: it is what we pay, not what we charge. */
export interface CarrierInvoice {
  readonly id: string;
  readonly scac: string;
  /** B302: a carrier sends a number once. */
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string;
  readonly shipmentNumber: string;
  readonly source: string;
  readonly currency: string;
  readonly billedMinor: number;
  readonly lines: readonly CarrierLine[];
  /** Less what the carrier is paid of the shipment already. Null where no price says what to expect; `refusal` says why. */
  readonly expectedMinor: number | null;
  readonly expected: readonly RatedCharge[];
  readonly refusal: Refusal | null;
  readonly state: CarrierInvoiceState;
  /** What is paid once it is approved or matched. */
  readonly payMinor: number | null;
  readonly answer: string | null;
  readonly receivedAt: number;
  readonly version: number;
}

/** One charge of the carrier (L1): what for, and how much. */
export interface CarrierLine {
  readonly description: string;
  readonly amountMinor: number;
}

/** How far a carrier may be off before somebody looks: the greater of a share and an amount. */
export interface Tolerance {
  readonly basisPoints: number;
  readonly minor: number;
}

/** What a carrier sends. */
export type NewCarrierInvoice = Pick<
  CarrierInvoice,
  'scac' | 'number' | 'shipmentId' | 'source' | 'currency' | 'billedMinor' | 'lines'
>;

export const scacFault = (scac: string): Result<never> | null =>
  /^[A-Z]{2,4}$/.test(scac)
    ? null
    : refuse('SCAC_UNKNOWN', `"${scac}" is no carrier code of 2 to 4 letters.`, { field: 'scac' });

/** The first thing that is wrong with what a carrier sent, or null. */
export function carrierInvoiceFault({
  scac,
  number,
  currency,
  billedMinor,
  lines,
}: NewCarrierInvoice): Result<never> | null {
  const fault = scacFault(scac);
  if (fault) return fault;
  if (!number.trim() || number.length > 64) {
    return refuse('REFERENCE_LENGTH', 'An invoice of a carrier has a number of 1 to 64 characters.', {
      field: 'number',
    });
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    return refuse('CURRENCY_UNKNOWN', `${currency} is no ISO 4217 code.`, { field: 'currency' });
  }
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (!(Number.isSafeInteger(billedMinor) && billedMinor > 0)) {
    return refuse('AMOUNT_NOT_POSITIVE', 'An invoice of a carrier is above zero.', { field: 'billedMinor' });
  }
  if (lines.length === 0 || sum === billedMinor) return null;
  const [lined, asked] = [inWords(money(sum, currency)), inWords(money(billedMinor, currency))] as const;
  return refuse('CARRIER_SUM', `The lines add up to ${lined}, the invoice to ${asked}.`, {
    field: 'lines',
    fix: 'Send the invoice again with lines that add up to its total.',
    figures: { lined, asked },
  });
}

/**
 * Holds what is billed against what was expected. Paying less than expected is never a reason to talk.
 * @param paidMinor what other invoices of the carrier are paid of the same shipment: it is expected no second time.
 */
export function judge(
  { billedMinor, currency }: Pick<NewCarrierInvoice, 'billedMinor' | 'currency'>,
  expected: Result<readonly RatedCharge[]>,
  tolerance: Tolerance,
  paidMinor = 0,
): Pick<CarrierInvoice, 'state' | 'expectedMinor' | 'expected' | 'refusal' | 'payMinor'> {
  if (!expected.ok) return unexpected(expected.refusal);
  const strange = expected.value.find((charge) => charge.currency !== currency);
  if (strange) {
    const words = `The carrier bills in ${currency}; its prices are in ${strange.currency}.`;
    return unexpected({ code: 'CURRENCIES_MIXED', message: words, fix: `Ask for an invoice in ${strange.currency}.` });
  }
  const agreedMinor = expected.value.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const room = Math.max(tolerance.minor, scale(agreedMinor, fraction(tolerance.basisPoints, 10_000)));
  const expectedMinor = Math.max(0, agreedMinor - paidMinor);
  const matched = paidMinor + billedMinor <= agreedMinor + room;
  return {
    ...{ expectedMinor, expected: expected.value, refusal: null, state: matched ? 'MATCHED' : 'DISPUTED' },
    payMinor: matched ? billedMinor : null,
  };
}

const unexpected = (refusal: Refusal) => ({
  ...({ state: 'UNEXPECTED', expectedMinor: null, expected: [], refusal, payMinor: null } as const),
});

/** Decides what is paid of an invoice that was not as expected. */
export function approve(invoice: CarrierInvoice, payMinor: number, answer: string): Result<CarrierInvoice> {
  const fault = settledFault(invoice);
  if (fault) return fault;
  if (!Number.isSafeInteger(payMinor) || payMinor < 0 || payMinor > invoice.billedMinor) {
    const [pay, billed] = [payMinor, invoice.billedMinor].map((minor) => inWords(money(minor, invoice.currency)));
    return refuse('CARRIER_PAY_RANGE', `${pay} cannot be paid of ${billed}.`, {
      field: 'payMinor',
      fix: `Pay 0 to ${billed}.`,
      figures: { billed: billed ?? '' },
    });
  }
  if (!answer.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'answer' });
  return ok({ ...invoice, state: 'APPROVED', payMinor, answer: answer.trim() });
}

/** Refuses to decide what has been decided. */
export const settledFault = ({ state, number }: CarrierInvoice): Result<never> | null =>
  state === 'MATCHED' || state === 'APPROVED' ? refuse('CARRIER_INVOICE_STATE', `${number} is settled.`) : null;

/** Does not agree with an invoice: nothing of it is paid until somebody approves it. */
export function dispute(invoice: CarrierInvoice, reason: string): Result<CarrierInvoice> {
  if (invoice.state === 'APPROVED') return refuse('CARRIER_INVOICE_STATE', `${invoice.number} is settled.`);
  if (!reason.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
  return ok({ ...invoice, state: 'DISPUTED', payMinor: null, answer: reason.trim() });
}
