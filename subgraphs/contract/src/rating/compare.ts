import type { Refusal } from '@quayside/shared/result';
import type { ChargeKind } from '../events.ts';

/** What one thing that was done cost, and what it would have cost. */
export interface Compared<A> {
  readonly activity: A;
  readonly kind: ChargeKind;
  readonly beforeMinor: number;
  readonly afterMinor: number;
  /** Why the other prices do not reach it. */
  readonly refusal: Refusal | null;
}

/** Amounts by kind. */
export interface Priced {
  readonly kind: ChargeKind;
  readonly amountMinor: number;
}

/** Sets the charges on the books against those of another tariff, kind by kind of one activity. */
export function compare<A>(
  activity: A,
  before: readonly Priced[],
  after: readonly Priced[],
  refusal: Refusal | null,
): Compared<A>[] {
  const kinds = [...new Set([...before, ...after].map(({ kind }) => kind))];
  const sumOf = (priced: readonly Priced[], kind: ChargeKind) =>
    priced.reduce((sum, one) => sum + (one.kind === kind ? one.amountMinor : 0), 0);
  const lines = kinds.map((kind) => ({
    ...{ activity, kind, refusal },
    ...{ beforeMinor: sumOf(before, kind), afterMinor: sumOf(after, kind) },
  }));
  return lines;
}

/** Sums by kind; they add up to the whole. */
export function byKind(
  lines: readonly Omit<Compared<unknown>, 'activity'>[],
): Omit<Compared<unknown>, 'activity' | 'refusal'>[] {
  const sums = new Map<ChargeKind, { beforeMinor: number; afterMinor: number }>();
  for (const { kind, beforeMinor, afterMinor } of lines) {
    const known = sums.get(kind) ?? { beforeMinor: 0, afterMinor: 0 };
    sums.set(kind, { beforeMinor: known.beforeMinor + beforeMinor, afterMinor: known.afterMinor + afterMinor });
  }
  return [...sums].map(([kind, sum]) => ({ kind, ...sum }));
}
