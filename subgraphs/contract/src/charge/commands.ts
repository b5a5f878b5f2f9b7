import { nextNumbers, numbered } from '@quayside/shared/db/sequence';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { CHARGE_MADE } from '../events.ts';
import { type Charge, toChargeMade } from './charge.ts';
import { insertCharges } from './store.ts';

/** When something is done, and in whose name it can be traced. */
export interface Occasion {
  readonly at: number;
  readonly correlationId: string;
}

/** Gives charges their numbers, keeps them and says so, in the caller's transaction. */
export async function keepCharges(
  em: EntityManager,
  { at, correlationId }: Occasion,
  due: readonly Omit<Charge, 'id' | 'number' | 'chargedAt'>[],
): Promise<Charge[]> {
  if (due.length === 0) return [];
  const last = await nextNumbers(em, 'charge', due.length);
  const charges = due.map((one, index) => ({
    ...one,
    id: newId(),
    number: numbered('CH', last - due.length + 1 + index),
    chargedAt: at,
  }));
  await insertCharges(em, charges);
  await appendEvents(
    em,
    charges.map((charge) => ({
      ...{ type: CHARGE_MADE, accountId: charge.accountId, subject: charge.id, seq: 1, at, correlationId },
      data: toChargeMade(charge),
    })),
  );
  return charges;
}
