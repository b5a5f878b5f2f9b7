import { createRequire } from 'node:module';
import type { X12Segment } from 'node-x12';
import { delimiterText, type ScannedSet, type Segment, segmentsOf } from './segment.ts';

// node-x12 is CommonJS whose names Node cannot see from an import statement.
const { X12Parser } = createRequire(import.meta.url)('node-x12') as typeof import('node-x12');

/** One segment of a set for reading by element number; absent elements are ''. */
export interface ModelSegment {
  tag: string;
  /** Counted from ST = 1. */
  position: number;
  at: Segment['at'];
  /** Element 01 is `element(1)`; trailing blanks are not significant and are dropped. */
  element(number: number): string;
  /** One component of a composite, from 1. */
  component(number: number, component: number): string;
  /** How many elements follow the tag. */
  size: number;
}

/** A run of segments that can be asked by tag: a whole set, a header, a loop. */
export interface SetModel {
  type: string;
  control: string;
  version: string;
  segments: readonly ModelSegment[];
  all(tag: string): ModelSegment[];
  first(tag: string): ModelSegment | undefined;
  /** First element value of the first segment with this tag, such as `value('W05', 2)`; '' when absent. */
  value(tag: string, element: number): string;
  /** The segments before the first of these tags: the header of a set or of a loop. */
  before(...tags: string[]): SetModel;
  /** The segments from the first of these tags on. */
  from(...tags: string[]): SetModel;
  /** One model per occurrence of `opener`, each reaching to the next opener or to the first of `stops`. */
  loops(opener: string, ...stops: string[]): SetModel[];
}

/** The model, or how node-x12 and our scanner disagree; then nobody may act on the set. */
export type ModelAnswer =
  | { ok: true; value: SetModel }
  | { ok: false; refusal: { code: 'EDI_MODEL_MISMATCH'; message: string } };

/**
 * Reads one set into an object model. node-x12 parses it with a new parser, inside an interchange that we rebuild around it, and its
 * result counts only when its segments and tags are those of our scanner.
 */
export function readSet(set: ScannedSet, charset: 'utf8' | 'latin1' = 'utf8'): ModelAnswer {
  const { component } = delimiterText(set.header.delimiters);
  const read = readSegments(set, charset);
  if (!read.ok) return read;
  const segments = read.value.map((segment) => modelSegment(segment, segment.elements.slice(1), component));
  return { ok: true, value: setModel(set, segments) };
}

/** The segments of a set as both readers see them, or how they disagree. */
export type SegmentsAnswer = { ok: true; value: readonly Segment[] } | Extract<ModelAnswer, { ok: false }>;

/** Reads one set into segments as `readSet` does, for who needs no model around them. */
export function readSegments(set: ScannedSet, charset: 'utf8' | 'latin1' = 'utf8'): SegmentsAnswer {
  const scanned = segmentsOf(set, charset);
  const parsed = parse(scanned);
  if (typeof parsed === 'string') return mismatch(parsed);
  if (parsed.length !== scanned.length)
    return mismatch(`node-x12 sees ${parsed.length} segments, the scanner ${scanned.length}.`);
  for (let index = 0; index < scanned.length; index++) {
    const segment = scanned[index]!;
    const other = parsed[index]!;
    if (other.tag !== segment.tag)
      return mismatch(`Segment ${index + 1} is ${segment.tag}, node-x12 sees ${other.tag}.`);
    if (!sameElements(segment, other)) return mismatch(`The elements of segment ${index + 1} (${segment.tag}) differ.`);
  }
  return { ok: true, value: scanned };
}

function sameElements({ elements }: Segment, { elements: others }: X12Segment): boolean {
  // node-x12 gives a segment without elements the last element of the one before it.
  if (elements.length === 1) return true;
  if (others.length !== elements.length - 1) return false;
  for (let at = 0; at < others.length; at++) if (others[at]!.value !== elements[at + 1]) return false;
  return true;
}

const mismatch = (message: string): Extract<ModelAnswer, { ok: false }> => ({
  ok: false,
  refusal: { code: 'EDI_MODEL_MISMATCH', message },
});

// Separators that no value can hold, since the validator refuses control characters.
const own = { element: '\u001d', component: '\u001c', terminator: '\u001e' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ownSeparator = /[\u001c-\u001e]/;

const line = (elements: readonly string[]): string => elements.join(own.element) + own.terminator;

const head = (() => {
  const pad = ' '.repeat(10);
  const id = 'QUAYSIDE'.padEnd(15);
  const last = ['000101', '0000', 'U', '00401', '000000001', '0', 'P', own.component];
  const isa = line(['ISA', '00', pad, '00', pad, 'ZZ', id, 'ZZ', id, ...last]);
  return isa + line(['GS', 'ZZ', 'QUAYSIDE', 'QUAYSIDE', '20000101', '0000', '1', 'X', '004010']);
})();
const tail = line(['GE', '1', '1']) + line(['IEA', '1', '000000001']);

function parse(segments: readonly Segment[]): X12Segment[] | string {
  let text = head;
  for (const { elements } of segments) {
    for (const value of elements) if (ownSeparator.test(value)) return 'A value holds a control character.';
    text += line(elements);
  }
  try {
    const interchange = new X12Parser(false).parse(text + tail);
    const transactions =
      'functionalGroups' in interchange ? interchange.functionalGroups.flatMap((group) => group.transactions) : [];
    const [only] = transactions;
    if (!only || transactions.length !== 1) return `node-x12 sees ${transactions.length} sets.`;
    return [only.header, ...only.segments, only.trailer];
  } catch (error) {
    return `node-x12 cannot read the set: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function modelSegment(segment: Segment, values: readonly string[], separator: string): ModelSegment {
  const element = (number: number): string => (values[number - 1] ?? '').replace(/ +$/, '');
  return {
    tag: segment.tag,
    position: segment.position,
    at: segment.at,
    element,
    component: (number, component) => element(number).split(separator)[component - 1] ?? '',
    size: values.length,
  };
}

function setModel(set: Pick<ScannedSet, 'type' | 'control' | 'version'>, segments: readonly ModelSegment[]): SetModel {
  const { type, control, version } = set;
  const part = (some: readonly ModelSegment[]): SetModel => setModel({ type, control, version }, some);
  const indexOf = (tags: readonly string[], from = 0): number => {
    const index = segments.findIndex((segment, at) => at >= from && tags.includes(segment.tag));
    return index < 0 ? segments.length : index;
  };
  const first = (tag: string): ModelSegment | undefined => segments.find((segment) => segment.tag === tag);
  return {
    type,
    control,
    version,
    segments,
    first,
    all: (tag) => segments.filter((segment) => segment.tag === tag),
    value: (tag, element) => first(tag)?.element(element) ?? '',
    before: (...tags) => part(segments.slice(0, indexOf(tags))),
    from: (...tags) => part(segments.slice(indexOf(tags))),
    loops: (opener, ...stops) => {
      const parts: SetModel[] = [];
      for (let at = indexOf([opener]); at < segments.length; at = indexOf([opener], at + 1))
        parts.push(part(segments.slice(at, indexOf([opener, ...stops], at + 1))));
      return parts;
    },
  };
}
