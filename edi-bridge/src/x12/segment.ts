import type { Delimiters, InterchangeHeader } from './header.ts';
import type { Place, SetError } from './place.ts';

/** One transaction set as it was received, from ST to SE, with what the envelope says about it. */
export interface ScannedSet {
  type: string;
  control: string;
  functionalId: string;
  groupControl: string;
  /** GS08, such as 004010 or 004010UCS. */
  version: string;
  header: InterchangeHeader;
  /** The bytes from `ST` up to and with the terminator of SE. */
  readonly bytes: Buffer;
  at: Place;
  segmentCount: number;
  /** Envelope faults as codes of AK502-06. */
  codes: readonly string[];
  errors: readonly SetError[];
}

/** One segment; `elements[0]` is the tag, so `elements[1]` is element 01. */
export interface Segment {
  tag: string;
  elements: readonly string[];
  /** Counted from ST = 1. */
  position: number;
  at: Place;
}

/** How the bytes of a value are read. */
export type Charset = 'utf8' | 'latin1';

/** Splits a range of bytes at the element separator; for envelope segments, which are plain ASCII. */
export const splitElements = (bytes: Buffer, start: number, end: number, separator: number): string[] =>
  bytes.toString('latin1', start, end).split(String.fromCharCode(separator));

/** The segments of a set, made only when somebody asks: the envelope checks never need them. */
export function segmentsOf(set: ScannedSet, charset: Charset = 'utf8'): Segment[] {
  const { bytes, at } = set;
  const { element, terminator } = set.header.delimiters;
  const separator = String.fromCharCode(element);
  const segments: Segment[] = [];
  let line = at.line;
  for (let from = 0; from < bytes.length; ) {
    for (; from < bytes.length && isBlank(bytes[from]!); from++) if (bytes[from] === 10) line++;
    if (from >= bytes.length) break;
    const found = bytes.indexOf(terminator, from);
    const stop = found < 0 ? bytes.length : found;
    const end = terminator === 10 && bytes[stop - 1] === 13 ? stop - 1 : stop;
    const elements = (
      charset === 'utf8' ? bytes.toString('utf8', from, end) : bytes.toString('latin1', from, end)
    ).split(separator);
    const position = segments.length + 1;
    segments.push({
      tag: elements[0] ?? '',
      elements,
      position,
      at: { byte: at.byte + from, line, segment: at.segment + position - 1 },
    });
    for (let k = from; k <= stop && k < bytes.length; k++) if (bytes[k] === 10) line++;
    from = stop + 1;
  }
  return segments;
}

/** The characters that stand between elements, for splitting and for refusing them in values. */
export function delimiterText(d: Delimiters) {
  const text = (byte: number | null): string => (byte === null ? '' : String.fromCharCode(byte));
  return {
    element: text(d.element),
    component: text(d.component),
    repetition: text(d.repetition),
    terminator: text(d.terminator),
  };
}

const isBlank = (byte: number): boolean => byte === 10 || byte === 13 || byte === 32 || byte === 9;
