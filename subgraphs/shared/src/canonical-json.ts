import { createHash } from 'node:crypto';

/** What JSON can say. Numbers are finite. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * The one text of a value, after RFC 8785 (JSON Canonicalization Scheme): no white space, members sorted by the UTF-16
 * code units of their names, numbers and texts as ECMAScript writes them. Half a surrogate pair, which no UTF-8 can
 * hold and the RFC forbids, becomes U+FFFD, so that the text is the same after every store.
 * @throws TypeError for a number that is not finite.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is no number of JSON`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${textOf(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** Hex SHA-256 of a text in UTF-8, or of bytes. */
export const sha256Hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);

const HALF_PAIR = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** ECMAScript escapes half a pair, and nothing else begins like that: most texts need no second look. */
function textOf(text: string): string {
  const json = JSON.stringify(text);
  return json.includes('\\ud') ? JSON.stringify(text.replace(HALF_PAIR, '\uFFFD')) : json;
}
