import { decimalOf, minorOfDecimal } from './amounts.ts';
import { isoDate } from './dates.ts';
import type { Mapped, PaymentItem } from './mapped.ts';
import { all, first, type MapSegment, optional, splitAt, value } from './segments.ts';

// BPR01: advices that tell of money which has come, or comes with them. All others announce, ask or plan.
const TELLS_OF_MONEY: readonly string[] = ['C', 'D', 'I', 'U', 'X', 'N', 'L', 'B', 'E'];
// RMR01: what an invoice of ours may be called.
const INVOICE_KINDS: readonly string[] = ['IV', 'I5', 'IK', 'IN', 'OI', 'CN', 'FR'];

/** Reads an 820: one payment of the partner, with the invoices that it pays. Without CUR these have to tell its currency. */
export function remittance(segments: readonly MapSegment[]): Mapped {
  const currency = optional(first(segments, 'CUR'), 2);
  if (currency !== null) return remittanceIn(segments, currency);
  const { parts } = splitAt(segments, ({ tag }) => tag === 'RMR' || tag === 'ENT');
  const paid = parts.filter((part) => part[0]?.tag === 'RMR').map(numberOf);
  const adjusted = all(segments, 'ADX').map((adx) => value(adx, 4));
  const invoiceNumbers = [...new Set([...paid, ...adjusted])].filter((number) => number !== '');
  const key = value(first(segments, 'TRN'), 2);
  return faultOf(segments) ?? { kind: 'payment-without-currency', key, invoiceNumbers, segments };
}

/** What is wrong with an advice, or not for us to book, in whatever currency it is. */
function faultOf(segments: readonly MapSegment[]): Mapped | null {
  const bpr = first(segments, 'BPR');
  const key = value(first(segments, 'TRN'), 2);
  if (key === '')
    return { kind: 'refuse', key, note: 'TRN02 is empty: a payment is known by the number of its trace.' };
  const purpose = value(bpr, 1);
  if (!TELLS_OF_MONEY.includes(purpose))
    return { kind: 'hold', key, note: `BPR01 ${purpose} tells of no payment that was made: a person has to read it.` };
  if (value(bpr, 3) === 'D')
    return { kind: 'hold', key, note: 'BPR03 D takes money from us: a person has to read it.' };
  return null;
}

/** Reads an 820 whose amounts are in a currency. */
export function remittanceIn(segments: readonly MapSegment[], currency: string): Mapped {
  const fault = faultOf(segments);
  if (fault) return fault;
  const bpr = first(segments, 'BPR');
  const reference = value(first(segments, 'TRN'), 2);
  const refuse = (note: string): Mapped => ({ kind: 'refuse', key: reference, note });
  const amountMinor = minorOfDecimal(value(bpr, 2), currency);
  if (amountMinor === null) return refuse(`BPR02 "${value(bpr, 2)}" is no amount in ${currency}.`);
  const paidOn = isoDate(value(bpr, 16)) ?? datesOf(segments)[0];
  if (!paidOn) return refuse('BPR16 is empty, and no DTM says when the payment was made.');
  const read = itemsOf(segments, currency, amountMinor);
  if (typeof read === 'string') return refuse(read);
  const open = read.find(({ invoiceNumber, paidMinor }) => invoiceNumber === '' && paidMinor < 0);
  if (open) {
    const note = `ADX takes off ${decimalOf(-open.paidMinor, currency)} ${currency} and names no invoice: a person has to say what for.`;
    return { kind: 'hold', key: reference, note };
  }
  // What is added and names nothing stays to be applied.
  const items = read.filter(({ invoiceNumber, paidMinor }) => invoiceNumber !== '' && paidMinor !== 0);
  return { kind: 'payment', key: reference, input: { currency, amountMinor, paidOn, items } };
}

const datesOf = (segments: readonly MapSegment[]): string[] =>
  all(splitAt(segments, ({ tag }) => tag === 'ENT' || tag === 'RMR').head, 'DTM').flatMap(
    (dtm) => isoDate(value(dtm, 2)) ?? [],
  );

/**
 * Items and adjustments. An ADX behind an RMR says why that one is paid short, and RMR04 is what is left; some senders
 * write in RMR04 what it was before. The way that comes to BPR02 is the one that was meant.
 */
function itemsOf(segments: readonly MapSegment[], currency: string, amountMinor: number): PaymentItem[] | string {
  const { head, parts } = splitAt(segments, ({ tag }) => tag === 'RMR' || tag === 'ENT');
  const items: PaymentItem[] = [];
  const free: PaymentItem[] = [];
  const within: PaymentItem[] = [];
  for (const part of [head, ...parts]) {
    const own = part[0]?.tag === 'RMR' ? readItem(part, currency) : null;
    if (typeof own === 'string') return own;
    if (own) items.push(own);
    for (const adx of all(part, 'ADX')) {
      const minor = minorOfDecimal(value(adx, 1), currency);
      if (minor === null) return `ADX01 "${value(adx, 1)}" is no amount in ${currency}.`;
      const invoiceNumber = value(adx, 4) || (own?.invoiceNumber ?? '');
      const adjustment = { invoiceNumber, paidMinor: minor, reason: optional(adx, 2), deductedMinor: null };
      (own ? within : free).push(adjustment);
    }
  }
  const sum = (list: readonly PaymentItem[]) => list.reduce((total, { paidMinor }) => total + paidMinor, 0);
  const before = sum(items) + sum(free);
  const gross = within.length > 0 && before !== amountMinor && before + sum(within) === amountMinor;
  return gross ? [...items, ...free, ...within] : [...items, ...free];
}

function numberOf(part: readonly MapSegment[]): string {
  const rmr = part[0];
  const kind = value(rmr, 1);
  const invoice = all(part, 'REF').find((ref) => INVOICE_KINDS.includes(value(ref, 1)));
  return INVOICE_KINDS.includes(kind) || !invoice ? value(rmr, 2) : value(invoice, 2);
}

function readItem(part: readonly MapSegment[], currency: string): PaymentItem | string {
  const rmr = part[0];
  const invoiceNumber = numberOf(part);
  if (invoiceNumber === '') return 'RMR02 is empty: it is not known what is paid.';
  const amount = (element: number): number | null =>
    value(rmr, element) === '' ? 0 : minorOfDecimal(value(rmr, element), currency);
  const [said, billed, discount] = [amount(4), amount(5), amount(6)];
  if (said === null || billed === null || discount === null)
    return `RMR of ${invoiceNumber}: "${value(rmr, 4) || value(rmr, 5)}" is no amount in ${currency}.`;
  const paidMinor = value(rmr, 4) === '' ? billed - discount : said;
  const adx = first(part, 'ADX');
  const told = all(part, 'ADX').reduce((total, one) => total - (minorOfDecimal(value(one, 1), currency) ?? 0), 0);
  const short = billed > 0 ? billed - paidMinor : told;
  const reason = optional(adx, 2) ?? optional(rmr, 7);
  return { invoiceNumber, paidMinor, reason: short === 0 ? null : reason, deductedMinor: short > 0 ? short : null };
}
