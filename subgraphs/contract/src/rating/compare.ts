import type { Refusal } from '@quayside/shared/result';
import type { ChargeKind } from '../events.ts';

/** What one thing that was done cost, and what it would have cost. */
export interface Compared<A> {
  readonly subject: A;
  readonly kind: ChargeKind;
  readonly beforeMinor: number;
  /** Null where the other prices do not reach it, which is not the same as nothing. */
  readonly afterMinor: number | null;
  /** Why they do not. */
  readonly refusal: Refusal | null;
}

/** Amounts by kind. */
export interface Priced {
  readonly kind: ChargeKind;
  readonly amountMinor: number;
}

/** Sets the charges on the books against those of another tariff, kind by kind of one thing that was done. */
export function compare<A>(
  subject: A,
  before: readonly Priced[],
  after: readonly Priced[],
  refusal: Refusal | null,
): Compared<A>[] {
  const kinds = [...new Set([...before, ...after].map(({ kind }) => kind))];
  const sumOf = (priced: readonly Priced[], kind: ChargeKind) =>
    priced.reduce((sum, one) => sum + (one.kind === kind ? one.amountMinor : 0), 0);
  return kinds.map((kind) => ({
    ...{ subject, kind, refusal },
    ...{ beforeMinor: sumOf(before, kind), afterMinor: refusal ? null : sumOf(after, kind) },
  }));
}

/** Both sides of several charges. */
export interface Sums {
  readonly beforeMinor: number;
  /** Of `beforeMinor`, what the other prices do not reach. */
  readonly unratedMinor: number;
  /** Null where they reach nothing of it. */
  readonly afterMinor: number | null;
}

type Amounts = Pick<Compared<unknown>, 'beforeMinor' | 'afterMinor'>;

/** Adds up both sides, and what stands on one of them only. */
export function sumUp(lines: readonly Amounts[]): Sums {
  const sums = { beforeMinor: 0, unratedMinor: 0, afterMinor: null as number | null };
  for (const { beforeMinor, afterMinor } of lines) {
    sums.beforeMinor += beforeMinor;
    if (afterMinor === null) sums.unratedMinor += beforeMinor;
    else sums.afterMinor = (sums.afterMinor ?? 0) + afterMinor;
  }
  return sums;
}

/** The other side less what it can be compared with; null where there is no other side. */
export const differenceOf = ({ beforeMinor, unratedMinor, afterMinor }: Sums): number | null =>
  afterMinor === null ? null : afterMinor - (beforeMinor - unratedMinor);

/** Sums by kind; they add up to the whole. */
export function byKind(
  lines: readonly (Amounts & { readonly kind: ChargeKind })[],
): (Sums & { readonly kind: ChargeKind })[] {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, ...sumUp(lines.filter((line) => line.kind === kind)) }));
}
