import { DAY } from '@quayside/shared/instant';
import { type Refusal, type Result, refused } from '@quayside/shared/result';
import { type CardFault, lineKey, lineName, type RateCard, type RateLine } from '../rate/rate.ts';

export const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** A line with the days on which its price holds. */
export interface Validity {
  readonly card: RateCard;
  readonly line: RateLine;
  readonly from: string;
  /** Null while nobody knows the end. */
  readonly to: string | null;
}

/**
 * The days of every line that charges. A card without a last day holds until a newer one prices the same thing; one with
 * a last day ends there, or where a newer one without regard for it begins, which `coverageFault` refuses.
 */
export function validities(cards: readonly RateCard[]): Validity[] {
  const byKey = new Map<string, { card: RateCard; line: RateLine }[]>();
  for (const card of [...cards].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    for (const line of card.lines) {
      if (line.charge === null) continue;
      const key = lineKey(line);
      byKey.set(key, [...(byKey.get(key) ?? []), { card, line }]);
    }
  }
  return [...byKey.values()].flatMap((held) =>
    held.map(({ card, line }, index) => {
      const next = held[index + 1]?.card.validFrom;
      const before = next ? dayAfter(next, -1) : null;
      const to = card.validTo !== null && (before === null || card.validTo < before) ? card.validTo : before;
      return { card, line, from: card.validFrom, to };
    }),
  );
}

/**
 * Two prices for one day, or a day without one between two prices: the first such fault of a new card, or null.
 * @param needed the last day on which there must be a price, where a card without an end would be cut short; null where
 * nobody says
 */
export function coverageFault(
  known: readonly RateCard[],
  added: RateCard,
  needed: string | null = null,
): Result<never> | null {
  const [first] = coverageFaults(known, added, needed);
  return first ? refused(first.refusal) : null;
}

/** The same for each line of the card. */
export const coverageFaults = (
  known: readonly RateCard[],
  added: RateCard,
  needed: string | null = null,
): CardFault[] =>
  added.lines.flatMap((line, index) => {
    if (line.charge === null) return [];
    const others = known
      .filter((card) => card.lines.some((one) => one.charge !== null && lineKey(one) === lineKey(line)))
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    const refusal =
      overlapFault(others, added, line) ?? gapFault(others, added, line) ?? cutFault(others, added, line, needed);
    return refusal ? [{ line: index, refusal }] : [];
  });

function overlapFault(others: readonly RateCard[], added: RateCard, line: RateLine): Refusal | null {
  for (const other of others) {
    const earlierEnds =
      added.validFrom > other.validFrom ? other.validTo === null || other.validTo < added.validFrom : false;
    const laterBegins = added.validTo !== null && added.validTo < other.validFrom;
    if (earlierEnds || laterBegins) continue;
    const from = [added.validFrom, other.validFrom].sort().at(-1);
    const to = [added.validTo, other.validTo].filter((end) => end !== null).sort()[0] ?? null;
    const days = to === null ? `from ${from} on` : `from ${from} to ${to}`;
    const [field, fix]: readonly [string, string] =
      added.validFrom >= other.validFrom
        ? [
            'validFrom',
            other.validTo
              ? `Begin on ${dayAfter(other.validTo)}, or end "${other.name}" before.`
              : `Begin after ${other.validFrom}.`,
          ]
        : ['validTo', `End on ${dayAfter(other.validFrom, -1)}.`];
    return {
      ...{ code: 'RATE_OVERLAP', message: `${lineName(line)} would have two prices ${days}: "${other.name}" has one.` },
      ...{ field, fix },
    };
  }
  return null;
}

function gapFault(others: readonly RateCard[], added: RateCard, line: RateLine): Refusal | null {
  const before = others.findLast((other) => other.validFrom < added.validFrom);
  if (before?.validTo && dayAfter(before.validTo) < added.validFrom) {
    return gap(line, dayAfter(before.validTo), dayAfter(added.validFrom, -1), {
      field: 'validFrom',
      fix: `Begin on ${dayAfter(before.validTo)}.`,
    });
  }
  const after = others.find((other) => other.validFrom > added.validFrom);
  if (after && added.validTo !== null && dayAfter(added.validTo) < after.validFrom) {
    return gap(line, dayAfter(added.validTo), dayAfter(after.validFrom, -1), {
      field: 'validTo',
      fix: `End on ${dayAfter(after.validFrom, -1)}.`,
    });
  }
  return null;
}

/** A card without an end holds until a newer one begins: when that one ends, nothing holds any more. */
function cutFault(others: readonly RateCard[], added: RateCard, line: RateLine, needed: string | null): Refusal | null {
  const before = others.findLast((other) => other.validFrom < added.validFrom);
  const isLast = others.every((other) => other.validFrom < added.validFrom);
  if (before?.validTo !== null || !isLast || added.validTo === null) return null;
  if (needed === null || added.validTo >= needed) return null;
  const message = `${lineName(line)} would have no price after ${added.validTo}: "${before.name}" ends where this one begins.`;
  const fix = `Leave the last day open, or end "${before.name}" first and say what follows.`;
  return { code: 'RATE_GAP', message, field: 'validTo', fix };
}

const gap = (line: RateLine, from: string, to: string, more: { field: string; fix: string }): Refusal => ({
  ...{ code: 'RATE_GAP', message: `${lineName(line)} would have no price from ${from} to ${to}.` },
  ...more,
});
