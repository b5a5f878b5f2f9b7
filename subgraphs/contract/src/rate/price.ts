import { money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { LogisticsService } from '../events.ts';
import { fraction } from '../rating/exact.ts';
import { chargeOf } from '../rating/rating.ts';
import type { Price, RateCard, RateLine } from './rate.ts';

/**
 * Prices a service from the newest rate card that is valid on the day and has a line for it. A line without a lane
 * goes before one with a lane: a price that is asked without places must not depend on one.
 * @param date YYYY-MM-DD
 */
export function price(
  cards: readonly RateCard[],
  asked: { service: LogisticsService; quantity: number; date: string },
): Result<Price> {
  const { service, quantity, date } = asked;
  if (!Number.isFinite(quantity) || quantity <= 0) {
    return refuse('QUANTITY_NOT_POSITIVE', 'A price needs a quantity above zero.', { field: 'quantity' });
  }
  const valid = cards
    .filter((card) => card.validFrom <= date && date <= (card.validTo ?? date))
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  for (const rateCard of valid) {
    const lines = rateCard.lines.filter((line) => line.service === service && line.charge !== 'ACCESSORIAL');
    const line = lines.find((one) => one.origin === null && one.destination === null) ?? lines[0];
    if (line) return priceLine(rateCard, line, quantity);
  }
  return refuse('NO_RATE', `No rate card prices ${service} on ${date}.`, { field: 'service' });
}

const MILLION = 1_000_000;

/** By the arithmetic that charges it, with its breaks, its free units and its minimum. */
function priceLine(rateCard: RateCard, line: RateLine, quantity: number): Result<Price> {
  const units = fraction(Math.round(quantity * MILLION), MILLION);
  const charged = chargeOf('price', line.charge ?? 'FREIGHT', { card: rateCard, line, from: '', to: null }, units, '');
  if (!charged.ok) {
    return refuse('QUANTITY_TOO_LARGE', 'The amount is too large to be exact.', { field: 'quantity' });
  }
  const { amountMinor, why } = charged.value;
  const amount = money(amountMinor, rateCard.currency);
  return ok({ amount, service: line.service, quantity, line, rateCard, minimumApplied: why.minimumApplied });
}
