import type { HeaderFault, InterchangeHeader } from './header.ts';
import { headerErrors, noteError, noteRules } from './interchange-rules.ts';
import type { CheckError, Place } from './place.ts';
import { ReceivedGroup } from './received-group.ts';
import { type ReceivedSet, sameNumber } from './received-set.ts';
import { Scanner } from './scan.ts';
import { defaultLimits, type ScanLimits, type ScanSink } from './scan-sink.ts';
import { type ScannedSet, splitElements } from './segment.ts';

/** What a GS says. */
export interface GroupHeader {
  functionalId: string;
  control: string;
  version: string;
  sender: string;
  receiver: string;
  at: Place;
}

/** How a group ended: `included` is GE01 (the counted sets where GE is missing), codes are those of AK905-09. */
export interface GroupEnd {
  included: number;
  received: number;
  codes: string[];
  errors: CheckError[];
}

/** How an interchange ended; nothing in it may take effect when `ta1.code` is R. */
export interface InterchangeEnd {
  ta1: { code: 'A' | 'E' | 'R'; note: string };
  errors: CheckError[];
}

/**
 * Receives what a file holds while it streams by. A set is told as soon as it is complete, before the fate of its group and
 * interchange is known, so its effects must wait for `groupEnd` and `interchangeEnd`.
 */
export interface EnvelopeVisitor {
  interchange(header: InterchangeHeader): void;
  /** An interchange whose ISA cannot be used; no `interchangeEnd` follows. */
  brokenInterchange(fault: HeaderFault, at: Place): void;
  group(group: GroupHeader): void;
  set(set: ScannedSet): void;
  groupEnd(end: GroupEnd): void;
  interchangeEnd(end: InterchangeEnd): void;
  /** A TA1 that answers an interchange of ours. */
  acknowledgement(elements: readonly string[], at: Place): void;
  /** Something outside every interchange. */
  stray(error: CheckError): void;
}

/** Which set belongs into which group (GS01 for ST01), and which versions we have tables for. */
export interface EnvelopeRules {
  groupOf(type: string): string | null;
  knowsVersion(version: string): boolean;
}

/** Feeds bytes through the scanner and the envelope checks into a visitor: `push` chunks, then `end`. */
export function readEnvelopes(
  visitor: EnvelopeVisitor,
  rules: EnvelopeRules,
  limits: ScanLimits = defaultLimits,
): Scanner {
  const envelope = new Envelope(visitor, rules, limits.setSegments);
  const scanner = new Scanner(envelope, limits);
  envelope.scanner = scanner;
  return scanner;
}

const tags = { ST: 0x5354, SE: 0x5345, GS: 0x4753, GE: 0x4745, IEA: 0x494541, TA1: 0x544131 };

class Envelope implements ScanSink {
  scanner!: Scanner;
  readonly #visitor: EnvelopeVisitor;
  readonly #rules: EnvelopeRules;
  readonly #mostSegments: number;
  #header: InterchangeHeader | null = null;
  #separator = 0;
  #terminator = 0;
  #errors: CheckError[] = [];
  #groups = 0;
  #answers = 0;
  #groupKeys = new Set<string>();
  #group: ReceivedGroup | null = null;
  #set: ReceivedSet | null = null;
  #type = '';
  #nulSeen = false;
  readonly #interchangeKeys = new Set<string>();

  constructor(visitor: EnvelopeVisitor, rules: EnvelopeRules, mostSegments: number) {
    this.#visitor = visitor;
    this.#rules = rules;
    this.#mostSegments = mostSegments;
  }

  interchange(header: InterchangeHeader): void {
    this.#header = header;
    this.#separator = header.delimiters.element;
    this.#terminator = header.delimiters.terminator;
    this.#errors = headerErrors(header);
    this.#groups = 0;
    this.#answers = 0;
    this.#groupKeys = new Set();
    this.#nulSeen = false;
    const key = `${header.sender}\n${header.receiver}\n${header.control}`;
    if (this.#interchangeKeys.has(key)) this.#errors.push(noteError('025', header.at));
    this.#interchangeKeys.add(key);
    this.#visitor.interchange(header);
  }

  brokenInterchange(fault: HeaderFault, at: Place): void {
    this.#visitor.brokenInterchange(fault, at);
  }

  stray(error: CheckError): void {
    this.#visitor.stray(error);
  }

  nul(at: Place): void {
    if (!this.#nulSeen) this.#errors.push(noteError('024', at, 'The interchange holds a NUL byte.'));
    this.#nulSeen = true;
  }

  segment(window: Buffer, start: number, end: number): void {
    // Tags are told apart by their bytes: making a string for each of a million segments would cost more than all else.
    let tag = window[start]! * 256 + window[start + 1]!;
    if (end - start > 2 && window[start + 2] !== this.#separator) {
      tag = tag * 256 + window[start + 2]!;
      if (end - start > 3 && window[start + 3] !== this.#separator) tag = 0;
    }
    switch (tag) {
      case tags.ST:
        this.#openSet(window, start, end);
        break;
      case tags.SE:
        this.#closeSet(window, start, end);
        break;
      case tags.GS:
        this.#openGroup(window, start, end);
        break;
      case tags.GE:
        this.#closeGroup(window, start, end);
        break;
      case tags.IEA:
        this.#closeInterchange(window, start, end);
        break;
      default:
        if (this.#set) break;
        if (tag === tags.TA1) this.#answer(window, start, end);
        else this.#misplaced(window, start, end);
    }
  }

  tail(window: Buffer, start: number, end: number): void {
    const lineEnds = this.#terminator === 10 || this.#terminator === 13;
    const tag = window.toString('latin1', start, start + 4);
    if (!lineEnds || tag !== `IEA${String.fromCharCode(this.#separator)}`) return;
    // Editors strip the last line end; the nine digits of IEA02 show whether anything else is gone.
    this.#errors.push({ ...noteError('023', this.scanner.place, 'The last segment has no terminator.'), code: 'E023' });
    this.#closeInterchange(window, start, end);
  }

  cut(error: CheckError | null): void {
    if (!this.#header) return;
    this.#errors.push(error ? { ...error, code: '022' } : noteError('023', this.scanner.place));
    this.#abandonSet();
    this.#abandonGroup();
    this.#finish();
  }

  #elements(window: Buffer, start: number, end: number): string[] {
    return splitElements(window, start, end, this.#separator);
  }

  #here(): Place {
    const { byte, line, segment } = this.scanner.place;
    return { byte, line, segment };
  }

  #misplaced(window: Buffer, start: number, end: number): void {
    const tag = this.#elements(window, start, Math.min(end, start + 12))[0] ?? '';
    const at = this.#here();
    if (this.#group) this.#group.misplaced(tag, at);
    else this.#errors.push(noteError('022', at, `Segment "${tag}" stands outside a group (GS … GE).`));
  }

  #answer(window: Buffer, start: number, end: number): void {
    this.#answers++;
    if (this.#group || this.#groups > 0)
      this.#errors.push(noteError('022', this.#here(), 'A TA1 must stand before the first GS.'));
    this.#visitor.acknowledgement(this.#elements(window, start, end), this.#here());
  }

  #openGroup(window: Buffer, start: number, end: number): void {
    this.#abandonSet();
    this.#abandonGroup();
    this.#groups++;
    this.#group = new ReceivedGroup(this.#elements(window, start, end), this.#here(), this.#rules, this.#groupKeys);
    this.#visitor.group(this.#group);
  }

  #closeGroup(window: Buffer, start: number, end: number): void {
    this.#abandonSet();
    const group = this.#group;
    this.#group = null;
    if (group) this.#visitor.groupEnd(group.close(this.#elements(window, start, end), this.#here()));
    else this.#misplaced(window, start, end);
  }

  #abandonGroup(): void {
    const group = this.#group;
    this.#group = null;
    if (group) this.#visitor.groupEnd(group.abandon(this.#here()));
  }

  #openSet(window: Buffer, start: number, end: number): void {
    this.#abandonSet();
    // Splitting by hand: this runs once per set, and a list of elements is not needed.
    let first = start + 3;
    while (first < end && window[first] !== this.#separator) first++;
    let second = first + 1;
    while (second < end && window[second] !== this.#separator) second++;
    const type = this.#typeAt(window, start + 3, first);
    const group = this.#group;
    if (!group) {
      this.#errors.push(noteError('022', this.#here(), 'A transaction set (ST) stands outside a group (GS … GE).'));
      return;
    }
    const number = { window, from: Math.min(first + 1, end), to: Math.min(second, end) };
    this.scanner.sets++;
    this.#set = group.openSet(type, number, this.#header!, this.scanner.place, this.#rules);
    this.scanner.hold = start;
  }

  /** Sets of one type mostly follow on each other: then the text of the last one is the text of this one. */
  #typeAt(window: Buffer, from: number, to: number): string {
    const known = this.#type;
    let same = to - from === known.length;
    for (let k = 0; same && k < known.length; k++) same = window[from + k] === known.charCodeAt(k);
    if (!same) this.#type = window.toString('latin1', from, to);
    return this.#type;
  }

  #closeSet(window: Buffer, start: number, end: number): void {
    const set = this.#set;
    if (!set) {
      this.#misplaced(window, start, end);
      return;
    }
    set.segmentCount = this.scanner.place.segment - set.at.segment + 1;
    set.judgeTrailer(window, start, end, this.#separator, () => this.#here());
    if (set.segmentCount > this.#mostSegments) set.judgeSize(this.#mostSegments, this.#here());
    this.#tellSet(set, window, end);
  }

  /** Ends a set that never got its SE. */
  #abandonSet(): void {
    const set = this.#set;
    if (!set) return;
    set.segmentCount = this.scanner.place.segment - set.at.segment + 1;
    set.fault('2', null, 'The set has no SE.', 'End every set with an SE.', this.#here(), 'SE');
    set.segmentCount--;
    this.#tellSet(set, null, 0);
  }

  #tellSet(set: ReceivedSet, window: Buffer | null, end: number): void {
    const { hold } = this.scanner;
    this.scanner.hold = -1;
    this.#set = null;
    if (window) set.closeAt(window, hold, Math.min(end + 1, window.length));
    this.#visitor.set(set);
  }

  #closeInterchange(window: Buffer, start: number, end: number): void {
    this.#abandonSet();
    this.#abandonGroup();
    const at = this.#here();
    const [, count = '', control = ''] = this.#elements(window, start, end);
    if (control !== this.#header!.control)
      this.#errors.push(noteError('001', at, `IEA02 is "${control}", ISA13 is "${this.#header!.control}".`));
    if (!sameNumber(count, String(this.#groups)))
      this.#errors.push(noteError('021', at, `IEA01 says "${count}" groups, ${this.#groups} were received.`));
    if (this.#groups === 0 && this.#answers === 0) this.#errors.push(noteError('024', at, 'The interchange is empty.'));
    this.#finish();
  }

  #finish(): void {
    const worst = this.#errors.find((error) => noteRules[error.code]?.verdict === 'R');
    const first = worst ?? this.#errors[0];
    const note = first ? first.code.replace(/^E/, '') : '000';
    const errors = this.#errors.map((error) => ({ ...error, code: error.code.replace(/^E/, '') }));
    this.#header = null;
    this.#visitor.interchangeEnd({ ta1: { code: worst ? 'R' : first ? 'E' : 'A', note }, errors });
  }
}
