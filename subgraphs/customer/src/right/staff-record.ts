/** What was done to somebody's place or rights in the company. */
export type StaffAction =
  | 'INVITED'
  | 'ROLE_CHANGED'
  | 'MOVED'
  | 'DEACTIVATED'
  | 'REACTIVATED'
  | 'PASSWORD_RESET'
  | 'RIGHT_GRANTED'
  | 'RIGHT_WITHDRAWN'
  | 'CUSTOMER_VIEWED';

/** What it was before and is after, as far as that says it. */
export interface StaffDetail {
  readonly before?: string | null;
  readonly after?: string | null;
  readonly rightId?: string;
  readonly reason?: string;
}

/** One line of the log about a person of the company. It is added, never changed. */
export interface StaffRecord {
  readonly id: string;
  readonly memberId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  readonly action: StaffAction;
  readonly detail: StaffDetail;
}
