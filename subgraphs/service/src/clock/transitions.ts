/** What happens to a clock; each is stored and never changed. */
export type ClockChange =
  | 'STARTED'
  | 'PAUSED'
  | 'RESUMED'
  | 'REMINDED'
  | 'ESCALATED'
  | 'MISSED'
  | 'MET'
  | 'REOPENED'
  | 'STOPPED';

/** MET_LATE is done, but after the deadline; STOPPED is what no longer has to be done. */
export type ClockPhase = 'RUNNING' | 'PAUSED' | 'MISSED' | 'MET' | 'MET_LATE' | 'STOPPED';

const next = {
  RUNNING: ['PAUSED', 'REMINDED', 'ESCALATED', 'MISSED', 'MET', 'STOPPED'],
  PAUSED: ['RESUMED', 'MET', 'STOPPED'],
  MISSED: ['MET', 'STOPPED'],
  MET: ['REOPENED'],
  MET_LATE: ['REOPENED'],
  STOPPED: [],
} as const satisfies Record<ClockPhase, readonly ClockChange[]>;

/** True when that may happen to a clock in this phase. */
export const mayHappen = (phase: ClockPhase, change: ClockChange): boolean =>
  (next[phase] as readonly ClockChange[]).includes(change);

/** True while somebody still has to do something. */
export const isOpen = (phase: ClockPhase): boolean => mayHappen(phase, 'STOPPED');
