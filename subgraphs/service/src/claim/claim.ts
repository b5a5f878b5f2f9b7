import { type Money, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ServiceItem } from '../item/item.ts';
import { type ClaimState, isFinal, mayBecome } from './transitions.ts';

/** What happened to the goods. */
export type LossCause = 'LOSS' | 'DAMAGE' | 'SHORTAGE' | 'DELAY' | 'CONCEALED_DAMAGE';
/** The three answers that 49 CFR 370.9 knows. */
export type ClaimDecision = 'OFFER' | 'PAY' | 'DECLINE';

/** One loss, with its own cause and amount. */
export interface ClaimLine {
  readonly id: string;
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly cause: LossCause;
  readonly amount: Money;
}

/** One of two claims in one: the customer's against us, and ours against the carrier. */
export interface ClaimLeg {
  readonly id: string;
  readonly kind: 'CUSTOMER_TO_3PL' | 'THREE_PL_TO_CARRIER';
  readonly counterpart: string;
  readonly regime: string;
  readonly state: ClaimState;
  readonly acknowledgeBy: number;
  readonly decideBy: number;
  readonly decidedAmount: Money | null;
}

/** Money asked for loss or damage. Amount and lines are as filed and never change. */
export interface Claim extends ServiceItem {
  readonly state: ClaimState;
  readonly shipmentId: string;
  readonly lines: readonly ClaimLine[];
  readonly amount: Money;
  readonly liabilityAsserted: boolean;
  readonly statement: string;
  readonly legs: readonly ClaimLeg[];
  readonly offered: Money | null;
}

/** What a leg waits for next. */
export const legDueAt = (leg: Pick<ClaimLeg, 'state' | 'acknowledgeBy' | 'decideBy'>): number =>
  leg.state === 'FILED' ? leg.acknowledgeBy : leg.decideBy;

const refuseMove = (claim: Claim, to: ClaimState) =>
  refuse('CLAIM_STATE', `Claim ${claim.number} is ${claim.state} and cannot become ${to}.`);

/** Moves the claim and with it the customer's leg; the carrier's leg has a course of its own. */
export function move(claim: Claim, to: ClaimState, now: number, decided: Money | null = null): Result<Claim> {
  if (!mayBecome(claim.state, to)) return refuseMove(claim, to);
  const legs = claim.legs.map((leg) =>
    leg.kind === 'CUSTOMER_TO_3PL' ? { ...leg, state: to, decidedAmount: decided ?? leg.decidedAmount } : leg,
  );
  const own = legs.find((leg) => leg.kind === 'CUSTOMER_TO_3PL');
  const dueAt = own ? legDueAt(own) : claim.dueAt;
  return ok({ ...claim, state: to, legs, dueAt, closedAt: isFinal(to) ? now : null });
}

/** What was decided, for how much, and why. */
export interface Decision {
  readonly decision: ClaimDecision;
  readonly amountMinor: number | null;
  readonly reason: string;
}

const BECOMES = { OFFER: 'OFFERED', PAY: 'PAID', DECLINE: 'DECLINED' } as const satisfies Record<
  ClaimDecision,
  ClaimState
>;

/** Pays, declines or makes a firm offer, in writing and with a reason (49 CFR 370.9). */
export function decide(claim: Claim, decision: Decision, now: number): Result<Claim> {
  const to = BECOMES[decision.decision];
  if (!mayBecome(claim.state, to)) return refuseMove(claim, to);
  if (!decision.reason.trim()) {
    return refuse('REASON_MISSING', 'A claim is decided in writing: give the reason.', { field: 'reason' });
  }
  if (decision.decision === 'DECLINE') return move(claim, to, now);
  const amount = amountOf(claim, decision);
  if (!amount.ok) return amount;
  const moved = move(claim, to, now, amount.value);
  return moved.ok && to === 'OFFERED' ? ok({ ...moved.value, offered: amount.value }) : moved;
}

/** An offer names its amount; a payment without one pays what was offered, or else the whole claim. */
function amountOf(claim: Claim, { decision, amountMinor }: Decision): Result<Money> {
  const field = 'amountMinor';
  if (decision === 'OFFER' && amountMinor === null) return refuse('AMOUNT_MISSING', 'How much?', { field });
  const minor = amountMinor ?? claim.offered?.amountMinor ?? claim.amount.amountMinor;
  if (minor <= 0 || minor > claim.amount.amountMinor) {
    return refuse('AMOUNT_RANGE', `The amount is above zero and at most ${claim.amount.amountMinor}.`, { field });
  }
  return ok(money(minor, claim.amount.currency));
}

/** What the carrier did with our claim against it. */
export function carrierAnswered(claim: Claim, state: ClaimState, amountMinor: number | null): Result<Claim> {
  const leg = claim.legs.find((one) => one.kind === 'THREE_PL_TO_CARRIER');
  if (!leg) return refuse('NO_CARRIER_LEG', `Claim ${claim.number} has no carrier to turn to.`);
  if (!mayBecome(leg.state, state)) {
    return refuse('CLAIM_STATE', `The carrier's leg is ${leg.state} and cannot become ${state}.`, { field: 'state' });
  }
  const pays = state === 'PAID' || state === 'OFFERED';
  if (pays && (amountMinor === null || amountMinor <= 0)) {
    return refuse('AMOUNT_MISSING', 'How much?', { field: 'amountMinor' });
  }
  const decidedAmount = pays && amountMinor !== null ? money(amountMinor, claim.amount.currency) : leg.decidedAmount;
  const legs = claim.legs.map((one) => (one === leg ? { ...one, state, decidedAmount } : one));
  return ok({ ...claim, legs });
}
