import type { ChargeDue, ChargeKind, ChargeMade, ChargeSource } from '../events.ts';
import type { ChargeReason } from '../rating/rating.ts';

/** One line of what an account owes, or is owed, under a contract. Written once, never changed. */
export interface Charge extends Omit<ChargeDue, 'source'> {
  readonly id: string;
  /** `CH-000042` */
  readonly number: string;
  readonly source: ChargeSource;
  readonly kind: ChargeKind;
  /** What it is the charge of, unique: rated or told again it is the same. */
  readonly chargeKey: string;
  /** When it was done: the period that it is billed in. */
  readonly doneAt: number;
  readonly orderNumber: string | null;
  readonly poNumber: string | null;
  /** The event, the price and the arithmetic; null where a person agreed the amount. */
  readonly why: ChargeReason | null;
  readonly chargedAt: number;
}

/** What others are told of a charge. */
export function toChargeMade({
  id,
  chargedAt: _,
  why: _why,
  chargeKey: _key,
  orderNumber: _o,
  poNumber: _p,
  ...charge
}: Charge): ChargeMade {
  return { ...charge, chargeId: id };
}

/** A reason with the currency that its amounts are in. */
export interface PricedReason extends ChargeReason {
  readonly currency: string;
}
