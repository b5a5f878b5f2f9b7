import type { Receivable } from '../receivable/receivable.ts';
import type { NewItem } from '../receivable/remittance.ts';

/** What a bank says that came in, as it was read. */
export interface ReadCredit {
  /** Ours: IBAN, or the number of the bank. */
  readonly bankAccount: string;
  /** Of the booking, as the bank calls it. */
  readonly entryReference: string;
  /** From 1 where a booking holds several payments; 0 for all of it. */
  readonly part: number;
  /** YYYY-MM-DD */
  readonly bookedOn: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly payer: string | null;
  readonly payerAccount: string | null;
  /** What the payer said. */
  readonly words: string;
  /** Invoice numbers in it, in their order. */
  readonly named: readonly string[];
}

export type StatementFaultCode =
  | 'TOO_LARGE'
  | 'DOCTYPE'
  | 'NOT_XML'
  | 'NOT_CAMT'
  | 'NO_ACCOUNT'
  | 'NO_REFERENCE'
  | 'REFERENCE_USED'
  | 'AMOUNT'
  | 'DATE'
  | 'REVERSAL'
  | 'REFUSED';

/** Something that a person has to look at: where, which rule, what to do. */
export interface StatementFault {
  readonly code: StatementFaultCode;
  readonly place: string;
  readonly rule: string;
  readonly fix: string;
}

export interface BankStatement {
  readonly credits: readonly ReadCredit[];
  /** Bookings that are none of a customer's payments: money that went out, or is not booked yet. */
  readonly passed: number;
  readonly faults: readonly StatementFault[];
}

/** A credit as it is kept: once, whatever file it came in. */
export interface BankCredit extends Omit<ReadCredit, 'named'> {
  readonly id: string;
  /** OPEN until somebody has said whose it is, or that it is no customer's payment. */
  readonly state: 'OPEN' | 'BOOKED' | 'DISMISSED';
  readonly remittanceId: string | null;
  /** Of the unit that imported it: who sees what belongs to no customer yet. */
  readonly unitPath: string;
  readonly importedBy: string;
  readonly importedAt: number;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
  /** Why it is no customer's payment. */
  readonly reason: string | null;
  readonly version: number;
}

/** The reference under which a credit is booked. */
export const referenceOf = ({ entryReference, part }: Pick<BankCredit, 'entryReference' | 'part'>): string =>
  part === 0 ? entryReference : `${entryReference}/${part}`;

/**
 * Whose payment it is, and what it pays: the invoices that it names, in that order, as far as it goes. Null where it
 * names none that is known, those of more than one customer, or where less is open of them than came: that may be booked
 * already, by an 820 or by hand. A person has to say then.
 */
export function whose(
  { named, amountMinor, currency }: ReadCredit,
  known: readonly Pick<Receivable, 'number' | 'accountId' | 'currency' | 'openMinor'>[],
): { readonly accountId: string; readonly items: readonly NewItem[] } | null {
  const found = named.flatMap((number) => known.find((one) => one.number === number) ?? []);
  const [first] = found;
  if (!first || found.some(({ accountId }) => accountId !== first.accountId)) return null;
  let left = amountMinor;
  const items = found.map((one) => {
    const paidMinor = one.currency === currency ? Math.max(0, Math.min(left, one.openMinor)) : 0;
    left -= paidMinor;
    return { invoiceNumber: one.number, paidMinor };
  });
  return left > 0 ? null : { accountId: first.accountId, items: items.filter(({ paidMinor }) => paidMinor > 0) };
}

type Told = Pick<ReadCredit, 'part' | 'bookedOn' | 'currency' | 'amountMinor'>;

/**
 * Is it a credit that has come before, or another one under a reference that the bank has used again?
 * @param known under its reference: itself, the booking that it is a part of, or the parts that it is told in
 */
export function knownAs(credit: Told, known: readonly Told[]): 'NEW' | 'SAME' | 'OTHER' {
  const [first] = known;
  if (!first) return 'NEW';
  const sum = known.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const partOfIt = credit.part > 0 && first.part === 0 && credit.amountMinor <= sum;
  const agrees = known.every(({ currency, bookedOn }) => currency === credit.currency && bookedOn === credit.bookedOn);
  return agrees && (partOfIt || credit.amountMinor === sum) ? 'SAME' : 'OTHER';
}
