import type { Stock } from './stock.ts';

const LONGEST = 64;
/** A description is found by its first words: what comes after them is not how an item is looked for. */
const MOST_WORDS = 24;
const HAN_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** How a search and what is searched are compared: without case and outer blanks, as long as a token is. */
export const searchable = (text: string): string => text.normalize('NFKC').trim().toUpperCase().slice(0, LONGEST);

/**
 * What a row of stock is found by. A token is found by its beginning, so that a search is a range of an index: SKU, lot,
 * location and description from each of their words on (`HP-TENT-2P`, `TENT-2P`, `2P`), and in Chinese, which is
 * written without blanks, from each sign on.
 */
export function stockTokens({ sku, lot, location, description }: Searched): string[] {
  const tokens = [sku, lot ?? '', location, description ?? ''].flatMap((text) => [text, ...tails(text)]);
  return [...new Set(tokens.map(searchable))].filter((token) => token !== '');
}

/** What a row is found by. */
export type Searched = Pick<Stock, 'sku' | 'lot' | 'location' | 'description'>;

const tails = (text: string): string[] => [
  ...[...text.matchAll(WORD)].slice(0, MOST_WORDS).map(({ index }) => text.slice(index)),
  ...[...text.matchAll(HAN_RUN)].flatMap(({ 0: run, index }) => Array.from(run, (_, at) => text.slice(index + at))),
];
