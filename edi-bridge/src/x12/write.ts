import { type EnvelopeRules, readEnvelopes } from './envelope.ts';
import type { CheckError } from './place.ts';

/** The separators of an interchange that we write; `repetition` is used from 005010 on. */
export interface WriteDelimiters {
  element: string;
  component: string;
  repetition: string;
  terminator: string;
}

/** The separators that most partners use. */
export const usualDelimiters: WriteDelimiters = { element: '*', component: '>', repetition: '^', terminator: '~' };

/** One segment to write: tag, then elements from 01. A list is a composite. Trailing empty elements are left out. */
export type OutgoingSegment = readonly (string | readonly string[])[];

/** One set without its ST and SE, which the writer makes. `control` is ST02; it is numbered from 0001 when absent. */
export interface OutgoingSet {
  type: string;
  control?: string;
  segments: readonly OutgoingSegment[];
}

export interface OutgoingGroup {
  /** GS01, such as SW for a 945. */
  functionalId: string;
  /** GS06. */
  control: number;
  /** GS02 and GS03; the ids of the interchange when absent. */
  sender?: string;
  receiver?: string;
  sets: readonly OutgoingSet[];
}

export interface OutgoingInterchange {
  /** Qualifier and id as in `ZZ:ACME`. */
  sender: string;
  receiver: string;
  /** ISA13. */
  control: number;
  /** GS08; its first six characters decide the version of the ISA. */
  version: string;
  usage: 'P' | 'T';
  /** ISA14: ask for a TA1. */
  askForTa1?: boolean;
  /** Local time of the partner: CCYYMMDD and HHMM. */
  date: string;
  time: string;
  delimiters?: WriteDelimiters;
  groups: readonly OutgoingGroup[];
  /** TA1 segments, written before the first group. */
  answers?: readonly OutgoingSegment[];
}

/** The text to send, or why nothing was written. */
export type Written =
  | { ok: true; value: string }
  | { ok: false; refusal: { code: 'EDI_OUTPUT_REFUSED'; message: string } };

/**
 * Writes a whole interchange: padded ISA, groups, sets with counted trailers. Refuses a value that holds a separator or a control
 * character, since it would change the meaning of the message, and re-reads its own output before it hands it out.
 */
export function writeInterchange(out: OutgoingInterchange): Written {
  const delimiters = out.delimiters ?? usualDelimiters;
  const problem = firstProblem(out, delimiters);
  if (problem) return refused(problem);
  const five = out.version.startsWith('005');
  const pad = (control: number): string => String(control).padStart(9, '0');
  const { element } = delimiters;
  const lines = [isa(out, delimiters, five), ...(out.answers ?? []).map((answer) => line(answer, delimiters))];
  for (const group of out.groups) {
    const ids = [group.sender ?? idOf(out.sender), group.receiver ?? idOf(out.receiver)];
    lines.push(
      ['GS', group.functionalId, ...ids, out.date, out.time, String(group.control), 'X', out.version].join(element),
    );
    // One by one: a 997 may have more lines than a call may have arguments.
    for (const [index, set] of group.sets.entries())
      for (const each of setLines(set, index, delimiters)) lines.push(each);
    lines.push(['GE', String(group.sets.length), String(group.control)].join(element));
  }
  lines.push(['IEA', String(out.groups.length), pad(out.control)].join(element));
  const ending =
    delimiters.terminator === '\n' || delimiters.terminator === '\r'
      ? delimiters.terminator
      : `${delimiters.terminator}\n`;
  const text = lines.map((each) => each + ending).join('');
  const doubt = reread(text, out);
  return doubt ? refused(doubt) : { ok: true, value: text };
}

/** Partners choose among few separators; whoever tries them all must not fill the memory. */
const MOST_PATTERNS = 100;

/** Makes free text safe to send: separators and control characters become blanks, the rest is cut to `most` characters. */
export function plainText(text: string, most: number, delimiters: WriteDelimiters = usualDelimiters): string {
  const unsafe = new Set(Object.values(delimiters));
  const safe = [...text].map((character) => (unsafe.has(character) || isControl(character) ? ' ' : character));
  return safe.join('').replace(/ +/g, ' ').trim().slice(0, most).trim();
}

/** True when a value may stand in a message with these separators. */
export const isSafeValue = (value: string, delimiters: WriteDelimiters): boolean => !unsafeIn(delimiters).test(value);

const patterns = new Map<string, RegExp>();

/** A pattern of what a value may not hold, made once: it meets every element that goes out. */
function unsafeIn({ element, component, repetition, terminator }: WriteDelimiters): RegExp {
  const separators = element + component + repetition + terminator;
  const known = patterns.get(separators);
  if (known) return known;
  const listed = separators.replace(/[\]\\^-]/g, '\\$&');
  const made = new RegExp(`[${listed}\\u0000-\\u001f\\u007f\\ufffd]`);
  if (patterns.size < MOST_PATTERNS) patterns.set(separators, made);
  return made;
}

const isControl = (character: string): boolean => character < ' ' || character === '\u007f' || character === '\ufffd';

const idOf = (party: string): string => party.slice(party.indexOf(':') + 1);

const refused = (message: string): Written => ({ ok: false, refusal: { code: 'EDI_OUTPUT_REFUSED', message } });

function isa(out: OutgoingInterchange, d: WriteDelimiters, five: boolean): string {
  const side = (party: string): [string, string] => [party.slice(0, party.indexOf(':')), idOf(party).padEnd(15)];
  const blank = ' '.repeat(10);
  const parties = [...side(out.sender), ...side(out.receiver)];
  const control = String(out.control).padStart(9, '0');
  const tail = [
    five ? d.repetition : 'U',
    five ? '00501' : '00401',
    control,
    out.askForTa1 ? '1' : '0',
    out.usage,
    d.component,
  ];
  return ['ISA', '00', blank, '00', blank, ...parties, out.date.slice(2), out.time.slice(0, 4), ...tail].join(
    d.element,
  );
}

function setLines(set: OutgoingSet, index: number, d: WriteDelimiters): string[] {
  const control = set.control ?? String(index + 1).padStart(4, '0');
  const body = set.segments.map((segment) => line(segment, d));
  return [['ST', set.type, control].join(d.element), ...body, ['SE', String(body.length + 2), control].join(d.element)];
}

function line(segment: OutgoingSegment, d: WriteDelimiters): string {
  const values = segment.map((value) => (typeof value === 'string' ? value : value.join(d.component)));
  while (values.length > 1 && values.at(-1) === '') values.pop();
  return values.join(d.element);
}

function firstProblem(out: OutgoingInterchange, d: WriteDelimiters): string | null {
  const separators = Object.values(d);
  if (new Set(separators).size < 4 || separators.some((s) => !/^[^A-Za-z0-9 ]$/.test(s) && s !== '\n' && s !== '\r'))
    return 'The separators must be four different characters, neither letters, digits nor blanks.';
  for (const party of [out.sender, out.receiver])
    if (!/^[A-Z0-9]{2}:[^:]{1,15}$/.test(party) || !isSafeValue(party.replace(':', ''), d))
      return `"${party}" is no qualifier and id of 1 to 15 characters.`;
  if (!/^\d{8}$/.test(out.date) || !/^\d{4}$/.test(out.time)) return 'The date must be CCYYMMDD and the time HHMM.';
  for (const control of [out.control, ...out.groups.map((group) => group.control)])
    if (!Number.isInteger(control) || control < 1 || control > 999_999_999)
      return `${control} is no control number of 1 to 9 digits.`;
  for (const group of out.groups) {
    const heads = [group.functionalId, out.version, group.sender ?? '', group.receiver ?? ''];
    if (heads.some((value) => !isSafeValue(value, d)))
      return 'An element of GS holds a separator or a control character.';
    for (const set of group.sets)
      for (const segment of set.segments) if (!isSafeSegment(segment, d)) return refusalOf(segment);
  }
  for (const answer of out.answers ?? []) if (!isSafeSegment(answer, d)) return refusalOf(answer);
  return null;
}

const isSafeSegment = (segment: OutgoingSegment, d: WriteDelimiters): boolean =>
  /^[A-Z][A-Z0-9]{1,2}$/.test(String(segment[0])) && segment.flat().every((value) => isSafeValue(value, d));

const refusalOf = (segment: OutgoingSegment): string =>
  `An element of ${String(segment[0])} holds a separator or a control character.`;

const lenient: EnvelopeRules = { groupOf: () => null, knowsVersion: () => true };

/** Reads the text with our own scanner: it must hold exactly the sets that were asked for, without a fault. */
function reread(text: string, out: OutgoingInterchange): string | null {
  const faults: CheckError[] = [];
  let sets = 0;
  let ended = false;
  const scanner = readEnvelopes(
    {
      interchange: () => undefined,
      brokenInterchange: (fault, at) => faults.push({ ...fault, at }),
      group: () => undefined,
      // The types of sets are the caller's business here, so code 1 (not supported) is expected.
      set: (set) => {
        sets++;
        faults.push(...set.errors.filter((error) => error.code !== 'AK502-1'));
      },
      groupEnd: (end) => faults.push(...end.errors),
      interchangeEnd: (end) => {
        ended = true;
        // An answer goes to whom it answers, also under a qualifier that nobody knows.
        faults.push(...end.errors.filter(({ code }) => code !== '005' && code !== '007'));
      },
      acknowledgement: () => undefined,
      stray: (error) => faults.push(error),
    },
    lenient,
  );
  scanner.push(Buffer.from(text));
  scanner.end();
  const asked = out.groups.reduce((sum, group) => sum + group.sets.length, 0);
  if (faults[0]) return `Our own reader refuses the output: ${faults[0].message}`;
  return ended && sets === asked ? null : 'Our own reader does not find every set in the output.';
}
