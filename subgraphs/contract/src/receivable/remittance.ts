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
}

/** What was paid of one invoice (RMR), and whether it was found. */
export interface RemittanceItem {
  readonly invoiceNumber: string;
  readonly paidMinor: number;
  readonly invoiceId: string | null;
  /** Taken from the invoice; less than paid where less was owed. */
  readonly appliedMinor: number;
  /** Why not all of it was. */
  readonly problem: 'UNKNOWN_INVOICE' | 'OTHER_CURRENCY' | 'OVERPAID' | null;
}

/** A payment as it is handed in. */
export interface NewRemittance
  extends Pick<Remittance, 'accountId' | 'reference' | 'source' | 'currency' | 'amountMinor' | 'paidOn'> {
  readonly items: readonly Pick<RemittanceItem, 'invoiceNumber' | 'paidMinor'>[];
}

const MOST_ITEMS = 300;

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
  const wrong = items.find(({ paidMinor }) => !(Number.isSafeInteger(paidMinor) && paidMinor > 0));
  if (items.length > MOST_ITEMS || wrong) {
    const message = wrong
      ? `${wrong.paidMinor} cannot be paid of ${wrong.invoiceNumber}.`
      : `A payment names ${MOST_ITEMS} invoices at most.`;
    return refuse('REMITTANCE_ITEM', message, {
      field: 'items',
      fix: 'Name each invoice with what is paid of it, above zero.',
    });
  }
  const named = items.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  if (named <= amountMinor) return null;
  return refuse('REMITTANCE_SUM', `The items add up to ${named}, the payment to ${amountMinor}.`, {
    field: 'items',
    fix: 'Correct the items or the amount: what is named cannot be more than what came.',
  });
}

/** Refuses another payment under a reference that has been booked: to answer the booked one would lose it. */
export function sameFault(
  known: Pick<Remittance, 'reference' | 'amountMinor' | 'currency'>,
  { amountMinor, currency }: Pick<NewRemittance, 'amountMinor' | 'currency'>,
): Result<never> | null {
  if (known.amountMinor === amountMinor && known.currency === currency) return null;
  const message = `${known.reference} was booked with ${known.amountMinor} ${known.currency}, not ${amountMinor} ${currency}.`;
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

/** Matches a payment with the invoices of its account. What finds none stays unapplied, and says why. */
export function match(remittance: NewRemittance, open: readonly Receivable[]): Result<Matched> {
  const standing = new Map(open.map((receivable) => [receivable.number, receivable]));
  const items: RemittanceItem[] = [];
  const touched = new Map<string, Receivable>();
  for (const item of remittance.items) {
    const receivable = standing.get(item.invoiceNumber.trim());
    const unmatched = { ...item, invoiceId: receivable?.id ?? null, appliedMinor: 0 };
    if (!receivable) items.push({ ...unmatched, problem: 'UNKNOWN_INVOICE' });
    else if (receivable.currency !== remittance.currency) items.push({ ...unmatched, problem: 'OTHER_CURRENCY' });
    else {
      const appliedMinor = Math.max(0, Math.min(item.paidMinor, receivable.openMinor));
      const settled = settle(receivable, { paidMinor: appliedMinor });
      if (!settled.ok) return settled;
      standing.set(receivable.number, settled.value);
      if (appliedMinor > 0) touched.set(receivable.id, settled.value);
      items.push({ ...unmatched, appliedMinor, problem: appliedMinor < item.paidMinor ? 'OVERPAID' : null });
    }
  }
  const applied = items.reduce((sum, { appliedMinor }) => sum + appliedMinor, 0);
  return ok({ items, settled: [...touched.values()], unappliedMinor: remittance.amountMinor - applied });
}

/** An item with the currency of its payment. */
export interface PricedItem extends RemittanceItem {
  readonly currency: string;
}
