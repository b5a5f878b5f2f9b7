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
  /** Known to hold no control characters and no bytes that are no text. */
  clean: boolean;
}

/** How the bytes of a value are read. */
export type Charset = 'utf8' | 'latin1';

/** Splits a range of bytes at the element separator; for envelope segments, which are plain ASCII. */
export const splitElements = (bytes: Buffer, start: number, end: number, separator: number): string[] =>
  bytes.toString('latin1', start, end).split(String.fromCharCode(separator));

/** The segments of a set, made only when somebody asks: the envelope checks never need them. */
export function segmentsOf(set: ScannedSet, charset: Charset = 'utf8'): Segment[] {
  const { bytes } = set;
  const text = charset === 'utf8' ? bytes.toString('utf8') : bytes.toString('latin1');
  // One character per byte, which all but a few sets have: places in the text are places in the file.
  return text.length === bytes.length ? segmentsOfText(set, text) : segmentsOfBytes(set, charset);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f\ufffd]/g;

function segmentsOfText({ header, at }: ScannedSet, text: string): Segment[] {
  const { element, terminator } = header.delimiters;
  const separator = String.fromCharCode(element);
  const end = String.fromCharCode(terminator);
  const segments: Segment[] = [];
  let line = at.line;
  let nextControl = -1;
  for (let from = 0; from < text.length; ) {
    for (; from < text.length && isBlank(text.charCodeAt(from)); from++) if (text.charCodeAt(from) === 10) line++;
    if (from >= text.length) break;
    const found = text.indexOf(end, from);
    const stop = found < 0 ? text.length : found;
    const last = terminator === 10 && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop;
    if (nextControl < from) nextControl = controlAfter(text, from);
    const clean = nextControl >= last;
    const elements = text.slice(from, last).split(separator);
    const place = { byte: at.byte + from, line, segment: at.segment + segments.length };
    segments.push({ tag: elements[0] ?? '', elements, position: segments.length + 1, at: place, clean });
    if (!clean || terminator === 10)
      for (let k = from; k <= stop && k < text.length; k++) if (text.charCodeAt(k) === 10) line++;
    from = stop + 1;
  }
  return segments;
}

function controlAfter(text: string, from: number): number {
  control.lastIndex = from;
  return control.exec(text)?.index ?? text.length;
}

function segmentsOfBytes({ bytes, header, at }: ScannedSet, charset: Charset): Segment[] {
  const { element, terminator } = header.delimiters;
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
    const place = { byte: at.byte + from, line, segment: at.segment + position - 1 };
    segments.push({ tag: elements[0] ?? '', elements, position, at: place, clean: false });
    for (let k = from; k <= stop && k < bytes.length; k++) if (bytes[k] === 10) line++;
    from = stop + 1;
  }
  return segments;
}

/** The separators of an interchange as characters; '' where it has none. */
export type DelimiterText = ReturnType<typeof delimiterText>;

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
