/** The state of a claim and of each of its legs. */
export type ClaimState = 'FILED' | 'ACKNOWLEDGED' | 'INVESTIGATING' | 'OFFERED' | 'PAID' | 'DECLINED' | 'WITHDRAWN';

const next = {
  // 49 CFR 370.5: a claim that is paid or declined within the time needs no acknowledgement of its own.
  FILED: ['ACKNOWLEDGED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  ACKNOWLEDGED: ['INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  INVESTIGATING: ['OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  // A better offer may follow one that was not taken.
  OFFERED: ['OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'],
  PAID: [],
  DECLINED: [],
  WITHDRAWN: [],
} as const satisfies Record<ClaimState, readonly ClaimState[]>;

/** True when a claim, or a leg, may go from one state to the other. */
export const mayBecome = (from: ClaimState, to: ClaimState): boolean =>
  (next[from] as readonly ClaimState[]).includes(to);

/** True when nothing can follow. */
export const isFinal = (state: ClaimState): boolean => next[state].length === 0;
