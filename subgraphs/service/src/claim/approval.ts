import { HOUR } from '@quayside/shared/instant';
import { aboveUnits, inWords, type Money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { ON_THE_DESK, type QueueItem, titled } from '../queue/queue.ts';
import { type Claim, legOf } from './claim.ts';
import type { Decision } from './settlement.ts';

/** A decision that waits for a second person, with who wants it. */
export interface PendingApproval {
  /** Of its place on the desk. */
  readonly id: string;
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
    figures: { above: `${above} ${amount.currency}` },
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

/** What a colleague waits for is answered within a working day, and never later than the claim itself is due. */
const ANSWER_WITHIN = 8 * HOUR;

/** The approval as it lies on the desk of those who may answer; `before` as it lay there. */
export function approvalWork(claim: Claim, approval: PendingApproval, before: QueueItem | null): QueueItem {
  const { number, priority, accountId, shipmentId, statement } = claim;
  const { id, askedAt, askedBy, askedById, decision, amount } = approval;
  return {
    ...ON_THE_DESK,
    ...{ id, kind: 'CLAIM_APPROVAL', number, priority, accountId, shipmentId, askedById, subjectId: claim.id },
    // In no language: the title of a piece of work is read in all of them.
    title: titled([inWords(amount), askedBy, statement].filter(Boolean).join(' · ')),
    state: decision.decision,
    ownerId: before?.ownerId ?? null,
    openedAt: askedAt,
    dueAt: Math.min(askedAt + ANSWER_WITHIN, claim.dueAt),
    closedAt: null,
  };
}
