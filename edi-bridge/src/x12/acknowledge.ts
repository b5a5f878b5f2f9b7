import type { SetError } from './place.ts';
import { isSafeValue, type OutgoingSegment, usualDelimiters, type WriteDelimiters, writeInterchange } from './write.ts';

/** The facts of a received set that an acknowledgement repeats. */
export interface AnsweredSet {
  type: string;
  control: string;
  verdict: 'A' | 'E' | 'R';
  codes: readonly string[];
  errors: readonly SetError[];
}

export interface AnsweredGroup {
  functionalId: string;
  control: string;
  version: string;
  /** GS02 and GS03 as received; the answer turns them round. */
  sender: string;
  receiver: string;
  verdict: 'A' | 'E' | 'P' | 'R';
  included: number;
  received: number;
  accepted: number;
  codes: readonly string[];
  sets: readonly AnsweredSet[];
}

export interface AnsweredInterchange {
  /** ISA01.. as received, padding and all; index 0 is the tag. */
  elements: readonly string[];
  sender: string;
  receiver: string;
  control: string;
  ta1: { code: 'A' | 'E' | 'R'; note: string };
  /** True when the interchange holds only TA1s. */
  onlyAnswers: boolean;
  groups: readonly AnsweredGroup[];
}

/** Where an answer gets its numbers and its time; each call must give a new number. */
export interface AnswerSource {
  nextInterchange(): number;
  nextGroup(): number;
  /** CCYYMMDD and HHMM in the partner's zone. */
  date: string;
  time: string;
  delimiters?: WriteDelimiters;
  /** What a 005010 group is answered with; 004010 is always answered with a 997. */
  form: '997' | '999';
}

/** One acknowledgement, ready to send. */
export interface Answer {
  type: '997' | '999' | 'TA1';
  /** GS06 of the group that it answers; null for a TA1. */
  group: string | null;
  raw: string;
}

/**
 * The answers to one interchange: a TA1 when it was asked for or the interchange is rejected, and one 997 (or 999) for every group
 * of an interchange that was not. Acknowledgements themselves are never acknowledged.
 */
export function acknowledge(received: AnsweredInterchange, source: AnswerSource): Answer[] {
  const groups = received.groups.filter((group) => group.functionalId !== 'FA');
  if (received.onlyAnswers || (groups.length === 0 && received.groups.length > 0)) return [];
  const answers: Answer[] = [];
  const rejected = received.ta1.code === 'R';
  if (rejected || (received.elements[14] ?? '') === '1') {
    const ta1 = answerInterchange(received, source);
    if (ta1) answers.push(ta1);
  }
  if (rejected) return answers;
  for (const group of groups) {
    const answer = answerGroup(received, group, source);
    if (answer) answers.push(answer);
  }
  return answers;
}

function answerInterchange(received: AnsweredInterchange, source: AnswerSource): Answer | null {
  const { elements, ta1, control } = received;
  const segment = ['TA1', control.padStart(9, '0'), elements[9] ?? '', elements[10] ?? '', ta1.code, ta1.note];
  const version = (elements[12] ?? '') >= '00501' ? '005010' : '004010';
  const written = writeInterchange({ ...frame(received, source), version, groups: [], answers: [segment] });
  return written.ok ? { type: 'TA1', group: null, raw: written.value } : null;
}

function answerGroup(received: AnsweredInterchange, group: AnsweredGroup, source: AnswerSource): Answer | null {
  const five = group.version.startsWith('005');
  const type = five && source.form === '999' ? '999' : '997';
  const delimiters = source.delimiters ?? usualDelimiters;
  const segments: OutgoingSegment[] = [['AK1', group.functionalId, group.control, ...(five ? [group.version] : [])]];
  // One by one: a group may hold more sets than a call may have arguments.
  for (const set of group.sets)
    for (const segment of answerSet(set, type === '999' ? 'IK' : 'AK', delimiters)) segments.push(segment);
  const counts = [group.included, group.received, group.accepted].map(String);
  segments.push(['AK9', group.verdict, ...counts, ...group.codes.slice(0, 5)]);
  const written = writeInterchange({
    ...frame(received, source),
    version: five ? '005010' : '004010',
    groups: [
      {
        functionalId: 'FA',
        control: source.nextGroup(),
        sender: group.receiver,
        receiver: group.sender,
        sets: [{ type, segments: segments.map((s) => safe(s, delimiters)) }],
      },
    ],
  });
  return written.ok ? { type, group: group.control, raw: written.value } : null;
}

function answerSet(set: AnsweredSet, prefix: 'AK' | 'IK', delimiters: WriteDelimiters): OutgoingSegment[] {
  const segments: OutgoingSegment[] = [['AK2', set.type, set.control]];
  let open = '';
  for (const error of set.errors) {
    if (error.segmentCode === null) continue;
    const key = `${error.position} ${error.segment} ${error.segmentCode}`;
    if (key !== open || error.elementCode === null)
      segments.push([`${prefix}3`, error.segment, String(error.position), error.loop ?? '', error.segmentCode]);
    open = key;
    if (error.elementCode !== null) segments.push(answerElement(error, prefix, delimiters));
  }
  segments.push([`${prefix}5`, set.verdict, ...set.codes.slice(0, 5)]);
  return segments;
}

function answerElement(error: SetError, prefix: 'AK' | 'IK', delimiters: WriteDelimiters): OutgoingSegment {
  const place = [String(error.element), ...(error.component === null ? [] : [String(error.component)])];
  const value = error.value ?? '';
  // A copy that holds a separator would break the acknowledgement that carries it.
  const copy = value.length <= 99 && isSafeValue(value, delimiters) ? value : '';
  return [`${prefix}4`, place, error.elementNumber ?? '', error.elementCode ?? '', copy];
}

/** Ids that came from a broken file may hold anything; an acknowledgement still has to go out. */
const safe = (segment: OutgoingSegment, delimiters: WriteDelimiters): OutgoingSegment =>
  segment.map((value) => (typeof value === 'string' && !isSafeValue(value, delimiters) ? '' : value));

function frame(received: AnsweredInterchange, source: AnswerSource) {
  return {
    sender: received.receiver,
    receiver: received.sender,
    control: source.nextInterchange(),
    usage: (received.elements[15] ?? '') === 'T' ? ('T' as const) : ('P' as const),
    date: source.date,
    time: source.time,
    ...(source.delimiters ? { delimiters: source.delimiters } : {}),
  };
}
