import type { Party, Reference } from './parts.ts';

const LONGEST = 64;
const HAN_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** How a search text and a stored token are compared: without case, accents' composition and outer blanks. */
export const normalized = (text: string): string => text.normalize('NFKC').trim().toUpperCase().slice(0, LONGEST);

/**
 * What a shipment is found by: our number, every reference whole, every word of a party's name. A token is found by
 * its beginning. Chinese is written without blanks, so there every place of a name begins a token.
 */
export function searchTokens(
  number: string,
  references: readonly Pick<Reference, 'value'>[],
  parties: readonly Pick<Party, 'name'>[],
): string[] {
  const words = parties.flatMap((party) => normalized(party.name).split(/[^\p{L}\p{N}]+/u));
  const inner = parties.flatMap((party) => [...party.name.matchAll(HAN_RUN)].flatMap(([run]) => suffixes(run)));
  const tokens = [number, ...references.map((one) => one.value), ...words.filter((word) => word.length > 1), ...inner];
  return [...new Set(tokens.map(normalized))].filter((token) => token !== '');
}

const suffixes = (run: string): string[] => Array.from(run, (_, at) => run.slice(at)).filter((one) => one.length > 1);
