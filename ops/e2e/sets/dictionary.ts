import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadSegment, ReadSet } from './read-twice.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = resolve(root, process.env['SHARED_DIR'] ?? '../shared', 'edi-dictionary');

/** Requirement, element or composite, greatest repeat. */
type ElementUse = readonly [string, string | number, number?];
interface SegmentRule {
  readonly elements: readonly ElementUse[];
  readonly notes?: readonly string[];
}
type Item = readonly [string, string, number] | Loop;
interface Loop {
  readonly loop: string;
  readonly requirement: string;
  readonly repeat: number;
  readonly segments: readonly Item[];
}
interface Dictionary {
  readonly sets: Readonly<Record<string, { readonly group: string; readonly structure: readonly Item[] }>>;
  readonly segments: Readonly<Record<string, SegmentRule>>;
  readonly composites: Readonly<Record<string, SegmentRule>>;
  /** Type, least and greatest length (0: no limit). */
  readonly elements: Readonly<Record<string, readonly [string, number, number, string]>>;
  readonly codes: Readonly<Record<string, { readonly list: string; readonly codes: Readonly<Record<string, string>> }>>;
}

/** True where the dictionary lies beside the repository: it is read as it is, not through our own tables. */
export const hasDictionary = existsSync(folder);
if (!hasDictionary)
  console.warn(
    `There is no dictionary in ${folder} (SHARED_DIR): what we send is read by two readers, but not held against it.`,
  );

const read = <T>(name: string): T => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as T;
const known = new Map<string, Dictionary>();

function dictionaryOf(version: string): Dictionary {
  const base = version.startsWith('005') ? '005010' : '004010';
  const dictionary = known.get(base) ?? {
    ...read<Pick<Dictionary, 'sets'>>(`sets-${base}`),
    ...read<Pick<Dictionary, 'segments' | 'composites'>>(`segments-${base}`),
    elements: read<Dictionary['elements']>(`elements-${base}`),
    codes: read<Dictionary['codes']>('codes'),
  };
  known.set(base, dictionary);
  return dictionary;
}

/** GS01 that a set must stand under. */
export const groupOf = (version: string, type: string): string | undefined => dictionaryOf(version).sets[type]?.group;

/** Everything in which a set departs from the standard: order, mandatory parts, lengths, codes and syntax notes. */
export function departures(version: string, set: ReadSet): string[] {
  const dictionary = dictionaryOf(version);
  const rule = dictionary.sets[set.type];
  if (!rule) return [`${set.type} is not in ${version}`];
  const found: string[] = [];
  const end = walk(rule.structure, set.segments, 0, found);
  const stray = set.segments[end];
  if (stray) found.push(`${stray.tag} does not belong at segment ${end + 1}`);
  return [...found, ...set.segments.flatMap((segment) => segmentFaults(dictionary, segment))];
}

/** Takes what fits in order; answers the place of the first segment that does not. */
function walk(items: readonly Item[], segments: readonly ReadSegment[], from: number, found: string[]): number {
  let at = from;
  for (const item of items) {
    const [tag, requirement, most] = 'loop' in item ? [opener(item), item.requirement, item.repeat] : item;
    let count = 0;
    while (segments[at]?.tag === tag && (most === 0 || count < most)) {
      const next = 'loop' in item ? walk(item.segments, segments, at, found) : at + 1;
      if (next === at) break;
      at = next;
      count++;
    }
    if (requirement === 'M' && count === 0) found.push(`${tag} is missing before segment ${at + 1}`);
  }
  return at;
}

function opener({ segments: [first] }: Loop): string {
  if (!first) return '';
  return 'loop' in first ? opener(first) : first[0];
}

function segmentFaults(dictionary: Dictionary, { tag, elements }: ReadSegment): string[] {
  const rule = dictionary.segments[tag];
  if (!rule) return [`${tag} is not in the dictionary`];
  const place = (index: number): string => `${tag}${String(index + 1).padStart(2, '0')}`;
  const found = rule.elements.flatMap(([requirement, code], index) => {
    const value = elements[index] ?? '';
    if (value === '') return requirement === 'M' ? [`${place(index)} is missing`] : [];
    return typeof code === 'string' && code.startsWith('C')
      ? []
      : valueFault(dictionary, String(code), value).map((fault) => `${place(index)} "${value}" ${fault}`);
  });
  const extra = elements.length > rule.elements.length ? [`${tag} has ${elements.length} elements`] : [];
  const trailing = elements.at(-1) === '' ? [`${tag} ends with an empty element`] : [];
  const notes = (rule.notes ?? []).filter((note) => !holds(note, elements)).map((note) => `${tag} breaks ${note}`);
  return [...found, ...extra, ...trailing, ...notes];
}

function valueFault(dictionary: Dictionary, code: string, value: string): string[] {
  const [type = 'AN', least = 0, most = 0] = dictionary.elements[code] ?? [];
  const numeric = /^(N\d?|R)$/.test(type);
  const size = numeric ? value.replace(/[-.]/g, '').length : value.length;
  const list = dictionary.codes[code];
  return [
    ...(size < least ? ['is too short'] : []),
    ...(most > 0 && size > most ? ['is too long'] : []),
    ...(type === 'R' && !/^-?\d*\.?\d+$/.test(value) ? ['is no decimal'] : []),
    ...(/^N\d?$/.test(type) && !/^-?\d+$/.test(value) ? ['is no whole number'] : []),
    ...(type === 'DT' && !isDate(value) ? ['is no date'] : []),
    ...(type === 'TM' && !/^([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?$/.test(value) ? ['is no time'] : []),
    ...(list?.list === 'closed' && !(value in list.codes) ? [`is no code of element ${code}`] : []),
    ...(type === 'AN' && value !== value.trimEnd() ? ['ends with a blank'] : []),
  ];
}

function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(value) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === `${year}-${month}-${day}`;
}

/** A syntax note: P all or none, R at least one, E at most one, C the first needs all, L the first needs one. */
function holds(note: string, elements: readonly string[]): boolean {
  const there = (note.slice(1).match(/\d\d/g) ?? []).map((place) => (elements[Number(place) - 1] ?? '') !== '');
  const [first, ...rest] = there;
  if (note.startsWith('P')) return there.every(Boolean) || !there.some(Boolean);
  if (note.startsWith('R')) return there.some(Boolean);
  if (note.startsWith('E')) return there.filter(Boolean).length <= 1;
  return !first || (note.startsWith('C') ? rest.every(Boolean) : rest.some(Boolean));
}
