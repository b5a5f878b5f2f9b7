import { type InterchangeHeader, isaLength, isHeader, looksLikeIsa, readIsa } from './header.ts';
import { nextMark, nextMarkByByte } from './next-mark.ts';
import type { Place } from './place.ts';
import { defaultLimits, type ScanLimits, type ScanSink } from './scan-sink.ts';
import { ByteWindow } from './window.ts';

const lf = 10;
const cr = 13;
const isNoise = (byte: number): boolean => byte === lf || byte === cr || byte === 32 || byte === 9;

// Files that pass through editors may end lines with CR LF although the ISA ends with LF alone.
const endOf = (window: Buffer, i: number, terminator: number): number =>
  terminator === lf && window[i - 1] === cr ? i - 1 : i;

const isIea = (window: Buffer, start: number, end: number, separator: number): boolean =>
  window[start + 1] === 69 && window[start + 2] === 65 && (end === start + 3 || window[start + 3] === separator);

/** Inside a set only a tag that might be one of the envelope is worth a call: ST, SE, GS, GE, IEA, TA1, and a few others. */
const mayBeEnvelope = (first: number, second: number): boolean =>
  (second === 84 || second === 69 || second === 83 || second === 65) &&
  (first === 83 || first === 71 || first === 73 || first === 84);

/**
 * Splits a pushed stream of bytes into segments. It keeps only what a chunk boundary cuts,
 * and takes the separators from every ISA anew. A chunk below 256 KB is copied, so its memory may be used again at once;
 * a larger one must not be written to again.
 */
export class Scanner {
  /** Place of the segment being reported. */
  readonly place: Place = { byte: 0, line: 1, segment: 0 };
  /** Window offset of the first byte that the sink still needs (start of the open set), or -1. */
  hold = -1;
  /** Sets that the sink has seen. */
  sets = 0;
  readonly #window = new ByteWindow();
  #start = 0;
  #seek = 0;
  #line = 1;
  #startLine = 1;
  #header: InterchangeHeader | null = null;
  #skipping: 'no' | 'junk' | 'broken' = 'no';
  #stopped = false;
  readonly #sink: ScanSink;
  readonly #limits: ScanLimits;

  constructor(sink: ScanSink, limits: ScanLimits = defaultLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** True once a limit was hit; further bytes are ignored. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(chunk: Buffer): void {
    if (this.#stopped || chunk.length === 0) return;
    this.#append(chunk);
    this.#run(false);
    this.#checkLimits();
  }

  end(): void {
    if (this.#stopped) return;
    this.#run(true);
    if (!this.#header || this.#stopped) return;
    if (this.#start < this.#window.used) {
      this.#mark();
      this.#sink.tail(this.#window.bytes, this.#start, this.#window.used);
    }
    this.#setPlace(this.#window.used);
    this.#sink.cut(null);
    this.#header = null;
  }

  #append(chunk: Buffer): void {
    const moved = this.#window.append(chunk, this.hold >= 0 ? this.hold : this.#start);
    this.#start -= moved;
    this.#seek -= moved;
    if (this.hold >= 0) this.hold -= moved;
  }

  #run(final: boolean): void {
    for (;;) {
      const before = this.#start;
      const open = this.#header;
      if (this.#header) this.#readSegments(final);
      else this.#seekIsa(final);
      if (this.#stopped || (this.#start === before && this.#header === open)) return;
    }
  }

  /** The hot loop: one pass over the bytes, no allocation. */
  #readSegments(final: boolean): void {
    const { bytes: window, words, used, origin } = this.#window;
    const last = Math.min(words.length, used >> 2);
    const terminator = this.#header!.delimiters.terminator;
    const mask = (terminator * 0x01010101) | 0;
    const separator = this.#header!.delimiters.element;
    const longest = this.#limits.segmentBytes;
    const sink = this.#sink;
    const place = this.place;
    let start = this.#start;
    let i = this.#seek;
    let line = this.#line;
    let startLine = this.#startLine;
    let segments = place.segment;
    let done = false;
    while (!done) {
      if (i === start) {
        for (; i < used && window[i]! <= 32 && isNoise(window[i]!); i++) if (window[i] === lf) line++;
        start = i;
        startLine = line;
        if (window[i] === 73) {
          place.segment = segments;
          if (this.#meetsIsa(i, line, final)) break;
        }
      }
      const mark = nextMark(words, i, last, mask);
      i = mark >= 0 ? mark : nextMarkByByte(window, Math.max(i, last << 2), used, terminator);
      if (i >= used) break;
      const byte = window[i]!;
      if (byte !== terminator) {
        if (byte === lf) line++;
        else if (byte === 0) sink.nul({ byte: origin + i, line, segment: segments + 1 });
        i++;
        continue;
      }
      if (i - start > longest) break;
      segments++;
      const first = window[start]!;
      if (this.hold < 0 || mayBeEnvelope(first, window[start + 1]!)) {
        place.byte = origin + start;
        place.line = startLine;
        place.segment = segments;
        sink.segment(window, start, endOf(window, i, terminator));
      }
      done = first === 73 && isIea(window, start, endOf(window, i, terminator), separator);
      if (terminator === lf) line++;
      start = ++i;
      startLine = line;
    }
    place.segment = segments;
    this.#start = start;
    this.#seek = i;
    this.#line = line;
    this.#startLine = startLine;
    if (i - start > longest) this.#checkLimits();
    if (done) this.#header = null;
  }

  /** An ISA where a segment should start means that the open interchange never got its IEA. */
  #meetsIsa(i: number, line: number, final: boolean): boolean {
    if (!final && this.#window.used - i < isaLength)
      return 'ISA'.startsWith(this.#window.bytes.toString('latin1', i, Math.min(i + 3, this.#window.used)));
    if (!looksLikeIsa(this.#window.bytes, i)) return false;
    this.#line = line;
    if (!isHeader(readIsa(this.#window.bytes, i, this.#window.used, this.place))) return false;
    this.#setPlace(i);
    this.#sink.cut(null);
    this.#header = null;
    return true;
  }

  #seekIsa(final: boolean): void {
    if (this.#skipping === 'no') this.#skipNoise();
    const window = this.#window.bytes;
    for (let i = this.#start; i < this.#window.used; i++) {
      if (this.#skipping !== 'no') {
        i = window.subarray(0, this.#window.used).indexOf('ISA', i);
        if (i < 0) {
          this.#moveTo(final ? this.#window.used : Math.max(this.#start, this.#window.used - isaLength));
          return;
        }
      }
      if (!final && this.#window.used - i < isaLength) {
        this.#moveTo(i);
        return;
      }
      this.#setPlace(i);
      if (looksLikeIsa(window, i)) {
        const at = { ...this.place, line: this.#lineAt(i), segment: this.place.segment + 1 };
        const answer = readIsa(window, i, this.#window.used, at);
        if (isHeader(answer)) {
          this.#open(answer, i);
          return;
        }
        if (this.#skipping === 'no') this.#sink.brokenInterchange(answer, at);
        if (this.#skipping !== 'junk') this.#skipping = 'broken';
      } else if (this.#skipping === 'no') this.#junk();
    }
    this.#moveTo(this.#window.used);
  }

  #open(header: InterchangeHeader, i: number): void {
    this.#moveTo(i);
    this.place.segment++;
    this.#skipping = 'no';
    this.#header = header;
    this.#start = i + isaLength;
    this.#seek = this.#start;
    if (header.delimiters.terminator === lf) this.#line++;
    this.#startLine = this.#line;
    this.#sink.interchange(header);
  }

  #junk(): void {
    this.#skipping = 'junk';
    const shown = this.#window.bytes
      .toString('latin1', this.#start, Math.min(this.#window.used, this.#start + 20))
      .replace(/[^ -~]/g, '.');
    this.#sink.stray({
      code: 'BYTES_OUTSIDE_INTERCHANGE',
      message: `Found "${shown}" where an interchange (ISA) should begin.`,
      fix: 'Send nothing before, between or after the interchanges, and begin each with a complete ISA.',
      at: { ...this.place, segment: this.place.segment + 1 },
    });
  }

  #skipNoise(): void {
    let i = this.#start;
    const window = this.#window.bytes;
    if (this.#window.origin + i === 0 && window[i] === 0xef && window[i + 1] === 0xbb && window[i + 2] === 0xbf) i += 3;
    // 0x1A is the end-of-file mark that old senders append.
    for (; i < this.#window.used && (isNoise(window[i]!) || window[i] === 0x1a); i++)
      if (window[i] === lf) this.#line++;
    this.#start = i;
    this.#seek = i;
  }

  #lineAt(i: number): number {
    let line = this.#line;
    for (let k = this.#start; k < i; k++) if (this.#window.bytes[k] === lf) line++;
    return line;
  }

  #moveTo(i: number): void {
    this.#line = this.#lineAt(i);
    this.#start = i;
    this.#seek = i;
  }

  #setPlace(i: number): void {
    this.place.byte = this.#window.origin + i;
    this.place.line = this.#line;
  }

  #mark(): void {
    this.#setPlace(this.#start);
    this.place.line = this.#startLine;
    this.place.segment++;
  }

  #checkLimits(): void {
    const { segmentBytes, setBytes, fileBytes, segments, sets } = this.#limits;
    if (this.#header && this.#seek - this.#start > segmentBytes)
      this.#stop(
        'SEGMENT_TOO_LONG',
        `A segment is longer than ${segmentBytes} bytes.`,
        'Check that the terminator named in the ISA ends every segment.',
      );
    else if (this.hold >= 0 && this.#window.used - this.hold > setBytes)
      this.#stop(
        'SET_TOO_LARGE',
        `A transaction set is larger than ${setBytes} bytes.`,
        'Check that each ST has its SE, and split very large sets.',
      );
    else if (this.#window.origin + this.#window.used > fileBytes)
      this.#stop('TOO_LARGE', `The file is larger than ${fileBytes} bytes.`, 'Split it into several files.');
    else if (this.sets > sets)
      this.#stop('TOO_MANY_SETS', `The file has more than ${sets} transaction sets.`, 'Split it into several files.');
    else if (this.place.segment > segments)
      this.#stop('TOO_MANY_SEGMENTS', `The file has more than ${segments} segments.`, 'Split it into several files.');
  }

  #stop(code: string, message: string, fix: string): void {
    this.#stopped = true;
    this.#mark();
    const error = { code, message, fix, at: { ...this.place } };
    if (this.#header) this.#sink.cut(error);
    else this.#sink.stray(error);
    this.#header = null;
    this.#window.clear();
  }
}
