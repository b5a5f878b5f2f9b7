/** Every kind of content fault that a check can find; a policy says for each what becomes of the set. */
export type FaultKind =
  | 'segment_unknown'
  | 'segment_not_in_set'
  | 'segment_missing'
  | 'segment_missing_tolerated'
  | 'segment_out_of_sequence'
  | 'begin_segment'
  | 'segment_over_max'
  | 'loop_over_max'
  | 'element_missing'
  | 'element_conditional'
  | 'element_conditional_carried'
  | 'element_exclusion'
  | 'element_too_many'
  | 'element_too_short'
  | 'element_too_long'
  | 'element_character'
  | 'element_decimal'
  | 'element_code'
  | 'element_date'
  | 'element_date_short'
  | 'element_time'
  | 'element_repetitions'
  | 'element_components'
  | 'control_total';

/** `accept`: the set passes with an error (E). `reject`: it does not (R). `ignore`: nothing is said. */
export type Treatment = 'accept' | 'reject' | 'ignore';

/** What a partner may send. It is data, so that a profile can loosen or tighten it without code. */
export interface CheckPolicy {
  kinds: Readonly<Record<FaultKind, Treatment>>;
  /** Mandatory segments that real feeds leave out: totals, carrier, line openers. */
  toleratedMissing: readonly string[];
  /** Exceptions by place, such as `{ W0501: 'accept', '940/N103': 'ignore', ZZZ: 'ignore' }`; they win over `kinds`. */
  places: Readonly<Record<string, Treatment>>;
  charset: 'utf8' | 'latin1';
  /** Which acknowledgement a 005010 group gets. */
  acknowledgeWith: '997' | '999';
}

/** The tolerance of a reader that loses nothing: everyday deviations pass with an error, real gaps do not. */
export const defaultPolicy: CheckPolicy = {
  kinds: {
    segment_unknown: 'reject',
    segment_not_in_set: 'reject',
    segment_missing: 'reject',
    segment_missing_tolerated: 'accept',
    segment_out_of_sequence: 'accept',
    begin_segment: 'reject',
    segment_over_max: 'accept',
    loop_over_max: 'accept',
    element_missing: 'reject',
    element_conditional: 'accept',
    element_conditional_carried: 'ignore',
    element_exclusion: 'accept',
    element_too_many: 'reject',
    element_too_short: 'accept',
    element_too_long: 'accept',
    element_character: 'reject',
    element_decimal: 'accept',
    element_code: 'reject',
    element_date: 'reject',
    element_date_short: 'accept',
    element_time: 'reject',
    element_repetitions: 'accept',
    element_components: 'accept',
    control_total: 'accept',
  },
  toleratedMissing: ['W03', 'W14', 'W27', 'W76', 'L3', 'CTT', 'LX'],
  // CTX06 is a number by the tables, but published 999s name composites such as C023 there.
  places: { CTX06: 'ignore' },
  charset: 'utf8',
  acknowledgeWith: '997',
};

/** A partner's changes laid over the default. */
export function policyWith(
  changes: Partial<Omit<CheckPolicy, 'kinds'>> & { kinds?: Partial<CheckPolicy['kinds']> },
): CheckPolicy {
  return { ...defaultPolicy, ...changes, kinds: { ...defaultPolicy.kinds, ...changes.kinds } };
}

/** What a policy makes of a fault at a place of a set. */
export function treatmentOf(
  policy: CheckPolicy,
  kind: FaultKind,
  set: string,
  tag: string,
  element: number | null,
): Treatment {
  const place = element === null ? tag : `${tag}${String(element).padStart(2, '0')}`;
  return policy.places[`${set}/${place}`] ?? policy.places[place] ?? policy.kinds[kind];
}
