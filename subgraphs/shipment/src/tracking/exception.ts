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

/** A deviation that needs action; open until somebody says how it ended. */
export interface ShipmentException extends Part {
  readonly kind: ExceptionKind;
  readonly description: string;
  readonly raisedAt: number;
  readonly resolvedAt: number | null;
  readonly resolution: string | null;
}

/** What a delivery settles by itself. Damage, shortage and the like stay open: the goods arrived, the trouble did too. */
const OVER_ON_DELIVERY: readonly ExceptionKind[] = ['DELAY', 'WEATHER', 'CUSTOMS', 'HOLD', 'MISSED_APPOINTMENT'];

/** Those that still need action. */
export const openOnes = (exceptions: readonly ShipmentException[]): ShipmentException[] =>
  exceptions.filter((one) => one.resolvedAt === null);

/** Open ones that a delivery ends. */
export const settledByDelivery = (exceptions: readonly ShipmentException[]): ShipmentException[] =>
  openOnes(exceptions).filter((one) => OVER_ON_DELIVERY.includes(one.kind));
