import { fitsInColumn } from '@quayside/shared/json-size';
import { type Money, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ChargeKind, LogisticsService } from '../events.ts';
import { type FuelRule, fuelFault } from '../rating/fuel.ts';
import { isPlacePattern, type Zone } from '../rating/lane.ts';

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
  if (card.validTo !== null && card.validTo < card.validFrom) {
    return refuse('PERIOD_REVERSED', `${card.validTo} is before ${card.validFrom}.`, { field: 'validTo' });
  }
  const wrong = card.lines.find((line) => !isUsable(line));
  if (!fitsInColumn(card.lines) || !fitsInColumn(card.zones)) {
    const fix = 'Split it into several cards.';
    return refuse('RATE_CARD_LARGE', 'The rate card is too long.', { field: 'lines', fix });
  }
  if (wrong) {
    return refuse('RATE_LINE', `The line for ${wrong.service} per "${wrong.per}" is not usable.`, {
      field: 'lines',
      fix: 'Amounts and quantities are not negative, breaks go up, and an accessorial names what makes it due.',
    });
  }
  return zoneFault(card) ?? laneFault(card) ?? (card.fuel ? fuelFault(card.fuel) : null) ?? ok(card);
}

const isUsable = ({ rate, minimum, per, origin, destination, code, charge, breaks, free }: RateLine): boolean =>
  isAmount(rate.amountMinor) &&
  isAmount(minimum?.amountMinor ?? 0) &&
  per !== '' &&
  free >= 0 &&
  [per, origin ?? '', destination ?? '', code ?? ''].every((text) => text.length <= LONGEST_CODE) &&
  (charge === 'ACCESSORIAL') === Boolean(code) &&
  breaks.every(
    ({ from, rateMinor }, index) => isAmount(rateMinor) && from > (breaks[index - 1]?.from ?? 0) && from < 1e9,
  );

const isAmount = (minor: number): boolean => Number.isSafeInteger(minor) && minor >= 0;

function zoneFault({ zones }: RateCard): Result<never> | null {
  const field = 'zones';
  const home = new Map<string, string>();
  for (const { code, places } of zones) {
    const odd = places.find((place) => !isPlacePattern(place));
    if (odd !== undefined || !code.trim() || code.length > LONGEST_CODE || places.length === 0) {
      const fix = 'Write US for a country, US-MA for a state, US:021 for postal codes that begin so.';
      return refuse('ZONE_PLACE', `Zone "${code}" has the place "${odd ?? ''}", which nobody can find.`, {
        field,
        fix,
      });
    }
    for (const place of places) {
      const other = home.get(place);
      if (other !== undefined) {
        const fix = `Take ${place} out of one of them.`;
        return refuse('ZONE_OVERLAP', `${place} is in zone ${other} and in zone ${code}.`, { field, fix });
      }
      home.set(place, code);
    }
  }
  return null;
}

function laneFault({ zones, lines }: RateCard): Result<never> | null {
  const field = 'lines';
  const ends = lines.filter(({ charge }) => charge !== null).flatMap((line) => [line.origin, line.destination]);
  const lost = ends.find((end) => end !== null && !zones.some(({ code }) => code === end) && !isPlacePattern(end));
  if (lost) {
    return refuse('LANE_UNKNOWN', `"${lost}" is neither a zone of the card nor a place.`, {
      field,
      fix: 'Add the zone to the card, or write a place such as US, US-MA or US:021.',
    });
  }
  const seen = new Set<string>();
  for (const line of lines.filter(({ charge }) => charge !== null)) {
    const key = lineKey(line);
    if (seen.has(key)) {
      return refuse('RATE_TWICE', `${lineName(line)} is priced twice in one card.`, {
        field,
        fix: 'Keep one of the two.',
      });
    }
    seen.add(key);
  }
  return null;
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
