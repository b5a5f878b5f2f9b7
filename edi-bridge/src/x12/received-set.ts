import type { InterchangeHeader } from './header.ts';
import type { Place, SetError } from './place.ts';
import { type ScannedSet, splitElements } from './segment.ts';

const none: readonly never[] = [];
const noBytes = Buffer.alloc(0);

/** Where a text stands in bytes that are never rewritten. */
export interface TextRange {
  readonly window: Buffer;
  readonly from: number;
  readonly to: number;
}

/**
 * A set while it is being received; it is told to the visitor as it is, since a second object for each set would be felt.
 * What most sets are never asked for is made when somebody asks.
 */
export class ReceivedSet implements ScannedSet {
  readonly type: string;
  readonly header: InterchangeHeader;
  segmentCount = 1;
  codes: readonly string[] = none;
  errors: readonly SetError[] = none;
  readonly #group: { functionalId: string; control: string; version: string };
  readonly #byte: number;
  readonly #line: number;
  readonly #segment: number;
  readonly #number: TextRange;
  #control: string | null = null;
  #window: Buffer | null = null;
  #from = 0;
  #to = 0;

  /** `number` is where ST02 stands. */
  constructor(
    type: string,
    number: TextRange,
    group: { functionalId: string; control: string; version: string },
    header: InterchangeHeader,
    at: Readonly<Place>,
  ) {
    this.type = type;
    this.header = header;
    this.#number = number;
    this.#group = group;
    this.#byte = at.byte;
    this.#line = at.line;
    this.#segment = at.segment;
  }

  get control(): string {
    const { window, from, to } = this.#number;
    this.#control ??= window.toString('latin1', from, to);
    return this.#control;
  }

  get functionalId(): string {
    return this.#group.functionalId;
  }

  get groupControl(): string {
    return this.#group.control;
  }

  get version(): string {
    return this.#group.version;
  }

  get at(): Place {
    return { byte: this.#byte, line: this.#line, segment: this.#segment };
  }

  get bytes(): Buffer {
    return this.#window ? this.#window.subarray(this.#from, this.#to) : noBytes;
  }

  /** Says where the bytes are; a view is made only for who asks. */
  closeAt(window: Buffer, from: number, to: number): void {
    this.#window = window;
    this.#from = from;
    this.#to = to;
  }

  /** Adds an envelope fault as a code of AK502; `element` counts in `segment`. */
  fault(code: string, element: number | null, message: string, fix: string, at: Place, segment = 'ST'): void {
    if (this.codes.length < 5) this.codes = [...this.codes, code];
    const position = segment === 'ST' ? 1 : this.segmentCount;
    const none = {
      loop: null,
      segmentCode: null,
      component: null,
      elementNumber: null,
      elementCode: null,
      value: null,
    };
    this.errors = [
      ...this.errors,
      { segment, position, element, ...none, code: `AK502-${code}`, message, fix, at: { ...at } },
    ];
  }

  /** Judges an SE; the usual one says exactly what was counted and is compared byte by byte, without strings. */
  judgeTrailer(window: Buffer, start: number, end: number, separator: number, here: () => Place): void {
    if (this.#isSaidBy(window, start, end, separator)) return;
    const [, count = '', control = ''] = splitElements(window, start, end, separator);
    if (control !== this.control)
      this.fault(
        '3',
        2,
        `SE02 is "${control}", ST02 is "${this.control}".`,
        'Write the number of ST02 into SE02.',
        here(),
        'SE',
      );
    const fix = 'Count the segments from ST to SE; if the count is right, a segment was lost.';
    if (!sameNumber(count, String(this.segmentCount)))
      this.fault('4', 1, `SE01 says "${count}" segments, ${this.segmentCount} were received.`, fix, here(), 'SE');
  }

  judgeSize(most: number, at: Place): void {
    const what = `The set has ${this.segmentCount} segments; at most ${most} are read.`;
    this.fault('5', null, what, 'Split it into several sets.', at, 'SE');
  }

  #isSaidBy(window: Buffer, start: number, end: number, separator: number): boolean {
    let i = start + 3;
    let count = 0;
    for (; i < end && window[i] !== separator; i++) {
      const digit = window[i]! - 48;
      if (digit < 0 || digit > 9) return false;
      count = count * 10 + digit;
    }
    const { window: opened, from, to } = this.#number;
    if (count !== this.segmentCount || i - start > 12 || end - i - 1 !== to - from) return false;
    for (let k = 0; k < to - from; k++) if (window[i + 1 + k] !== opened[from + k]) return false;
    return true;
  }
}

/** True for equal counts or numbers, whatever their leading zeros. */
export const sameNumber = (a: string, b: string): boolean =>
  /^\d{1,10}$/.test(a) && /^\d{1,10}$/.test(b) && Number(a) === Number(b);
