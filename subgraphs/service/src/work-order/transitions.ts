/**
 * REQUESTED waits for a price, QUOTED for the customer's word, APPROVED for a day, SCHEDULED for hands. CANCELLED was
 * called off, REFUSED was never taken on.
 */
export type WorkOrderState =
  | 'REQUESTED'
  | 'QUOTED'
  | 'APPROVED'
  | 'SCHEDULED'
  | 'IN_PROGRESS'
  | 'DONE'
  | 'CANCELLED'
  | 'REFUSED';

// What is changed is quoted anew, and a day may be moved: so some states lead back, or to themselves.
const next = {
  REQUESTED: ['REQUESTED', 'QUOTED', 'CANCELLED', 'REFUSED'],
  QUOTED: ['REQUESTED', 'QUOTED', 'APPROVED', 'CANCELLED', 'REFUSED'],
  APPROVED: ['REQUESTED', 'QUOTED', 'SCHEDULED', 'CANCELLED'],
  SCHEDULED: ['REQUESTED', 'QUOTED', 'SCHEDULED', 'IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['DONE', 'CANCELLED'],
  DONE: [],
  CANCELLED: [],
  REFUSED: [],
} as const satisfies Record<WorkOrderState, readonly WorkOrderState[]>;

/** The states that a job may take next. */
export const nextOf = (state: WorkOrderState): readonly WorkOrderState[] => next[state];

/** True when a job may go from one state to the other. */
export const mayBecome = (from: WorkOrderState, to: WorkOrderState): boolean => nextOf(from).includes(to);

/** True when nothing can follow. */
export const isFinal = (state: WorkOrderState): boolean => next[state].length === 0;
