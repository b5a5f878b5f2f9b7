/** CANCELLED was called off, REFUSED was never taken on. */
export type WorkOrderState = 'REQUESTED' | 'APPROVED' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'REFUSED';

const next = {
  REQUESTED: ['APPROVED', 'CANCELLED', 'REFUSED'],
  APPROVED: ['IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['DONE', 'CANCELLED'],
  DONE: [],
  CANCELLED: [],
  REFUSED: [],
} as const satisfies Record<WorkOrderState, readonly WorkOrderState[]>;

/** True when a job may go from one state to the other. */
export const mayBecome = (from: WorkOrderState, to: WorkOrderState): boolean =>
  (next[from] as readonly WorkOrderState[]).includes(to);

/** True when nothing can follow. */
export const isFinal = (state: WorkOrderState): boolean => next[state].length === 0;
