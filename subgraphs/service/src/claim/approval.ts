import { aboveUnits, type Money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Claim, legOf } from './claim.ts';
import type { Decision } from './settlement.ts';

/** A decision that waits for a second person, with who wants it. */
export interface PendingApproval {
  readonly decision: Decision;
  readonly amount: Money;
  readonly askedById: string;
  readonly askedBy: string;
  /** Epoch milliseconds. */
  readonly askedAt: number;
}

/**
 * How much a decision promises anew above the limit; null where one person may say so. What the claimant has accepted was
 * approved with its offer.
 * @param above in whole units of the currency
 */
export function beyondOne(before: Claim, decided: Claim, above: number): Money | null {
  if (decided.state === 'DECLINED' || before.state === 'ACCEPTED') return null;
  const amount = legOf(decided, 'CUSTOMER_TO_3PL')?.decidedAmount ?? null;
  return amount && aboveUnits(amount, above) ? amount : null;
}

export const needsApproval = (amount: Money, above: number): Result<never> =>
  refuse('CLAIM_NEEDS_APPROVAL', `Above ${above} ${amount.currency} a second person says yes.`, {
    field: 'amountMinor',
    fix: 'Ask for approval: somebody who may approve claims sees it at the claim.',
  });

/** The claim, with a decision that waits. */
export const awaiting = (claim: Claim, approval: PendingApproval): Claim => ({
  ...claim,
  dossier: { ...claim.dossier, approval },
});

/** The claim without one. */
export const answered = (claim: Claim): Claim => ({ ...claim, dossier: { ...claim.dossier, approval: null } });

/** What a second person answers to; nobody answers to themselves. @param askedAt of the request that was read */
export function answerable(claim: Claim, memberId: string, askedAt: number): Result<PendingApproval> {
  const { approval } = claim.dossier;
  if (!approval || approval.askedAt !== askedAt)
    return refuse('APPROVAL_NONE', 'This decision does not wait any more.', { fix: 'Load the claim again.' });
  if (approval.askedById === memberId)
    return refuse('APPROVAL_BY_SELF', 'Nobody approves what they ask for.', { fix: 'Ask a colleague.' });
  return ok(approval);
}
