import type { CreditReason, CreditState } from '@quayside/contract/credit-events';
import { type Refusal, type Result, refused } from '@quayside/shared/result';

/** On which terms an account orders, as the contract subgraph last told it. */
export interface HeardCredit {
  readonly accountId: string;
  readonly state: CreditState;
  readonly reason: CreditReason;
}

/** What holds an order back, if anything: the credit of its account, unless this order was released. */
export interface CreditGate {
  readonly credit: Pick<HeardCredit, 'state' | 'reason'> | null;
  readonly released: boolean;
}

const WHY: Readonly<Record<CreditReason, string>> = {
  IN_ORDER: 'all is in order',
  OVERDUE: 'an invoice is overdue for too long',
  OVER_LIMIT: 'more is owed than the credit limit allows',
  PREPAY_TERMS: 'its terms ask for payment before work starts',
  DECIDED: 'we have decided so',
};

const FIX = 'Pay what is due, or ask your account manager: a head of sales can release this order by its number.';

/**
 * May this order be taken? On HOLD it is refused, before goods are set aside that others could buy. On PREPAY it is
 * taken: its goods are kept, and the customer pays against a number that both sides know.
 */
export const takeFault = (orderNumber: string, { credit, released }: CreditGate): Result<never> | null =>
  credit?.state === 'HOLD' && !released
    ? refused({
        code: 'CREDIT_HOLD',
        message: `Order ${orderNumber} is not taken: the account is on credit hold, because ${WHY[credit.reason]}.`,
        field: 'orderNumber',
        fix: FIX,
      })
    : null;

/**
 * What keeps work on a taken order from starting; null when nothing does. An account on PREPAY pays first, and one that
 * went on HOLD meanwhile gets no more of our work: both wait for a release, or for the account to be open again.
 */
export function workBlock(number: string, { credit, released }: CreditGate): Refusal | null {
  if (!credit || credit.state === 'OPEN' || released) return null;
  const code = credit.state === 'HOLD' ? 'CREDIT_HOLD' : 'CREDIT_PREPAY';
  const waits = credit.state === 'HOLD' ? 'the account is on credit hold' : 'it waits for its payment';
  return { code, message: `Work on ${number} does not start: ${waits}, because ${WHY[credit.reason]}.`, fix: FIX };
}
