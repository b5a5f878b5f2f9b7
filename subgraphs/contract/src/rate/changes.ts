import { ok, type Result, refuse } from '@quayside/shared/result';
import { dayAfter, validities } from '../rating/coverage.ts';
import { lineKey, type RateCard, type RateLine } from './rate.ts';

/** What a line of a new card does to the price that held until then. */
export interface LineChange {
  /** Place of the line among those of the card, from 0. */
  readonly line: number;
  readonly change: 'NEW' | 'CHANGED' | 'SAME';
  /** The line that it takes the place of. */
  readonly before: RateLine | null;
}

/** A price of another card that the new one does not speak of. */
export interface OtherPrice {
  readonly card: RateCard;
  readonly line: RateLine;
  /** Its last day; null where nobody knows one. */
  readonly endsOn: string | null;
}

/**
 * The cards of a contract when one of them gets its next version: it ends the day before, and what the next one leaves
 * out ends with it. A card that had ended before stays as it was.
 */
export function withReplaced(known: readonly RateCard[], card: RateCard, id: string | null): Result<RateCard[]> {
  if (id === null) return ok([...known]);
  const before = known.find((one) => one.id === id);
  if (!before) {
    const fix = 'Load the rate cards of the contract again.';
    return refuse('RATE_CARD_UNKNOWN', 'The contract has no such rate card.', { field: 'replaces', fix });
  }
  if (card.validFrom <= before.validFrom) {
    const message = `"${before.name}" holds from ${before.validFrom} on, so its next version begins later.`;
    const fix = `Begin on ${dayAfter(before.validFrom)} or later.`;
    return refuse('RATE_CARD_ORDER', message, { field: 'validFrom', fix });
  }
  return ok(known.map((one) => (one.id === id ? { ...one, validTo: endBefore(one, card) } : one)));
}

/** The last day of a card whose next version begins: the day before, unless it ends sooner by itself. */
export function endBefore({ validTo }: RateCard, { validFrom }: RateCard): string {
  const last = dayAfter(validFrom, -1);
  return validTo !== null && validTo < last ? validTo : last;
}

/** What each line changes, against the newest price of the same that holds until then. */
export function changesOf(known: readonly RateCard[], card: RateCard): LineChange[] {
  const eve = dayAfter(card.validFrom, -1);
  const held = known
    .filter(({ validFrom, validTo }) => validFrom <= eve && (validTo ?? eve) >= eve)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
    .flatMap(({ lines }) => lines);
  return card.lines.map((line, index) => {
    const before = held.find((one) => lineKey(one) === lineKey(line)) ?? null;
    return { line: index, before, change: before ? (isSame(before, line) ? 'SAME' : 'CHANGED') : 'NEW' };
  });
}

const priceOf = ({ per, rate, minimum, free, breaks }: RateLine): string =>
  JSON.stringify([
    per,
    rate.amountMinor,
    rate.currency,
    minimum?.amountMinor ?? 0,
    free,
    breaks.map((one) => [one.from, one.rateMinor]),
  ]);

const isSame = (a: RateLine, b: RateLine): boolean => priceOf(a) === priceOf(b);

/** Prices of the contract that hold on the eve of the card and that it does not speak of. */
export function otherPrices(known: readonly RateCard[], card: RateCard): OtherPrice[] {
  const spoken = new Set(card.lines.map(lineKey));
  const eve = dayAfter(card.validFrom, -1);
  return validities(known)
    .filter(({ line, from, to }) => from <= eve && (to ?? eve) >= eve && !spoken.has(lineKey(line)))
    .map(({ card: other, line, to }) => ({ card: other, line, endsOn: to }));
}
