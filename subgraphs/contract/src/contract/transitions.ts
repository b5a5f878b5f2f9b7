/** EXPIRED is never stored: it is what ACTIVE becomes when the last valid day has passed. */
export type StoredState = 'DRAFT' | 'ACTIVE' | 'TERMINATED';
/** The state as it is shown. */
export type ContractState = StoredState | 'EXPIRED';

const next = {
  DRAFT: ['ACTIVE', 'TERMINATED'],
  ACTIVE: ['TERMINATED'],
  TERMINATED: [],
} as const satisfies Record<StoredState, readonly StoredState[]>;

/** True when a contract may go from one stored state to the other. */
export const mayBecome = (from: StoredState, to: StoredState): boolean =>
  (next[from] as readonly StoredState[]).includes(to);
