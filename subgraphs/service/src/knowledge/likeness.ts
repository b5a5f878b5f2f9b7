/** How much a word weighs by where it is found. */
export interface Weighed {
  readonly text: string;
  readonly weight: number;
}

const MOST_TERMS = 12;
const SHORTEST = 3;
const HAN = /\p{Script=Han}/u;

/**
 * The words of a text that a search can go by: of three letters or more, in small letters, once each. Chinese knows no
 * spaces between words, so every pair of characters stands for one.
 */
export function termsOf(text: string): readonly string[] {
  const terms = new Set<string>();
  for (const [run] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (HAN.test(run)) for (let at = 0; at + 2 <= run.length; at++) terms.add(run.slice(at, at + 2));
    else if (run.length >= SHORTEST) terms.add(run);
  }
  // Long words say more than short ones.
  return [...terms].sort((a, b) => b.length - a.length).slice(0, MOST_TERMS);
}

/** How alike: for each term the weight of the best place that it is found in. */
export const likeness = (terms: readonly string[], places: readonly Weighed[]): number =>
  terms.reduce((sum, term) => {
    const found = places.filter(({ text }) => text.toLowerCase().includes(term));
    return sum + Math.max(0, ...found.map(({ weight }) => weight));
  }, 0);

interface Comparison<One> {
  readonly placesOf: (one: One) => readonly Weighed[];
  readonly most: number;
  /** Which of two that are equally alike comes first. */
  readonly favour?: (one: One) => boolean;
}

/** The most alike first, without those that share nothing; of equals the order stays. */
export function mostAlike<One>(
  all: readonly One[],
  terms: readonly string[],
  { placesOf, most, favour = () => false }: Comparison<One>,
): One[] {
  return all
    .map((one) => ({ one, score: likeness(terms, placesOf(one)), first: Number(favour(one)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.first - a.first)
    .slice(0, most)
    .map(({ one }) => one);
}
