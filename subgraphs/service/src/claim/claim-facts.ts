import type { ClaimFacts, ServiceFacts } from '../events.ts';
import { type Claim, legOf, paidInParts } from './claim.ts';

/** What the carrier has paid of our claim against it. */
function recoveredOf(claim: Claim | null): number {
  const leg = claim && legOf(claim, 'THREE_PL_TO_CARRIER');
  if (!leg) return 0;
  return leg.state === 'PAID' ? (leg.decidedAmount?.amountMinor ?? 0) : paidInParts(leg);
}

function recoveredBy(claim: Claim, before: Claim | null): NonNullable<ClaimFacts['recovered']> | null {
  const inAllMinor = recoveredOf(claim);
  const byStepMinor = inAllMinor - recoveredOf(before);
  return byStepMinor > 0 ? { byStepMinor, inAllMinor } : null;
}

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
    recovered: recoveredBy(claim, before),
    causes: [...new Set(claim.lines.map(({ cause }) => cause))],
  };
}
