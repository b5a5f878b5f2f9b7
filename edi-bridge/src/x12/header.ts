import type { Place } from './place.ts';

/** The four separators of an interchange as byte values; `repetition` is null before version 00402. */
export interface Delimiters {
  element: number;
  component: number;
  repetition: number | null;
  terminator: number;
}

/** What an ISA says. `elements[1]` is ISA01, with its padding; the named fields are trimmed. */
export interface InterchangeHeader {
  elements: readonly string[];
  delimiters: Delimiters;
  sender: string;
  receiver: string;
  control: string;
  version: string;
  at: Place;
}

/** Why an ISA cannot be read; `loose` holds its elements when they could be told apart nevertheless. */
export interface HeaderFault {
  code: string;
  message: string;
  fix: string;
  loose: readonly string[] | null;
}

/** Every ISA has exactly this many bytes, its terminator included. */
export const isaLength = 106;

const widths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const isAlphanumeric = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const usable = (byte: number): boolean => byte < 128 && byte > 0 && byte !== 32 && byte !== 9 && !isAlphanumeric(byte);

/** True where `ISA` and a separator stand: the place where an interchange begins or pretends to. */
export const looksLikeIsa = (bytes: Buffer, start: number): boolean =>
  bytes[start] === 73 && bytes[start + 1] === 83 && bytes[start + 2] === 65 && usable(bytes[start + 3] ?? 0);

/** Reads the ISA at `start`; the caller has made sure that 106 bytes are there, or that no more will come. */
export function readIsa(bytes: Buffer, start: number, end: number, at: Place): InterchangeHeader | HeaderFault {
  const separator = bytes[start + 3] ?? 0;
  if (!hasFixedWidths(bytes, start, end, separator)) return widthFault(bytes, start, end);
  const elements = bytes.toString('latin1', start, start + isaLength - 1).split(String.fromCharCode(separator));
  const delimiters = readDelimiters(bytes, start, elements);
  const clash = delimiterFault(delimiters);
  if (clash) return { ...clash, loose: elements };
  return { ...namedFields(elements), delimiters, at };
}

/** Tells the two answers of `readIsa` apart. */
export const isHeader = (answer: InterchangeHeader | HeaderFault): answer is InterchangeHeader =>
  'delimiters' in answer;

/** Sender, receiver and control number as everybody quotes them: `ZZ:ACME`. */
export function namedFields(elements: readonly string[]) {
  const field = (index: number): string => (elements[index] ?? '').trim();
  return {
    elements,
    sender: `${field(5)}:${field(6)}`,
    receiver: `${field(7)}:${field(8)}`,
    control: field(13),
    version: field(12),
  };
}

function hasFixedWidths(bytes: Buffer, start: number, end: number, separator: number): boolean {
  if (end - start < isaLength) return false;
  let next = start + 3;
  for (const width of widths) {
    if (bytes[next] !== separator) return false;
    for (let i = next + 1; i <= next + width - 1; i++) if (bytes[i] === separator) return false;
    next += width + 1;
  }
  return true;
}

function readDelimiters(bytes: Buffer, start: number, elements: readonly string[]): Delimiters {
  const eleventh = bytes[start + 82] ?? 0;
  // ISA11 is a repetition separator only from 00402 on; before that it names the standard and is mostly `U`.
  const repeats = (elements[12] ?? '') >= '00402' && usable(eleventh);
  return {
    element: bytes[start + 3] ?? 0,
    component: bytes[start + 104] ?? 0,
    repetition: repeats ? eleventh : null,
    terminator: bytes[start + 105] ?? 0,
  };
}

function delimiterFault(d: Delimiters): Omit<HeaderFault, 'loose'> | null {
  const fix = 'Choose four different separators that are neither letters, digits nor blanks, such as * > ^ ~.';
  if (!usable(d.element)) return { code: '026', message: 'The element separator (byte 4 of ISA) cannot be used.', fix };
  if (!usable(d.component)) return { code: '027', message: 'The component separator (ISA16) cannot be used.', fix };
  if (!usable(d.terminator))
    return { code: '004', message: 'The segment terminator (byte 106 of ISA) cannot be used.', fix };
  const all = [d.element, d.component, d.terminator, ...(d.repetition === null ? [] : [d.repetition])];
  if (new Set(all).size === all.length) return null;
  return {
    code: d.element === d.component ? '027' : '004',
    message: 'Two separators of the ISA are the same character.',
    fix,
  };
}

function widthFault(bytes: Buffer, start: number, end: number): HeaderFault {
  const head = bytes.toString('latin1', start, Math.min(end, start + 200));
  const elements = head.split(head.charAt(3), 17);
  return {
    code: end - start < isaLength ? '023' : '022',
    message: 'The ISA is not exactly 106 bytes long with its elements in their fixed places.',
    fix: 'Pad ISA02, ISA04, ISA06 and ISA08 with blanks to 10, 10, 15 and 15 characters and ISA13 with zeros to 9 digits.',
    loose: isPlausible(elements) ? elements.map((element) => element.trim()) : null,
  };
}

/** Sender, receiver and number can be told, so the sender can be answered. */
function isPlausible(elements: readonly string[]): boolean {
  const qualifier = /^[A-Za-z0-9]{2}$/;
  return (
    elements.length === 17 &&
    elements.slice(0, 16).every((element) => element.length <= 40) &&
    qualifier.test(elements[5] ?? '') &&
    qualifier.test(elements[7] ?? '') &&
    /^\d{1,9}$/.test((elements[13] ?? '').trim())
  );
}
