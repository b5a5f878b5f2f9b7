/** The state of a claim and of each of its legs. On a leg DRAFT means that nobody has been asked for money yet. */
export type ClaimState =
  | 'DRAFT'
  | 'FILED'
  | 'ACKNOWLEDGED'
  | 'INVESTIGATING'
  | 'OFFERED'
  | 'COUNTERED'
  | 'ACCEPTED'
  | 'APPEALED'
  | 'PAID'
  | 'DECLINED'
  | 'WITHDRAWN';

const next = {
  DRAFT: ['FILED', 'WITHDRAWN'],
  // 49 CFR 370.5: a claim that is paid or declined within the time needs no acknowledgement of its own.
  FILED: ['ACKNOWLEDGED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  ACKNOWLEDGED: ['INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  INVESTIGATING: ['OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  // A better offer may follow one that was not taken.
  OFFERED: ['OFFERED', 'COUNTERED', 'ACCEPTED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  COUNTERED: ['OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  // What both have agreed on is only paid.
  ACCEPTED: ['PAID'],
  APPEALED: ['INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  PAID: [],
  DECLINED: ['APPEALED'],
  WITHDRAWN: [],
} as const satisfies Record<ClaimState, readonly ClaimState[]>;

/** The states that a claim, or a leg, may take next. */
export const nextOf = (state: ClaimState): readonly ClaimState[] => next[state];

/** True when a claim, or a leg, may go from one state to the other. */
export const mayBecome = (from: ClaimState, to: ClaimState): boolean => nextOf(from).includes(to);

const SETTLED: readonly ClaimState[] = ['PAID', 'DECLINED', 'WITHDRAWN'];

/** True when nobody has to act any more, unless a denial is appealed. */
export const isSettled = (state: ClaimState): boolean => SETTLED.includes(state);
