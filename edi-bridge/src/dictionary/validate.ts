import type { Place, SetError } from '../x12/place.ts';
import { delimiterText, type ScannedSet, type Segment, segmentsOf } from '../x12/segment.ts';
import { type Dictionary, dictionaryFor } from './dictionary.ts';
import { ElementCheck } from './elements.ts';
import type { Fault } from './fault.ts';
import type { CountedFaults, FaultList } from './fault-list.ts';
import { type CheckPolicy, defaultPolicy, treatmentOf } from './policy.ts';
import { matchStructure } from './structure.ts';
import { totalFaults } from './totals.ts';

/** The verdict on one set with the codes of AK502-06 and everything that was found. */
export interface SetVerdict {
  verdict: 'A' | 'E' | 'R';
  codes: string[];
  errors: SetError[];
}

/**
 * Judges a set: what the envelope said, then structure and elements by the dictionary of its version.
 * A set that its envelope broke is rejected without more words, since its segments cannot be trusted.
 */
export function validateSet(set: ScannedSet, policy: CheckPolicy = defaultPolicy): SetVerdict {
  const dictionary = dictionaryFor(set.version);
  const rule = dictionary?.set(set.type);
  if (set.codes.length > 0 && set.codes.some((code) => code !== '4' && code !== '3'))
    return rejected(set.codes, set.errors);
  if (!dictionary || !rule) return rejected([...set.codes, '1'], [...set.errors, unsupported(set)]);
  const segments = segmentsOf(set, policy.charset);
  const { loops, faults } = matchStructure(segments, rule, dictionary);
  const contents = contentFaults(segments, loops, dictionary, set);
  const found = [...faults.told, ...contents.told, ...totalFaults(segments, set.type)];
  found.sort((a, b) => a.segment - b.segment);
  const judged = new Judgement(policy, set);
  for (const fault of found) judged.tell(fault, () => toError(fault, segments, dictionary));
  for (const counted of [...faults.counted, ...contents.counted]) judged.count(counted);
  const errors = judged.errors();
  const codes = errors.length > 0 ? [...set.codes, '5'] : [...set.codes];
  return { verdict: judged.worst, codes, errors: [...errors, ...set.errors] };
}

/** What the policy makes of the faults of one set. */
class Judgement {
  worst: 'A' | 'E' | 'R';
  readonly #policy: CheckPolicy;
  readonly #set: ScannedSet;
  readonly #errors: SetError[] = [];
  #more = 0;

  constructor(policy: CheckPolicy, set: ScannedSet) {
    this.#policy = policy;
    this.#set = set;
    this.worst = set.codes.length > 0 ? 'R' : 'A';
  }

  tell(fault: Fault, made: () => SetError): void {
    if (this.#counts(fault)) this.#errors.push(made());
  }

  count(faults: CountedFaults): void {
    if (this.#counts(faults)) this.#more += faults.count;
  }

  errors(): readonly SetError[] {
    const last = this.#errors.at(-1);
    return this.#more > 0 ? [...this.#errors, moreErrors(this.#more, last?.at ?? this.#set.at)] : this.#errors;
  }

  /** False for what the policy lets pass in silence. */
  #counts({ kind, tag, element }: Pick<Fault, 'kind' | 'tag' | 'element'>): boolean {
    const tolerated = kind === 'segment_missing' && this.#policy.toleratedMissing.includes(tag);
    const judged = tolerated ? 'segment_missing_tolerated' : kind;
    const treatment = treatmentOf(this.#policy, judged, this.#set.type, tag, element);
    if (treatment === 'reject') this.worst = 'R';
    else if (treatment !== 'ignore' && this.worst === 'A') this.worst = 'E';
    return treatment !== 'ignore';
  }
}

const moreErrors = (count: number, at: Place): SetError => ({
  segment: '',
  position: 1,
  loop: null,
  segmentCode: null,
  element: null,
  component: null,
  elementNumber: null,
  elementCode: null,
  value: null,
  code: 'MORE_ERRORS',
  message: `The set has ${count} more errors, which are not listed.`,
  fix: 'Mend those that are listed, then check the file again.',
  at,
});

function contentFaults(
  segments: readonly Segment[],
  loops: readonly (string | null)[],
  dictionary: Dictionary,
  set: ScannedSet,
): FaultList {
  const check = new ElementCheck(dictionary, delimiterText(set.header.delimiters));
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index]!;
    // SE is judged by the envelope: its count may have leading zeros that are longer than the element.
    if (segment.tag !== 'SE') check.check(segment, index, loops[index] ?? null);
  }
  return check.faults;
}

const rejected = (codes: readonly string[], errors: readonly SetError[]): SetVerdict => ({
  verdict: 'R',
  codes: [...new Set(codes)],
  errors: [...errors],
});

function toError(fault: Fault, segments: readonly Segment[], dictionary: Dictionary): SetError {
  const { tag, position, loop, segmentCode, element, component, elementCode, value, message, fix } = fault;
  const code = elementCode ? `AK403-${elementCode}` : segmentCode ? `AK304-${segmentCode}` : 'TOTAL';
  const elementNumber = numberOf(dictionary, fault);
  const at = segments[fault.segment]?.at ?? { byte: 0, line: 1, segment: 1 };
  const place = { segment: tag, position, loop, segmentCode, element, component, elementNumber, elementCode };
  return { ...place, value, code, message, fix, at };
}

/** Number of the element in the standard (AK402), which tells a partner more than its place; composites have none. */
function numberOf(dictionary: Dictionary, { tag, element, component }: Fault): string | null {
  const use = element === null ? undefined : dictionary.segment(tag)?.elements[element - 1];
  const inner = use && component !== null ? dictionary.segment(use.code)?.elements[component - 1] : use;
  return inner && /^\d+$/.test(inner.code) ? inner.code : null;
}

function unsupported(set: ScannedSet): SetError {
  const none = { loop: null, segmentCode: null, component: null, elementNumber: null, elementCode: null };
  return {
    segment: 'ST',
    position: 1,
    element: 1,
    value: set.type,
    ...none,
    code: 'AK502-1',
    message: `Transaction set ${set.type} is not supported in version ${set.version}.`,
    fix: 'Agree with us on the sets and versions you send.',
    at: set.at,
  };
}
