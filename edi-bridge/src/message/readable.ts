import { dictionaryFor } from '../dictionary/dictionary.ts';
import type { EdiFault } from './message.ts';

/** One segment as a person reads it. */
export interface ReadableSegment {
  readonly line: number;
  readonly tag: string;
  readonly name: string | null;
  readonly elements: readonly ReadableElement[];
  readonly errors: readonly EdiFault[];
}

export interface ReadableElement {
  readonly position: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly value: string;
  readonly meaning: string | null;
}

const ISA_AT = /ISA[^A-Za-z0-9\s]/;
const ISA_LENGTH = 106;

/**
 * Splits a text into segments with the names of the dictionary. It shows what is there, also of a broken file, so it
 * does not ask whether the file is right; the errors say that.
 */
export function readableSegments(text: string, faults: readonly EdiFault[], first: number): ReadableSegment[] {
  const separators = separatorsOf(text);
  if (!separators) return [];
  const byNumber = new Map<number | null, EdiFault[]>();
  for (const fault of faults) byNumber.set(fault.segmentNumber, [...(byNumber.get(fault.segmentNumber) ?? []), fault]);
  const readable: ReadableSegment[] = [];
  let line = 1;
  let version = '004010';
  for (const raw of text.split(separators.terminator)) {
    if (readable.length >= first) break;
    const body = raw.replace(/^[\s\ufeff]+/, '');
    const started = line + (raw.slice(0, raw.length - body.length).match(/\n/g)?.length ?? 0);
    line += (raw.match(/\n/g)?.length ?? 0) + (separators.terminator === '\n' ? 1 : 0);
    if (body.trim() === '') continue;
    const [tag = '', ...values] = body.trimEnd().split(separators.element);
    if (tag === 'GS') version = values[7] ?? version;
    readable.push(readSegment(tag, values, version, started, byNumber.get(readable.length + 1) ?? []));
  }
  return readable;
}

function readSegment(
  tag: string,
  values: readonly string[],
  version: string,
  line: number,
  errors: readonly EdiFault[],
): ReadableSegment {
  const dictionary = dictionaryFor(version) ?? dictionaryFor('004010');
  const rule = dictionary?.segment(tag);
  const elements = values.map((value, index): ReadableElement => {
    const code = rule?.elements[index]?.code ?? null;
    const meaning = (code && dictionary?.codes(code)?.meanings.get(value.trim())) ?? null;
    const name = (code && (dictionary?.element(code)?.name ?? dictionary?.segment(code)?.name)) ?? null;
    return { position: index + 1, code, name, value, meaning };
  });
  return { line, tag, name: rule?.name ?? null, elements: elements.filter(({ value }) => value !== ''), errors };
}

/** From the first ISA; a file without one is shown by the usual separators. */
function separatorsOf(text: string): { element: string; terminator: string } | null {
  const at = text.search(ISA_AT);
  if (at >= 0) {
    const element = text.charAt(at + 3);
    const terminator = text.charAt(at + ISA_LENGTH - 1);
    // A squeezed ISA is shorter than 106: then the first sign after ISA16 ends the segment.
    const wide = text.slice(at, at + ISA_LENGTH).split(element).length === 17;
    const squeezed = new RegExp(`^ISA(?:\\${element}[^\\${element}]*){15}\\${element}.(.)`, 's').exec(text.slice(at));
    return { element, terminator: wide && terminator ? terminator : (squeezed?.[1] ?? '~') };
  }
  const bare = /^\s*ST([^A-Za-z0-9])\d{3}/.exec(text);
  return bare?.[1] ? { element: bare[1], terminator: text.includes('~') ? '~' : '\n' } : null;
}
