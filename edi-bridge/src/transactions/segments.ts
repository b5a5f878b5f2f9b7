/** What a map needs of a segment: `elements[0]` is the tag. */
export interface MapSegment {
  readonly tag: string;
  readonly elements: readonly string[];
}

/** Element by its number in the guide (W0502 is `value(w05, 2)`); blanks at the ends do not count. */
export const value = (segment: MapSegment | undefined, element: number): string =>
  (segment?.elements[element] ?? '').trim();

/** The value, or null where the sender left it out. */
export const optional = (segment: MapSegment | undefined, element: number): string | null =>
  value(segment, element) || null;

/** Why a number that we must give back as it came cannot be taken; null when it can. */
export const keyFault = (place: string, key: string, most: number): string | null =>
  key.length <= most
    ? null
    : `${place} has ${key.length} characters; our answers have room for ${most}, and you would not find it again.`;

export const first = (segments: readonly MapSegment[], tag: string): MapSegment | undefined =>
  segments.find((segment) => segment.tag === tag);

export const all = (segments: readonly MapSegment[], tag: string): readonly MapSegment[] =>
  segments.filter((segment) => segment.tag === tag);

/** Cuts the segments into a head and one part per opening tag. */
export function splitAt(
  segments: readonly MapSegment[],
  opens: (segment: MapSegment) => boolean,
): { head: MapSegment[]; parts: MapSegment[][] } {
  const head: MapSegment[] = [];
  const parts: MapSegment[][] = [];
  for (const segment of segments) {
    if (opens(segment)) parts.push([segment]);
    else (parts.at(-1) ?? head).push(segment);
  }
  return { head, parts };
}

/** A decimal number; null when the element is empty or not a number. */
export function decimal(segment: MapSegment | undefined, element: number): number | null {
  const text = value(segment, element);
  return /^-?\d*\.?\d+$|^-?\d+\.$/.test(text) ? Number(text) : null;
}

/** Pairs of qualifier and product id at these places. */
export function productIds(segment: MapSegment, places: readonly number[]): { qualifier: string; value: string }[] {
  return places
    .map((place) => ({ qualifier: value(segment, place), value: value(segment, place + 1) }))
    .filter((pair) => pair.qualifier !== '' && pair.value !== '');
}

const GRAMS: Readonly<Record<string, number>> = { L: 453.59237, LB: 453.59237, K: 1000, KG: 1000, G: 1, GR: 1 };

/** Grams of a weight whose unit is an X12 unit: L or LB pounds, K or KG kilograms. Pounds when it is left out. */
export function grams(weight: number | null, unit: string): number | null {
  const factor = GRAMS[unit === '' ? 'L' : unit];
  return weight === null || factor === undefined ? null : Math.round(weight * factor);
}
