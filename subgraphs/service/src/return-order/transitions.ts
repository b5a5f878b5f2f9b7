/** A return goes from the question to the goods, and from the goods to the money. */
export type ReturnState =
  | 'REQUESTED'
  | 'AUTHORISED'
  | 'DECLINED'
  | 'RECEIVED'
  | 'INSPECTED'
  | 'CREDITED'
  | 'CLOSED'
  | 'CANCELLED';

const next = {
  REQUESTED: ['AUTHORISED', 'DECLINED', 'CANCELLED'],
  AUTHORISED: ['RECEIVED', 'CANCELLED'],
  DECLINED: [],
  RECEIVED: ['INSPECTED'],
  // Not every return is credited: what was ours to repair is not.
  INSPECTED: ['CREDITED', 'CLOSED'],
  CREDITED: ['CLOSED'],
  CLOSED: [],
  CANCELLED: [],
} as const satisfies Record<ReturnState, readonly ReturnState[]>;

/** The states that a return may take next. */
export const nextOf = (state: ReturnState): readonly ReturnState[] => next[state];

/** True when a return may go from one state to the other. */
export const mayBecome = (from: ReturnState, to: ReturnState): boolean => nextOf(from).includes(to);

/** True when nothing can follow. */
export const isFinal = (state: ReturnState): boolean => next[state].length === 0;
