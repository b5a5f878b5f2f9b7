import { type Money, money } from '@quayside/shared/money';
import { ok, type Refusal, type Result, refuse } from '@quayside/shared/result';
import type { ChargeKind, LogisticsService } from '../events.ts';
import type { FuelRule } from '../rating/fuel.ts';
import type { Zone } from '../rating/lane.ts';

/** What a line charges by itself when it is done. */
export type LineCharge = Exclude<ChargeKind, 'FUEL' | 'VALUE_ADDED'>;

/** From so many units on a unit costs this. */
export interface RateBreak {
  readonly from: number;
  readonly rateMinor: number;
}

/** The price of one service per unit, with the least that is charged. */
export interface RateLine {
  readonly id: string;
  readonly service: LogisticsService;
  /** EA, PL, LOT, CWT, LB, KG, 100KG, TONNE, SHIPMENT, ORDER, RECEIPT, HOUR; of storage: each day. */
  readonly per: string;
  /** A zone of the card, or a place pattern (`US`, `US-MA`, `US:021`); null is anywhere. */
  readonly origin: string | null;
  readonly destination: string | null;
  readonly rate: Money;
  readonly minimum: Money | null;
  /** Null for a price that is only looked up. */
  readonly charge: LineCharge | null;
  /** Of an accessorial: the milestone code (X12 element 1650) that makes it due, or GUARANTEED. */
  readonly code: string | null;
  /** Ascending; the rate holds below the first. */
  readonly breaks: readonly RateBreak[];
  /** So many units cost nothing, such as the first hours of waiting. */
  readonly free: number;
}

/** Priced services of a contract, valid until its last day or, without one, until a newer card prices the same. */
export interface RateCard {
  readonly id: string;
  readonly contractId: string;
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly zones: readonly Zone[];
  /** On top of freight. */
  readonly fuel: FuelRule | null;
  readonly lines: readonly RateLine[];
}

/** What is wrong with a card, and where. */
export interface CardFault {
  /** Place of the line among the lines of the card, from 0; null for the card as a whole. */
  readonly line: number | null;
  readonly refusal: Refusal;
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

/** What a line prices: two lines with one key would both hold. Freight of a lane has one price, whatever it is per. */
export const lineKey = ({ charge, service, per, origin, destination, code }: RateLine): string =>
  JSON.stringify([charge, service, charge === 'FREIGHT' ? null : per, origin, destination, code]);

/** `FREIGHT per CWT, US-MA → anywhere`, for people. */
export const lineName = ({ charge, service, per, origin, destination, code }: RateLine): string => {
  const lane = origin || destination ? `, ${origin ?? 'anywhere'} → ${destination ?? 'anywhere'}` : '';
  return `${charge ?? service}${code ? ` ${code}` : ''} per ${per}${lane}`;
};

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

function priceLine(rateCard: RateCard, line: RateLine, quantity: number): Result<Price> {
  const amountMinor = Math.round(line.rate.amountMinor * quantity);
  if (!Number.isSafeInteger(amountMinor)) {
    return refuse('QUANTITY_TOO_LARGE', 'The amount is too large to be exact.', { field: 'quantity' });
  }
  const minimum = line.minimum?.amountMinor ?? 0;
  const amount = money(Math.max(amountMinor, minimum), rateCard.currency);
  return ok({ amount, service: line.service, quantity, line, rateCard, minimumApplied: amountMinor < minimum });
}
