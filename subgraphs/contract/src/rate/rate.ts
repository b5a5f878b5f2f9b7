import { fitsInColumn } from '@quayside/shared/json-size';
import { type Money, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { LogisticsService } from '../events.ts';

/** The price of one service per unit, with the least that is charged. */
export interface RateLine {
  readonly id: string;
  readonly service: LogisticsService;
  /** EA, PL, CWT, SHIPMENT, HOUR. */
  readonly per: string;
  readonly origin: string | null;
  readonly destination: string | null;
  readonly rate: Money;
  readonly minimum: Money | null;
}

/** Priced services of a contract, valid from a day until a newer card prices the same service. */
export interface RateCard {
  readonly id: string;
  readonly contractId: string;
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly lines: readonly RateLine[];
}

/** An amount that can be explained: by which line of which card, and whether the minimum made it. */
export interface Price {
  readonly amount: Money;
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly line: RateLine;
  readonly rateCard: RateCard;
  readonly minimumApplied: boolean;
}

const MOST_LINES = 500;
const LONGEST_NAME = 160;
const LONGEST_CODE = 64;

/** The first thing that is wrong with a card, or the card. */
export function checkRateCard(card: RateCard): Result<RateCard> {
  if (!card.name.trim() || card.name.length > LONGEST_NAME) {
    return refuse('NAME_LENGTH', `A name has 1 to ${LONGEST_NAME} characters.`, { field: 'name' });
  }
  if (!/^[A-Z]{3}$/.test(card.currency)) {
    return refuse('CURRENCY_UNKNOWN', `${card.currency} is no ISO 4217 code.`, { field: 'currency' });
  }
  if (card.lines.length === 0 || card.lines.length > MOST_LINES) {
    return refuse('RATE_LINES', `A rate card has 1 to ${MOST_LINES} lines.`, { field: 'lines' });
  }
  const wrong = card.lines.find(
    ({ rate, minimum, per, origin, destination }) =>
      rate.amountMinor < 0 ||
      (minimum?.amountMinor ?? 0) < 0 ||
      !per ||
      [per, origin ?? '', destination ?? ''].some((text) => text.length > LONGEST_CODE),
  );
  if (!fitsInColumn(card.lines)) {
    const fix = 'Split it into several cards.';
    return refuse('RATE_CARD_LARGE', 'The rate card is too long.', { field: 'lines', fix });
  }
  return wrong
    ? refuse('RATE_LINE', `The line for ${wrong.service} per "${wrong.per}" is not usable.`, { field: 'lines' })
    : ok(card);
}

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
  const valid = cards.filter((card) => card.validFrom <= date).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  for (const rateCard of valid) {
    const lines = rateCard.lines.filter((line) => line.service === service);
    const line = lines.find((one) => one.origin === null && one.destination === null) ?? lines[0];
    if (line) return priceLine(rateCard, line, quantity);
  }
  return refuse('NO_RATE', `No rate card prices ${service} on ${date}.`, { field: 'service' });
}

function priceLine(rateCard: RateCard, line: RateLine, quantity: number): Result<Price> {
  const amountMinor = Math.round(line.rate.amountMinor * quantity);
  if (!Number.isSafeInteger(amountMinor)) {
    return refuse('QUANTITY_TOO_LARGE', 'The amount is too large to be exact.', { field: 'quantity' });
  }
  const minimum = line.minimum?.amountMinor ?? 0;
  const amount = money(Math.max(amountMinor, minimum), rateCard.currency);
  return ok({ amount, service: line.service, quantity, line, rateCard, minimumApplied: amountMinor < minimum });
}
