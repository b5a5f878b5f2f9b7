import { type Fact, type FactKind, isOrder, monthOf } from './fact.ts';

/** What facts of one kind sum up to. */
export interface Count {
  n: number;
  /** Sum of the quantities. */
  q: number;
  /** Minor units by currency: amounts of two currencies are never added. */
  minor: Record<string, number>;
}

/** A month of a customer: everything that figures are worked out from. Built in place, millions of times. */
export interface Tally {
  kinds: Partial<Record<FactKind, Count>>;
  /** Revenue by what was sold. */
  services: Record<string, Count>;
  /** Orders by day of the month, from 1. */
  days: Record<string, number>;
  /** Sum of the hashes of the facts: two tallies of the same facts have the same, in whatever order they came. */
  digest: number;
}

export const emptyTally = (): Tally => ({ kinds: {}, services: {}, days: {}, digest: 0 });

const MODULUS = 2 ** 32;

/** FNV-1a of what counts in a fact. */
function hash({ id, amountMinor, currency, quantity, at }: Fact): number {
  const text = `${id}|${amountMinor}|${currency}|${quantity}|${at}`;
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

function count(counts: Record<string, Count>, key: string, fact: Fact, sign: 1 | -1): void {
  const known = counts[key];
  const counted: Count = known ?? { n: 0, q: 0, minor: {} };
  if (!known) counts[key] = counted;
  counted.n += sign;
  counted.q += sign * fact.quantity;
  const { amountMinor, currency } = fact;
  if (amountMinor !== null && currency !== null) {
    counted.minor[currency] = (counted.minor[currency] ?? 0) + sign * amountMinor;
  }
  // What was taken back to nothing leaves no trace, so that a tally does not depend on its past.
  if (counted.n === 0) delete counts[key];
}

/** Adds a fact to its month, or takes it out again. */
export function addFact(tally: Tally, fact: Fact, sign: 1 | -1 = 1): void {
  count(tally.kinds as Record<string, Count>, fact.kind, fact, sign);
  if (fact.kind === 'REVENUE' && fact.service !== null) count(tally.services, fact.service, fact, sign);
  if (isOrder(fact.kind)) {
    const day = String(new Date(fact.at).getUTCDate());
    const orders = (tally.days[day] ?? 0) + sign * fact.quantity;
    if (orders === 0) delete tally.days[day];
    else tally.days[day] = orders;
  }
  tally.digest = (tally.digest + sign * hash(fact) + MODULUS) % MODULUS;
}

/** Sorted text of a tally: equal exactly when two tallies are. */
export const tallyKey = (tally: Tally): string =>
  JSON.stringify(tally, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** The tallies of customers, month by month, while facts stream by. */
export class Tallies {
  readonly #accounts = new Map<string, Map<string, Tally>>();

  add(fact: Fact, sign: 1 | -1 = 1): void {
    addFact(this.#month(fact.accountId, monthOf(fact.at)), fact, sign);
  }

  #month(accountId: string, month: string): Tally {
    const months = this.#accounts.get(accountId) ?? new Map<string, Tally>();
    if (months.size === 0) this.#accounts.set(accountId, months);
    const tally = months.get(month) ?? emptyTally();
    if (tally.digest === 0) months.set(month, tally);
    return tally;
  }

  /** Puts in what is known of a month before facts are added to it. */
  put(accountId: string, month: string, tally: Tally): void {
    const months = this.#accounts.get(accountId) ?? new Map<string, Tally>();
    months.set(month, tally);
    this.#accounts.set(accountId, months);
  }

  *accounts(): Generator<readonly [accountId: string, months: ReadonlyMap<string, Tally>]> {
    yield* this.#accounts;
  }
}
