import type { ClaimFacts, ServiceFacts } from '../events.ts';
import { type Claim, legOf } from './claim.ts';

/** What the events of a claim say besides the facts of every item, from the claim before a step and after it. */
export function claimFacts(claim: Claim, before: Claim | null): Omit<ClaimFacts, keyof ServiceFacts> {
  const { dossier, offered } = claim;
  const own = legOf(claim, 'CUSTOMER_TO_3PL');
  const carrier = legOf(claim, 'THREE_PL_TO_CARRIER');
  const claimed = carrier?.state === 'FILED' && before !== null && legOf(before, carrier.kind)?.state === 'DRAFT';
  return {
    ...{ source: dossier.source, reference: claim.reference, decisionCode: dossier.decisionCode },
    moved: before?.state !== claim.state || before.offered?.amountMinor !== offered?.amountMinor,
    currency: claim.amount.currency,
    offeredMinor: offered?.amountMinor ?? null,
    paidMinor: claim.state === 'PAID' ? (own?.decidedAmount?.amountMinor ?? null) : null,
    paymentReference: dossier.payment?.reference || null,
    claimedFrom: claimed ? carrier.counterpart : null,
    causes: [...new Set(claim.lines.map(({ cause }) => cause))],
  };
}
