/** WAITING_FOR_CUSTOMER and RESOLVED wait for the customer's word; the others for ours, or for nobody's. */
export type CaseState = 'OPEN' | 'IN_PROGRESS' | 'WAITING_FOR_CUSTOMER' | 'RESOLVED' | 'CLOSED';

const next = {
  OPEN: ['IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'RESOLVED'],
  IN_PROGRESS: ['WAITING_FOR_CUSTOMER', 'RESOLVED'],
  WAITING_FOR_CUSTOMER: ['IN_PROGRESS', 'RESOLVED'],
  // Who is not content opens it again; who is, closes it.
  RESOLVED: ['IN_PROGRESS', 'CLOSED'],
  CLOSED: [],
} as const satisfies Record<CaseState, readonly CaseState[]>;

/** The states that a case may take next. */
export const nextOf = (state: CaseState): readonly CaseState[] => next[state];

/** True when a case may go from one state to the other. */
export const mayBecome = (from: CaseState, to: CaseState): boolean => nextOf(from).includes(to);

/** Nobody has to act any more, unless the customer comes back. */
export const isDone = (state: CaseState): boolean => state === 'RESOLVED' || state === 'CLOSED';
