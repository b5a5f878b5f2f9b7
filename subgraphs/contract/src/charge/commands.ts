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

/** A charge that nobody has numbered yet, and on which occasion it came about. */
export interface DueCharge {
  readonly occasion: Occasion;
  readonly due: Omit<Charge, 'id' | 'number' | 'chargedAt'>;
}

/** As `keepAll`, for charges of one occasion. */
export const keepCharges = (
  em: EntityManager,
  occasion: Occasion,
  dues: readonly DueCharge['due'][],
): Promise<Charge[]> =>
  keepAll(
    em,
    dues.map((due) => ({ occasion, due })),
  );

/** Gives charges their numbers, keeps them and says so, in the caller's transaction. */
export async function keepAll(em: EntityManager, dues: readonly DueCharge[]): Promise<Charge[]> {
  if (dues.length === 0) return [];
  const last = await nextNumbers(em, 'charge', dues.length);
  const charges = dues.map(({ due, occasion }, index) => ({
    ...due,
    id: newId(),
    number: numbered('CH', last - dues.length + 1 + index),
    chargedAt: occasion.at,
  }));
  await insertCharges(em, charges);
  await appendEvents(
    em,
    charges.map((charge, index) => ({
      ...{ type: CHARGE_MADE, accountId: charge.accountId, subject: charge.id, seq: 1, at: charge.chargedAt },
      correlationId: dues[index]?.occasion.correlationId ?? '',
      data: toChargeMade(charge),
    })),
  );
  return charges;
}
