import { DAY } from '@quayside/shared/instant';
import { ok, refuse } from '@quayside/shared/result';
import type { ActivityDone } from '../activity-events.ts';
import { fraction } from './exact.ts';
import { chargeOf, type RatedCharge, type Rating, type StoredDays } from './rating.ts';
import { missing, type Offer, offersFor, type Tariff } from './tariff.ts';

/** What stood on a place at the end of a day, until the next such row. */
export interface Level {
  readonly date: string;
  readonly onHand: number;
}

const next = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);

/** The days of a period with what stood there at the end of each, runs of equal days together; empty days left out. */
export function daysStored(levels: readonly Level[], from: string, to: string): StoredDays[] {
  const sorted = [...levels].sort((a, b) => (a.date < b.date ? -1 : 1));
  const days: StoredDays[] = [];
  for (let day = from; day <= to; day = next(day)) {
    const onHand = sorted.findLast(({ date }) => date <= day)?.onHand ?? 0;
    const last = days.at(-1);
    if (onHand === 0) continue;
    if (last?.onHand === onHand && next(last.to) === day) days[days.length - 1] = { ...last, to: day };
    else days.push({ from: day, to: day, onHand });
  }
  return days;
}

const lengthOf = ({ from, to }: StoredDays): number => (Date.parse(to) - Date.parse(from)) / DAY + 1;

type Stored = ActivityDone & { readonly days: readonly StoredDays[]; readonly lot: string | null };

/**
 * Prices goods that stood somewhere: per unit and day, or per lot and day. Each day by the price that holds on it, and
 * what one price charges is one line, so that its minimum and breaks see the whole period.
 */
export function rateStorage(tariff: Tariff, stored: Stored): Rating {
  if (!tariff.offers.has('STORAGE')) {
    return refuse(
      'NOT_PRICED',
      `The contract has no price for STORAGE, so ${stored.subjectNumber} is not charged for it.`,
    );
  }
  const wrong = stored.days.find(({ onHand }) => !(onHand >= 0));
  if (wrong) {
    const fix = 'Correct the count of the stock, then rate again.';
    return refuse(
      'QUANTITY_NEGATIVE',
      `${stored.subjectNumber} has ${wrong.onHand} on ${wrong.from}; that cannot be.`,
      { fix },
    );
  }
  const unit = stored.quantities[0]?.unit ?? '';
  const byOffer = new Map<string, { offer: Offer; days: StoredDays[] }>();
  for (const day of stored.days.flatMap(singleDays)) {
    const offers = offersFor(tariff, 'STORAGE', { ...stored, date: day.from }, null);
    const fitting = offers.filter(({ line }) => line.per === unit || line.per === 'LOT');
    if (fitting.length === 0) return missing(tariff, 'STORAGE', { ...stored, date: day.from }, null);
    for (const offer of fitting.filter(
      ({ line }, at) => fitting.findIndex((one) => one.line.per === line.per) === at,
    )) {
      const known = byOffer.get(offer.line.id) ?? { offer, days: [] };
      byOffer.set(offer.line.id, { offer, days: joined(known.days, day) });
    }
  }
  return chargesOf(stored, [...byOffer.values()]);
}

function chargesOf(stored: Stored, parts: readonly { offer: Offer; days: readonly StoredDays[] }[]): Rating {
  const charges: RatedCharge[] = [];
  for (const [index, { offer, days }] of parts.entries()) {
    const perLot = offer.line.per === 'LOT';
    const thousandths = days.reduce(
      (sum, day) => sum + Math.round((perLot ? 1 : day.onHand) * 1000) * lengthOf(day),
      0,
    );
    const key = `${stored.activityId}:STORAGE:${index}`;
    const charge = chargeOf(key, 'STORAGE', offer, fraction(thousandths, 1000), stored.activityId);
    if (!charge.ok) return charge;
    charges.push({ ...charge.value, unit: `${offer.line.per}-DAY`, why: { ...charge.value.why, days } });
  }
  return ok(charges);
}

const singleDays = (span: StoredDays): StoredDays[] =>
  Array.from({ length: lengthOf(span) }, (_, index) => {
    const day = new Date(Date.parse(span.from) + index * DAY).toISOString().slice(0, 10);
    return { ...span, from: day, to: day };
  });

function joined(days: readonly StoredDays[], day: StoredDays): StoredDays[] {
  const last = days.at(-1);
  return last && last.onHand === day.onHand && next(last.to) === day.from
    ? [...days.slice(0, -1), { ...last, to: day.to }]
    : [...days, day];
}
