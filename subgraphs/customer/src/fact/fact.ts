/** What a fact about a customer can be. Each is one thing that happened once. */
export const FACT_KINDS = [
  'ORDER_BY_EDI',
  'ORDER_BY_HAND',
  'DELIVERY',
  'CANCELLATION',
  'EXCEPTION',
  'RECEIPT',
  'REVENUE',
  'CARRIER_COST',
  'INVOICE',
  'PAYMENT',
  'COMPLAINT',
  'INQUIRY',
  'CLAIM_FILED',
  'CLAIM_PAID',
  'CARRIER_RECOVERY',
  'WORK_ORDER',
  'RETURN',
  'RATING',
  'RECOMMENDATION',
  'TOUCH',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** What the evidence of a fact is: where a click on it leads. */
export type FactSubjectKind =
  | 'SHIPMENT'
  | 'INBOUND_NOTICE'
  | 'CHARGE'
  | 'INVOICE'
  | 'CARRIER_INVOICE'
  | 'CASE'
  | 'CLAIM'
  | 'WORK_ORDER'
  | 'RETURN_ORDER'
  | 'RATING'
  | 'TOUCH'
  | 'HISTORY';

/** One thing that happened with a customer, as an event told it. */
export interface Fact {
  /** `<kind>:<id of what it is about>`: what is told again is known again. 64 characters at most. */
  readonly id: string;
  readonly accountId: string;
  readonly kind: FactKind;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly subjectKind: FactSubjectKind;
  readonly subjectId: string;
  /** Number for a person; null where the event told none. */
  readonly subjectNumber: string | null;
  /** Minor units; null for facts without money. */
  readonly amountMinor: number | null;
  /** ISO 4217; null for facts without money. */
  readonly currency: string | null;
  /** How many; of a rating the score from 1 to 5, of a recommendation that from 0 to 10, of a payment the days it was late (0 when in time). */
  readonly quantity: number;
  /** What was sold, of revenue. */
  readonly service: string | null;
  /** Of the word that what was told under this id is no fact any more, such as of a payment that was taken back; never kept. */
  readonly takenBack?: true;
}

/** Kinds of which a later word takes the place of the earlier one. Of all others the first word stands. */
const REPLACEABLE: ReadonlySet<FactKind> = new Set<FactKind>(['RATING', 'RECOMMENDATION', 'CARRIER_COST']);

/** True when a later fact with the same id takes the place of the earlier one. */
export const replaces = (kind: FactKind): boolean => REPLACEABLE.has(kind);

/** True when the first word of a kind stands for ever: it is neither replaced nor taken back. */
export const isFinal = (kind: FactKind): boolean => kind !== 'PAYMENT' && !replaces(kind);

/** What stands under an id after one word more. */
export function standing(before: Fact | undefined, told: Fact): Fact | undefined {
  if (told.takenBack) return undefined;
  return before && !replaces(told.kind) ? before : told;
}

/** Kinds that say that the customer ordered. */
export const ORDERS: readonly FactKind[] = ['ORDER_BY_EDI', 'ORDER_BY_HAND'];
export const isOrder = (kind: FactKind): boolean => kind === 'ORDER_BY_EDI' || kind === 'ORDER_BY_HAND';

const DAY = 86_400_000;
// Millions of facts ask for the months of a few thousand days.
const months = new Map<number, string>();
const MOST_DAYS = 20_000;

/** Month in UTC, `YYYY-MM`. */
export function monthOf(at: number): string {
  const day = Math.floor(at / DAY);
  const known = months.get(day);
  if (known !== undefined) return known;
  const month = new Date(at).toISOString().slice(0, 7);
  if (months.size < MOST_DAYS) months.set(day, month);
  return month;
}

/** The month so many months later; earlier when negative. */
export function monthAfter(month: string, by: number): string {
  const whole = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}`;
}

/** Months from one to the other; 0 for the same. */
export const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5));

/** Epoch milliseconds of the first moment of a month. */
export const startOfMonth = (month: string): number => Date.parse(`${month}-01T00:00:00Z`);
