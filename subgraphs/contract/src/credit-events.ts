/*
 * What the contract subgraph tells of credit, beside `events.ts`. Other workspaces may import it, too.
 */

/**
 * OPEN: orders on account. PREPAY: orders are taken, and no work starts on them until they are paid or released. HOLD: no
 * new orders, and no work starts on those that were taken.
 */
export type CreditState = 'OPEN' | 'PREPAY' | 'HOLD';
/** Why: all in order, overdue too long, more owed than the limit, terms that ask for prepayment, or decided by a person. */
export type CreditReason = 'IN_ORDER' | 'OVERDUE' | 'OVER_LIMIT' | 'PREPAY_TERMS' | 'DECIDED';

/** On which terms an account orders has changed; subject is the account. Data: CreditFacts. */
export const CREDIT_CHANGED = 'credit.changed.v1';
export interface CreditFacts {
  readonly accountId: string;
  readonly state: CreditState;
  readonly reason: CreditReason;
  /** Null on what is told again without a change. */
  readonly before: CreditState | null;
  /** Who decided, to be told of nothing; null for the rule. */
  readonly actorId: string | null;
  readonly actor: string | null;
}

/** One order of an account may go on in spite of its state; subject is the release. Data: OrderReleased. */
export const ORDER_RELEASED = 'credit.order-released.v1';
export interface OrderReleased {
  readonly accountId: string;
  /** The depositor's order number, or the shipper's load number. */
  readonly orderNumber: string;
  readonly releasedBy: string;
}
