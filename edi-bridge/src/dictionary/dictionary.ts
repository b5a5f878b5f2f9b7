import { codes } from './data/codes.ts';
import { elements004010, elements005010 } from './data/elements.ts';
import { segments004010 } from './data/segments-004010.ts';
import { segments005010 } from './data/segments-005010.ts';
import { sets004010 } from './data/sets-004010.ts';
import { sets005010 } from './data/sets-005010.ts';

/** The two versions that we hold tables for. */
export type DictionaryVersion = '004010' | '005010';

export interface ElementRule {
  code: string;
  /** AN, ID, DT, TM, R, B or N with its implied decimals. */
  type: string;
  least: number;
  most: number;
  name: string;
}

export interface ElementUse {
  mandatory: boolean;
  /** An element number or a composite such as C030. */
  code: string;
  repeats: number;
  /** What the code names, looked up once for all: an element with its list, or a composite. */
  element: ElementRule | null;
  list: CodeList | null;
  composite: SegmentRule | null;
}

/** A syntax note such as P0304; `carried` ones were taken over from 004010 and are weaker evidence. */
export interface SyntaxNote {
  kind: 'P' | 'R' | 'E' | 'C' | 'L';
  positions: readonly number[];
  carried: boolean;
}

export interface SegmentRule {
  tag: string;
  name: string;
  elements: readonly ElementUse[];
  notes: readonly SyntaxNote[];
}

/** An item of a set: a segment, or a loop when `items` is there; `most` 0 means no limit. */
export interface StructureItem {
  tag: string;
  loop: string | null;
  mandatory: boolean;
  most: number;
  items: readonly StructureItem[];
}

export interface SetRule {
  id: string;
  group: string;
  name: string;
  items: readonly StructureItem[];
}

export interface CodeList {
  kind: 'closed' | 'open' | 'external';
  meanings: ReadonlyMap<string, string>;
}

/** Everything we know of one version of the standard. */
export interface Dictionary {
  version: DictionaryVersion;
  element(code: string): ElementRule | undefined;
  segment(tag: string): SegmentRule | undefined;
  set(id: string): SetRule | undefined;
  codes(element: string): CodeList | undefined;
}

const loaded = new Map<DictionaryVersion, Dictionary>();

/** The tables that fit a GS08: 0040xx is read by 004010 and 0050xx by 005010; null for anything else. */
export function dictionaryFor(version: string): Dictionary | null {
  const wanted = /^0040\d\d/.test(version) ? '004010' : /^0050\d\d/.test(version) ? '005010' : null;
  if (!wanted) return null;
  const found = loaded.get(wanted) ?? load(wanted);
  loaded.set(wanted, found);
  return found;
}

/** The GS01 of the group that a set belongs into, in any version. */
export const groupOf = (type: string): string | null =>
  dictionaryFor('004010')?.set(type)?.group ?? dictionaryFor('005010')?.set(type)?.group ?? null;

function load(version: DictionaryVersion): Dictionary {
  const later = version === '005010';
  const elements = new Map<string, ElementRule>();
  for (const text of [elements004010, later ? elements005010 : '']) readElements(text, elements);
  const segments = new Map<string, SegmentRule>();
  for (const text of [segments004010, later ? segments005010 : '']) readSegments(text, segments);
  const sets = readSets(later ? sets005010 : sets004010);
  const lists = readCodes(version);
  for (const { elements: uses } of segments.values())
    for (const use of uses) {
      use.element = elements.get(use.code) ?? null;
      use.list = lists.get(use.code) ?? null;
      use.composite = use.code.startsWith('C') ? (segments.get(use.code) ?? null) : null;
    }
  return {
    version,
    element: (code) => elements.get(code),
    segment: (tag) => segments.get(tag),
    set: (id) => sets.get(id),
    codes: (element) => lists.get(element),
  };
}

function readElements(text: string, into: Map<string, ElementRule>): void {
  for (const entry of text.trim().split(/[;\n]/)) {
    const [code = '', type = '', least = '', most = '', ...name] = entry.trim().split(' ');
    if (code) into.set(code, { code, type, least: Number(least), most: Number(most), name: name.join(' ') });
  }
}

function readSegments(text: string, into: Map<string, SegmentRule>): void {
  for (const line of text.trim().split('\n').filter(Boolean)) {
    const [tag = '', name = '', uses = '', notes = ''] = line.split('|');
    into.set(tag, {
      tag,
      name,
      elements: uses.split(' ').map((use) => {
        const [code = '', repeats = '1'] = use.slice(1).split('*');
        const unlinked = { element: null, list: null, composite: null };
        return { mandatory: use.startsWith('M'), code, repeats: Number(repeats), ...unlinked };
      }),
      notes: notes.split(' ').filter(Boolean).map(readNote),
    });
  }
}

function readNote(text: string): SyntaxNote {
  const carried = text.startsWith('?');
  const bare = carried ? text.slice(1) : text;
  const positions = (bare.slice(1).match(/\d\d/g) ?? []).map(Number);
  return { kind: bare.charAt(0) as SyntaxNote['kind'], positions, carried };
}

function readSets(text: string): Map<string, SetRule> {
  const sets = new Map<string, SetRule>();
  for (const block of text.trim().split(/\n(?=\w+\|)/)) {
    const [id = '', group = '', name = '', body = ''] = block.split('|');
    sets.set(id, { id, group, name, items: readItems(body.trim().split(/\s+/)) });
  }
  return sets;
}

/** Reads items up to the closing brace of their loop, taking the words that it used. */
function readItems(words: string[]): StructureItem[] {
  const items: StructureItem[] = [];
  for (let word = words.shift(); word !== undefined && word !== '}'; word = words.shift()) {
    const [, name = '', separator, requirement, most = ''] = /^(\w+)([.:])(\w)\.(\d+)$/.exec(word) ?? [];
    const loop = separator === ':' ? name : null;
    if (loop !== null) words.shift();
    const inner = loop === null ? [] : readItems(words);
    items.push({ tag: inner[0]?.tag ?? name, loop, mandatory: requirement === 'M', most: Number(most), items: inner });
  }
  return items;
}

function readCodes(version: DictionaryVersion): Map<string, CodeList> {
  const lists = new Map<string, CodeList>();
  const foreign = version === '004010' ? '005010=' : '004010=';
  for (const line of codes.trim().split('\n')) {
    const bar = line.indexOf('|');
    const [element = '', kind = '', ...marks] = line.slice(0, bar).split(' ');
    const absent =
      marks
        .find((mark) => mark.startsWith(foreign))
        ?.slice(foreign.length)
        .split(',') ?? [];
    const pairs = line
      .slice(bar + 1)
      .split(';')
      .map((pair): [string, string] => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, equals), pair.slice(equals + 1)];
      });
    lists.set(element, {
      kind: kind as CodeList['kind'],
      meanings: new Map(pairs.filter(([code]) => !absent.includes(code))),
    });
  }
  return lists;
}
