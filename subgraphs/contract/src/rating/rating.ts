import { ok, type Refusal, type Result, refuse } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import type { ChargeKind, LogisticsService } from '../events.ts';
import type { LineCharge, RateLine } from '../rate/rate.ts';
import { type Fraction, fraction, scale, toQuantity } from './exact.ts';
import { priceOn, surcharge } from './fuel.ts';
import { missing, type Offer, offersFor, type Tariff } from './tariff.ts';
import { isOfWhole, uncounted, unitsOf } from './units.ts';

/** Why a charge is what it is: the event, the clause, and the arithmetic between the two. */
export interface ChargeReason {
  readonly activityId: string;
  readonly rateCardId: string;
  readonly rateCard: string;
  readonly lineId: string;
  /** Per unit, in minor units: the rate of the break that holds. */
  readonly rateMinor: number;
  readonly per: string;
  readonly origin: string | null;
  readonly destination: string | null;
  readonly code: string | null;
  /** The break that holds, in units; null below the first. */
  readonly breakFrom: number | null;
  /** The next break was cheaper than the units themselves, so that its first unit is charged. */
  readonly nextBreak: boolean;
  readonly minimumApplied: boolean;
  /** Units that cost nothing. */
  readonly free: number;
  readonly fuel: FuelReason | null;
  /** Of storage: the days that were counted, and what stood there. */
  readonly days: readonly StoredDays[] | null;
}

export interface FuelReason {
  readonly index: string;
  readonly date: string;
  readonly priceMilli: number;
  readonly basisPoints: number;
  /** The freight that the share is of. */
  readonly onMinor: number;
}

/** So much stood there on each of these days; both included. */
export interface StoredDays {
  readonly from: string;
  readonly to: string;
  readonly onHand: number;
}

/** One priced line of what was done. */
export interface RatedCharge {
  /** Unique and the same whenever the activity is rated. */
  readonly key: string;
  readonly kind: ChargeKind;
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly unit: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly why: ChargeReason;
}

/** All charges of an activity, or why there is none: an activity is never charged in part. */
export type Rating = Result<readonly RatedCharge[]>;

/** X12 element 1650: the carrier departed the delivery location; it is told with the hours of waiting. */
const DEPARTED = 'CD';

const CHARGES: Readonly<Record<Exclude<ActivityDone['kind'], 'STORED'>, LineCharge>> = {
  SHIPPED: 'HANDLING_OUT',
  RECEIVED: 'HANDLING_IN',
  DELIVERED: 'FREIGHT',
  MILESTONE: 'ACCESSORIAL',
};

/** True when a refusal says that nothing was agreed, so that nothing is owed either. */
export const isNotPriced = ({ code }: Refusal): boolean => code === 'NOT_PRICED';

/** What was done at once; what goods cost that stand is for `rateStorage`. */
export type Deed = ActivityDone & { readonly kind: Exclude<ActivityDone['kind'], 'STORED'> };

/** Prices what was done by the tariff that was agreed. Pure: the same deed and tariff give the same charges. */
export function rate(tariff: Tariff, activity: Deed): Rating {
  const charge = CHARGES[activity.kind];
  const agreed = tariff.offers.get(charge)?.some(({ line }) => line.code === activity.code) ?? false;
  if (!agreed) {
    const what = activity.code ? `${charge} ${activity.code}` : charge;
    return refuse(
      'NOT_PRICED',
      `The contract has no price for ${what}, so ${activity.subjectNumber} is not charged for it.`,
    );
  }
  if (charge === 'FREIGHT') return freight(tariff, activity);
  const offers = offersFor(tariff, charge, activity, activity.code);
  return charge === 'ACCESSORIAL' ? accessorial(tariff, activity, offers) : handling(tariff, activity, charge, offers);
}

function freight(tariff: Tariff, activity: ActivityDone): Rating {
  const [offer] = offersFor(tariff, 'FREIGHT', activity, null);
  if (!offer) return missing(tariff, 'FREIGHT', activity, null);
  const moved = priced(activity, offer, 'FREIGHT');
  if (!moved.ok) return moved;
  const fuel = fuelOn(tariff, activity, offer, moved.value);
  if (!fuel.ok) return fuel;
  const guaranteed = activity.guaranteed ? offersFor(tariff, 'ACCESSORIAL', activity, 'GUARANTEED')[0] : undefined;
  const promise = guaranteed ? priced(activity, guaranteed, 'ACCESSORIAL') : null;
  if (promise && !promise.ok) return promise;
  return ok([moved.value, ...(fuel.value ? [fuel.value] : []), ...(promise ? [promise.value] : [])]);
}

function fuelOn(
  tariff: Tariff,
  activity: ActivityDone,
  { card }: Offer,
  freightCharge: RatedCharge,
): Result<RatedCharge | null> {
  if (!card.fuel) return ok(null);
  const price = priceOn(tariff.fuelPrices, card.fuel.index, activity.date);
  if (!price.ok) return price;
  const basisPoints = surcharge(card.fuel, price.value.priceMilli);
  if (basisPoints === 0) return ok(null);
  const { index, date, priceMilli } = price.value;
  const onMinor = freightCharge.amountMinor;
  return ok({
    ...freightCharge,
    key: `${activity.activityId}:FUEL`,
    kind: 'FUEL',
    quantity: basisPoints / 100,
    unit: 'PERCENT',
    amountMinor: scale(onMinor, fraction(basisPoints, 10_000)),
    why: {
      ...freightCharge.why,
      breakFrom: null,
      nextBreak: false,
      minimumApplied: false,
      fuel: { index, date, priceMilli, basisPoints, onMinor },
    },
  });
}

function accessorial(tariff: Tariff, activity: ActivityDone, [offer]: readonly Offer[]): Rating {
  if (!offer) return missing(tariff, 'ACCESSORIAL', activity, activity.code);
  // Every driver leaves. Where nobody has said when he came, nobody says either that he waited.
  if (activity.code === DEPARTED && activity.quantities.length === 0 && !isOfWhole(offer.line.per)) return ok([]);
  const charge = priced(activity, offer, 'ACCESSORIAL');
  if (!charge.ok) return charge;
  // Within the free units nothing is owed, which is no charge of nothing.
  return ok(charge.value.quantity === 0 ? [] : [charge.value]);
}

/** Prices of the whole and of its units add up: a fee per order and one per carton, for instance. */
function handling(tariff: Tariff, activity: ActivityDone, charge: LineCharge, offers: readonly Offer[]): Rating {
  if (offers.length === 0) return missing(tariff, charge, activity, null);
  const closest = offers.filter(
    ({ line }, index) => offers.findIndex((other) => other.line.per === line.per) === index,
  );
  const done = activity.quantities.filter(({ quantity }) => quantity !== 0);
  const byUnit = closest.find(({ line }) => !isOfWhole(line.per));
  if (byUnit && activity.quantities.length === 0) return uncounted(activity, byUnit.line.per);
  const unpriced = byUnit ? done.find(({ unit }) => !closest.some(({ line }) => line.per === unit)) : undefined;
  if (unpriced) {
    const units = closest.map(({ line }) => line.per).join(', ');
    return refuse(
      'RATE_MISSING',
      `${activity.subjectNumber} counts ${unpriced.quantity} ${unpriced.unit}; ${charge} is priced per ${units}.`,
      {
        fix: `Add a price per ${unpriced.unit} to the rate card, then rate again.`,
      },
    );
  }
  const charges: RatedCharge[] = [];
  for (const offer of closest) {
    if (!isOfWhole(offer.line.per) && !activity.quantities.some(({ unit }) => unit === offer.line.per)) continue;
    const charged = priced(activity, offer, charge, offer.line.per);
    if (!charged.ok) return charged;
    if (charged.value.quantity > 0) charges.push(charged.value);
  }
  return ok(charges);
}

function priced(activity: ActivityDone, offer: Offer, kind: LineCharge, suffix?: string): Result<RatedCharge> {
  const units = unitsOf(activity, offer.line.per);
  if (!units.ok) return units;
  const key = [activity.activityId, kind, suffix].filter(Boolean).join(':');
  return chargeOf(key, kind, offer, units.value, activity.activityId);
}

/** Prices so many units by a line: break, next break where it is cheaper, minimum. */
export function chargeOf(
  key: string,
  kind: ChargeKind,
  { card, line }: Offer,
  units: Fraction,
  activityId: string,
): Result<RatedCharge> {
  const due = line.free > 0 ? lessFree(units, line.free) : units;
  try {
    const found = byBreaks(line, due);
    const minimum = due.numerator > 0 ? (line.minimum?.amountMinor ?? 0) : 0;
    return ok({
      key,
      kind,
      service: line.service,
      quantity: toQuantity(due),
      unit: line.per,
      amountMinor: Math.max(found.amountMinor, minimum),
      currency: card.currency,
      why: {
        activityId,
        rateCardId: card.id,
        rateCard: card.name,
        lineId: line.id,
        rateMinor: found.rateMinor,
        per: line.per,
        origin: line.origin,
        destination: line.destination,
        code: line.code,
        breakFrom: found.breakFrom,
        nextBreak: found.nextBreak,
        minimumApplied: found.amountMinor < minimum,
        free: line.free,
        fuel: null,
        days: null,
      },
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse('AMOUNT_TOO_LARGE', `The amount of ${toQuantity(due)} ${line.per} is too large to be exact.`);
  }
}

const lessFree = ({ numerator, denominator }: Fraction, free: number): Fraction =>
  fraction(Math.max(0, numerator * 1000 - Math.round(free * 1000) * denominator), denominator * 1000);

function byBreaks({ rate: { amountMinor: base }, breaks }: RateLine, due: Fraction) {
  const units = due.numerator / due.denominator;
  const at = breaks.findLastIndex(({ from }) => from <= units);
  const held = at >= 0 ? breaks[at] : undefined;
  const rateMinor = held?.rateMinor ?? base;
  const amountMinor = scale(rateMinor, due);
  const next = breaks[at + 1];
  // Nobody should pay more for less: where the first unit of the next break is cheaper, that is charged.
  const ceiling = next && units > 0 ? scale(next.rateMinor, fraction(Math.round(next.from * 1000), 1000)) : null;
  if (next && ceiling !== null && ceiling < amountMinor) {
    return { amountMinor: ceiling, rateMinor: next.rateMinor, breakFrom: next.from, nextBreak: true };
  }
  return { amountMinor, rateMinor, breakFrom: held?.from ?? null, nextBreak: false };
}
