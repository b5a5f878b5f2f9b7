import type { Part } from '../shipment/parts.ts';

/** What went wrong. */
export type ExceptionKind =
  | 'DELAY'
  | 'DAMAGE'
  | 'SHORTAGE'
  /** Ordered, and not in stock: found before anything has left. */
  | 'SHORTAGE_EXPECTED'
  | 'REFUSED'
  | 'ADDRESS'
  | 'WEATHER'
  | 'CUSTOMS'
  | 'HOLD'
  | 'MISSED_APPOINTMENT'
  | 'OTHER';

/** A line of which less was there than ordered; quantities in its unit. */
export interface ShortLine {
  readonly sku: string;
  readonly there: number;
  readonly ordered: number;
  readonly unit: string;
}

/** What the product itself saw: said in one language by `description`, in any by whoever reads this. */
export interface ExceptionCause {
  /** X12 elements 1650 and 1651 of the fact that told of it. */
  readonly milestoneCode: string | null;
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly shortLines: readonly ShortLine[];
  /** Lines that are short too and not named. */
  readonly furtherShortLines: number;
}

/** What ends an exception without a person: the goods arrived, stand ready, left, or the order was cancelled. */
export type ExceptionEnd = 'DELIVERED' | 'READY' | 'LEFT' | 'CANCELLED';

const END_WORDS: Readonly<Record<ExceptionEnd, string>> = {
  DELIVERED: 'Delivered',
  READY: 'Everything ordered stands ready',
  LEFT: 'The order has left',
  CANCELLED: 'The order was cancelled',
};

/** Somebody's own words, or what ended it by itself. */
export type ExceptionResolution = { readonly resolution: string } | { readonly endedBy: ExceptionEnd };

/** An exception that is over. */
export const ended = (exception: ShipmentException, how: ExceptionResolution, resolvedAt: number): ShipmentException =>
  'endedBy' in how
    ? { ...exception, resolvedAt, endedBy: how.endedBy, resolution: END_WORDS[how.endedBy] }
    : { ...exception, resolvedAt, resolution: how.resolution };

/** What is wrong, before anybody has dealt with it. */
export type Trouble = Pick<ShipmentException, 'kind' | 'description' | 'cause'>;

/** A deviation that needs action; open until somebody says how it ended. */
export interface ShipmentException extends Part {
  readonly kind: ExceptionKind;
  readonly description: string;
  /** Null where a person raised it. */
  readonly cause: ExceptionCause | null;
  readonly raisedAt: number;
  readonly resolvedAt: number | null;
  readonly resolution: string | null;
  /** Null where a person resolved it. */
  readonly endedBy: ExceptionEnd | null;
}

/** What a delivery settles by itself. Damage, shortage and the like stay open: the goods arrived, the trouble did too. */
const OVER_ON_DELIVERY: readonly ExceptionKind[] = ['DELAY', 'WEATHER', 'CUSTOMS', 'HOLD', 'MISSED_APPOINTMENT'];

/** Those that still need action. */
export const openOnes = (exceptions: readonly ShipmentException[]): ShipmentException[] =>
  exceptions.filter((one) => one.resolvedAt === null);

/** Open ones that a delivery ends. */
export const settledByDelivery = (exceptions: readonly ShipmentException[]): ShipmentException[] =>
  openOnes(exceptions).filter((one) => OVER_ON_DELIVERY.includes(one.kind));
