import type { ChargeDue, ChargeMade } from '../events.ts';

/** One line of what an account owes, or is owed, under a contract. Written once, never changed. */
export interface Charge extends ChargeDue {
  readonly id: string;
  /** `CH-000042` */
  readonly number: string;
  readonly chargedAt: number;
}

/** What others are told of a charge. */
export function toChargeMade({ id, chargedAt: _, ...charge }: Charge): ChargeMade {
  return { ...charge, chargeId: id };
}
