import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import { type LineCharge, lineName, type RateCard, type RateLine } from '../rate/rate.ts';
import { validities } from './coverage.ts';
import type { FuelPrice } from './fuel.ts';
import { closeness, placeText } from './lane.ts';

/** A line that may hold for an activity, with its card and days. */
export interface Offer {
  readonly card: RateCard;
  readonly line: RateLine;
  readonly from: string;
  readonly to: string | null;
}

/** The prices of one contract, laid out for rating many activities. */
export interface Tariff {
  readonly contractId: string;
  readonly currency: string;
  readonly offers: ReadonlyMap<LineCharge, readonly Offer[]>;
  /** Oldest first. */
  readonly fuelPrices: readonly FuelPrice[];
  /** Offers found before for a lane on a day; bounded, because a tariff may live for a whole run. */
  readonly found: Map<string, readonly Offer[]>;
}

const MOST_FOUND = 50_000;

/** Lays out the cards of a contract. Prices of one contract in two currencies are refused: nobody could add them. */
export function openTariff(
  contractId: string,
  cards: readonly RateCard[],
  fuelPrices: readonly FuelPrice[],
): Result<Tariff> {
  const charging = cards.filter(({ lines }) => lines.some(({ charge }) => charge !== null));
  const currencies = [...new Set(charging.map(({ currency }) => currency))];
  if (currencies.length > 1) {
    return refuse('CURRENCIES_MIXED', `The rate cards of the contract are in ${currencies.join(' and ')}.`, {
      field: 'currency',
      fix: 'Keep one currency for a contract; agree another contract for the other one.',
    });
  }
  const offers = new Map<LineCharge, Offer[]>();
  for (const offer of validities(charging)) {
    const { charge } = offer.line;
    if (charge !== null) offers.set(charge, [...(offers.get(charge) ?? []), offer]);
  }
  const sorted = [...fuelPrices].sort((a, b) => (a.date < b.date ? -1 : 1));
  return ok({ contractId, currency: currencies[0] ?? '', offers, fuelPrices: sorted, found: new Map() });
}

type Moved = Pick<ActivityDone, 'date' | 'origin' | 'destination' | 'subjectNumber'>;

/** The offers of a kind that hold on the day for the lane, the closest of each unit first. */
export function offersFor(tariff: Tariff, charge: LineCharge, moved: Moved, code: string | null): readonly Offer[] {
  const { origin, destination, date } = moved;
  const key = `${charge}|${code}|${date}|${laneKey(origin)}|${laneKey(destination)}`;
  const known = tariff.found.get(key);
  if (known) return known;
  const held = (tariff.offers.get(charge) ?? [])
    .filter(({ line, from, to }) => line.code === code && from <= date && (to === null || date <= to))
    .map((offer) => ({ offer, close: laneCloseness(offer, moved) }))
    .filter(({ close }) => close >= 0)
    .sort((a, b) => b.close - a.close)
    .map(({ offer }) => offer);
  if (tariff.found.size >= MOST_FOUND) tariff.found.clear();
  tariff.found.set(key, held);
  return held;
}

const laneKey = (place: Moved['origin']): string =>
  place ? `${place.country}-${place.region}-${place.postalCode}` : '';

/** Both ends count; between two that are equally close, the one that is closer to the destination holds. */
function laneCloseness({ card, line }: Offer, { origin, destination }: Moved): number {
  const from = closeness(line.origin, origin, card.zones);
  const to = closeness(line.destination, destination, card.zones);
  return from === null || to === null ? -1 : (from + to) * 10 + to;
}

/** Why nothing holds: prices of the kind that end, begin later, or go elsewhere, by name. */
export function missing(tariff: Tariff, charge: LineCharge, moved: Moved, code: string | null): Result<never> {
  const offers = (tariff.offers.get(charge) ?? []).filter(({ line }) => line.code === code);
  const lane = `${placeText(moved.origin)} → ${placeText(moved.destination)}`;
  const priced = offers
    .slice(0, 3)
    .map(({ line, from, to }) => `${lineName(line)} from ${from}${to ? ` to ${to}` : ''}`)
    .join('; ');
  return refuse(
    'RATE_MISSING',
    `No price for ${charge}${code ? ` ${code}` : ''} on ${moved.date}, ${lane}. Priced: ${priced}.`,
    {
      fix: 'Add a rate card that covers the day and the lane, then rate again.',
    },
  );
}
