import { inWords, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Receivable, settle } from './receivable.ts';

/** A payment with what it says that it pays (820). */
export interface Remittance {
  readonly id: string;
  readonly accountId: string;
  /** TRN02 or the bank's reference: a payment of an account comes once. */
  readonly reference: string;
  /** PORTAL, API or `EDI:<message id>`. */
  readonly source: string;
  readonly currency: string;
  readonly amountMinor: number;
  /** What found no invoice. */
  readonly unappliedMinor: number;
  /** YYYY-MM-DD */
  readonly paidOn: string;
  readonly items: readonly RemittanceItem[];
  readonly recordedAt: number;
  readonly recordedBy: string;
  /** When it was taken back, by whom and why; null while it stands. */
  readonly reversedAt: number | null;
  readonly reversedBy: string | null;
  readonly reversalReason: string | null;
  readonly version: number;
}

/** What was paid of one invoice (RMR), or taken off for it (ADX, a credit note): negative then; and whether it was found. */
export interface RemittanceItem {
  readonly invoiceNumber: string;
  readonly paidMinor: number;
  readonly invoiceId: string | null;
  /** Taken from what is open; less than paid where less was owed. */
  readonly appliedMinor: number;
  /** Why not all of it was. */
  readonly problem: 'UNKNOWN_INVOICE' | 'OTHER_CURRENCY' | 'OVERPAID' | null;
  /** Why the payer pays less than was asked for: element 426; missing in older payments. */
  readonly reason?: string | null;
  /** What the payer has kept back of the invoice before the amount of this item. */
  readonly deductedMinor?: number | null;
  /** Who has applied it by hand, after it came. */
  readonly assignedBy?: string | null;
}

/** An item as it is handed in. */
export interface NewItem extends Pick<RemittanceItem, 'invoiceNumber' | 'paidMinor'> {
  readonly reason?: string | null | undefined;
  readonly deductedMinor?: number | null | undefined;
}

/** A payment as it is handed in. */
export interface NewRemittance
  extends Pick<Remittance, 'accountId' | 'reference' | 'source' | 'currency' | 'amountMinor' | 'paidOn'> {
  readonly items: readonly NewItem[];
}

const MOST_ITEMS = 300;
const LONGEST_REASON = 2;

/** The first thing that is wrong with a payment, or null. */
export function remittanceFault({
  reference,
  currency,
  amountMinor,
  items,
  source,
}: NewRemittance): Result<never> | null {
  if (!reference.trim() || reference.length > 64 || source.length > 64) {
    return refuse('REFERENCE_LENGTH', 'A payment has a reference of 1 to 64 characters.', { field: 'reference' });
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    return refuse('CURRENCY_UNKNOWN', `${currency} is no ISO 4217 code.`, { field: 'currency' });
  }
  if (!(Number.isSafeInteger(amountMinor) && amountMinor > 0)) {
    return refuse('AMOUNT_NOT_POSITIVE', 'A payment is above zero.', { field: 'amountMinor' });
  }
  const wrong = items.find(
    ({ paidMinor, deductedMinor, reason }) =>
      !Number.isSafeInteger(paidMinor) ||
      paidMinor === 0 ||
      !Number.isSafeInteger(deductedMinor ?? 0) ||
      (reason ?? '').length > LONGEST_REASON,
  );
  if (items.length > MOST_ITEMS || wrong) {
    const message = wrong
      ? `${inWords(money(wrong.paidMinor, currency))} cannot be paid of ${wrong.invoiceNumber}.`
      : `A payment names ${MOST_ITEMS} invoices at most.`;
    return refuse('REMITTANCE_ITEM', message, {
      field: 'items',
      fix: 'Name each invoice with what is paid of it, and a credit with what it takes off, below zero.',
    });
  }
  const named = items.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  if (named <= amountMinor) return null;
  const [sum, came] = [inWords(money(named, currency)), inWords(money(amountMinor, currency))] as const;
  return refuse('REMITTANCE_SUM', `The items add up to ${sum}, the payment to ${came}.`, {
    field: 'items',
    fix: 'Correct the items or the amount: what is named cannot be more than what came.',
    figures: { sum, came },
  });
}

/** Refuses another payment under a reference that has been booked: to answer the booked one would lose it. */
export function sameFault(
  known: Pick<Remittance, 'reference' | 'amountMinor' | 'currency'>,
  { amountMinor, currency }: Pick<NewRemittance, 'amountMinor' | 'currency'>,
): Result<never> | null {
  if (known.amountMinor === amountMinor && known.currency === currency) return null;
  const [booked, came] = [inWords(known), inWords(money(amountMinor, currency))];
  const message = `${known.reference} was booked with ${booked}, not ${came}.`;
  return refuse('REFERENCE_USED', message, {
    field: 'reference',
    fix: 'Book the other payment under a reference of its own.',
  });
}

/** What a payment does: to each invoice that it names, and what is left. */
export interface Matched {
  readonly items: readonly RemittanceItem[];
  readonly settled: readonly Receivable[];
  readonly unappliedMinor: number;
}

/** A credit note that takes back from an invoice: its number, and that of the invoice. */
export interface CreditTaken {
  readonly number: string;
  readonly invoiceNumber: string;
}

/** Receivables while a payment is laid against them. */
class Standing {
  readonly #known: Map<string, Receivable>;
  readonly #touched = new Map<string, Receivable>();

  constructor(open: readonly Receivable[]) {
    this.#known = new Map(open.map((receivable) => [receivable.number, receivable]));
  }

  get(number: string): Receivable | undefined {
    return this.#known.get(number);
  }

  take(receivable: Receivable, paidMinor: number): Result<null> {
    const settled = settle(receivable, { paidMinor });
    if (!settled.ok) return settled;
    this.#known.set(receivable.number, settled.value);
    if (paidMinor !== 0) this.#touched.set(receivable.id, settled.value);
    return ok(null);
  }

  get settled(): Receivable[] {
    return [...this.#touched.values()];
  }
}

/**
 * Matches a payment with the invoices of its account. What finds none stays unapplied, and says why. What is taken off
 * lessens what is applied to the invoice that it is for; where that one is not paid by this payment, it uses up what
 * stands to its credit.
 */
export function match(
  remittance: NewRemittance,
  open: readonly Receivable[],
  credits: readonly CreditTaken[] = [],
): Result<Matched> {
  const standing = new Standing(open);
  const targetOf = ({ invoiceNumber }: NewItem): string => {
    const number = invoiceNumber.trim();
    return credits.find((credit) => credit.number === number)?.invoiceNumber ?? number;
  };
  const takenOff = new Map<string, number>();
  const paid = new Set(remittance.items.filter(({ paidMinor }) => paidMinor > 0).map(targetOf));
  for (const item of remittance.items) {
    const target = targetOf(item);
    if (item.paidMinor < 0 && paid.has(target)) takenOff.set(target, (takenOff.get(target) ?? 0) - item.paidMinor);
  }
  const items: RemittanceItem[] = [];
  for (const item of remittance.items) {
    const receivable = standing.get(targetOf(item));
    const { reason = null, deductedMinor = null } = item;
    const unmatched = { ...item, reason, deductedMinor, invoiceId: receivable?.id ?? null, appliedMinor: 0 };
    if (!receivable) {
      items.push({ ...unmatched, problem: 'UNKNOWN_INVOICE' });
      continue;
    }
    if (receivable.currency !== remittance.currency) {
      items.push({ ...unmatched, problem: 'OTHER_CURRENCY' });
      continue;
    }
    const wanted = wantedOf(item.paidMinor, receivable.number, takenOff, paid);
    const appliedMinor = within(wanted, receivable.openMinor);
    const taken = standing.take(receivable, appliedMinor);
    if (!taken.ok) return taken;
    items.push({ ...unmatched, appliedMinor, problem: Math.abs(appliedMinor) < Math.abs(wanted) ? 'OVERPAID' : null });
  }
  return result(remittance, items, standing.settled);
}

/** What an item wants of its invoice, less what is taken off there; that is used up once. */
function wantedOf(paidMinor: number, number: string, takenOff: Map<string, number>, paid: ReadonlySet<string>): number {
  if (paidMinor < 0) return paid.has(number) ? 0 : paidMinor;
  const less = Math.min(paidMinor, takenOff.get(number) ?? 0);
  takenOff.set(number, (takenOff.get(number) ?? 0) - less);
  return paidMinor - less;
}

/** No more than is open, in the direction in which it is open. */
const within = (wanted: number, openMinor: number): number =>
  wanted > 0 ? Math.min(wanted, Math.max(0, openMinor)) : Math.max(wanted, Math.min(0, openMinor)) || 0;

function result(
  { amountMinor, currency }: Pick<Remittance, 'amountMinor' | 'currency'>,
  items: readonly RemittanceItem[],
  settled: readonly Receivable[],
): Result<Matched> {
  const unappliedMinor = items.reduce((left, item) => left - item.appliedMinor, amountMinor);
  if (unappliedMinor >= 0) return ok({ items, settled, unappliedMinor });
  const strange = items.find(({ paidMinor, appliedMinor }) => paidMinor < 0 && appliedMinor > paidMinor);
  const off = inWords(money(-(strange?.paidMinor ?? unappliedMinor), currency));
  const message = `${strange?.invoiceNumber || 'A deduction'} takes off ${off}, and nothing like that stands to the credit of this account.`;
  return refuse('REMITTANCE_CREDIT', message, {
    field: 'items',
    fix: 'Name the credit note, or the invoice that is paid short.',
  });
}

/** What a person lays against one invoice of what was left of a payment. */
export interface Assignment {
  readonly invoiceNumber: string;
  readonly amountMinor: number;
}

/** Applies the rest of a payment by hand: all of it fits, or nothing is done. */
export function assign(
  remittance: Remittance,
  wanted: readonly Assignment[],
  open: readonly Receivable[],
  assignedBy: string,
): Result<Matched> {
  const standing = new Standing(open);
  const named = wanted.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const field = 'items';
  if (wanted.length === 0 || wanted.some(({ amountMinor }) => !(Number.isSafeInteger(amountMinor) && amountMinor > 0)))
    return refuse('REMITTANCE_ITEM', 'Nothing is to be applied.', {
      field,
      fix: 'Name an invoice, and an amount above zero.',
    });
  if (named > remittance.unappliedMinor) {
    const [more, left] = [named, remittance.unappliedMinor].map((minor) => inWords(money(minor, remittance.currency)));
    const message = `${more} cannot be applied: ${left} are left of the payment.`;
    return refuse('REMITTANCE_REST', message, { field, fix: `Apply ${left} at most.` });
  }
  const items = [...remittance.items];
  for (const { invoiceNumber, amountMinor } of wanted) {
    const number = invoiceNumber.trim();
    const receivable = standing.get(number);
    const fault = assignmentFault(remittance, { invoiceNumber: number, amountMinor }, receivable);
    if (fault) return fault;
    const { id } = receivable as Receivable;
    const taken = standing.take(receivable as Receivable, amountMinor);
    if (!taken.ok) return taken;
    const applied = { paidMinor: amountMinor, appliedMinor: amountMinor, problem: null };
    items.push({ invoiceNumber: number, invoiceId: id, ...applied, assignedBy });
  }
  return ok({ items, settled: standing.settled, unappliedMinor: remittance.unappliedMinor - named });
}

function assignmentFault(
  { currency }: Remittance,
  { invoiceNumber, amountMinor }: Assignment,
  receivable: Receivable | undefined,
): Result<never> | null {
  const field = 'items';
  if (!receivable) {
    const fix = 'Choose an invoice of the account that paid.';
    return refuse('INVOICE_UNKNOWN', `The account has no invoice ${invoiceNumber}.`, { field, fix });
  }
  if (receivable.currency !== currency) {
    const fix = `Choose an invoice in ${currency}.`;
    return refuse('CURRENCIES_MIXED', `${invoiceNumber} is in ${receivable.currency}, the payment in ${currency}.`, {
      field,
      fix,
    });
  }
  if (amountMinor <= receivable.openMinor) return null;
  const open = inWords(money(Math.max(0, receivable.openMinor), currency));
  const message = `Of ${invoiceNumber} ${open} are open, not ${inWords(money(amountMinor, currency))}.`;
  return refuse('REMITTANCE_OPEN', message, { field, fix: `Apply ${open} at most.` });
}

/** An item with the currency of its payment. */
export interface PricedItem extends RemittanceItem {
  readonly currency: string;
}
