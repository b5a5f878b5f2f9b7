import { inWords, type Money, money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { wayOn } from '../item/way-on.ts';
import { type Claim, legOf, move, paidInParts, refuseMove } from './claim.ts';
import { REASON_CODES, type ReasonCode } from './codes.ts';
import { type ClaimState, mayBecome, nextOf } from './transitions.ts';

/** The three answers that 49 CFR 370.9 knows. */
export type ClaimDecision = 'OFFER' | 'PAY' | 'DECLINE';

/** What was decided, for how much, and why. */
export interface Decision {
  readonly decision: ClaimDecision;
  readonly amountMinor: number | null;
  /** Null for the currency of the claim, which is the only one it is settled in. */
  readonly currency: string | null;
  readonly reason: string;
  /** X12 element 548; a denial has one. */
  readonly code: ReasonCode | null;
  /** Number of the cheque or transfer. */
  readonly paymentReference: string | null;
}

const BECOMES = { OFFER: 'OFFERED', PAY: 'PAID', DECLINE: 'DECLINED' } as const satisfies Record<
  ClaimDecision,
  ClaimState
>;
const LONGEST_REFERENCE = 64;

/** States in which money has been promised or paid: what is owed for the shipment is less by it. */
const PROMISED: readonly ClaimState[] = ['OFFERED', 'COUNTERED', 'ACCEPTED', 'PAID'];

/** What the other claims of the same shipment have been promised or paid, in the currency of this one. */
export const promisedElsewhere = (claim: Pick<Claim, 'id' | 'amount'>, ofShipment: readonly Claim[]): number =>
  ofShipment
    .filter(({ id, state }) => id !== claim.id && PROMISED.includes(state))
    .map((other) => legOf(other, 'CUSTOMER_TO_3PL')?.decidedAmount)
    .reduce((sum, decided) => (decided?.currency === claim.amount.currency ? sum + decided.amountMinor : sum), 0);

/**
 * Pays, declines or makes a firm offer, in writing and with a reason (49 CFR 370.9).
 * @param elsewhereMinor what other claims of the shipment were promised or paid: the limit per shipment is for all of them.
 */
export function decide(claim: Claim, decision: Decision, now: number, elsewhereMinor = 0): Result<Claim> {
  const to = BECOMES[decision.decision];
  if (!mayBecome(claim.state, to)) return refuseMove(claim, to);
  const fault = decisionFault(claim, decision);
  if (fault) return fault;
  const dossier = { ...claim.dossier, decisionCode: decision.code };
  if (decision.decision === 'DECLINE') return move({ ...claim, dossier }, to, now);
  const amount = amountOf(claim, decision, elsewhereMinor);
  if (!amount.ok) return amount;
  const payment = to === 'PAID' ? { reference: decision.paymentReference ?? '', at: now } : claim.dossier.payment;
  const moved = move({ ...claim, dossier: { ...dossier, payment } }, to, now, amount.value);
  if (!moved.ok || to !== 'OFFERED') return moved;
  return ok({ ...moved.value, offered: amount.value, dossier: { ...moved.value.dossier, counter: null } });
}

function decisionFault(claim: Claim, { decision, reason, code, currency, paymentReference }: Decision) {
  if (!reason.trim()) {
    return refuse('REASON_MISSING', 'A claim is decided in writing: give the reason.', { field: 'reason' });
  }
  const wanted = decision === 'DECLINE' ? 'DECLINED' : 'AMENDED';
  if (decision === 'DECLINE' && code === null) {
    const fix = 'Such as CFT filed too late, CSD evidence missing, NLI not liable.';
    return refuse('DECISION_CODE_MISSING', 'A denial has a code (X12 element 548).', { field: 'code', fix });
  }
  if (code !== null && REASON_CODES[code] !== wanted) {
    const fix = wanted === 'DECLINED' ? 'Use a code of a denial.' : 'Use a code of an amended amount, or none.';
    return refuse('DECISION_CODE_UNFIT', `${code} does not go with ${decision}.`, { field: 'code', fix });
  }
  return referenceFault(paymentReference, 'paymentReference') ?? currencyFault(claim, currency);
}

const referenceFault = (reference: string | null, field: string): Result<never> | null =>
  (reference ?? '').length <= LONGEST_REFERENCE
    ? null
    : refuse('REFERENCE_LENGTH', `A reference has ${LONGEST_REFERENCE} characters at most.`, { field });

function currencyFault({ amount }: Claim, currency: string | null): Result<never> | null {
  if (currency === null || currency === amount.currency) return null;
  const fix = `State the amount in ${amount.currency}.`;
  return refuse('CURRENCY_MISMATCH', `The claim is in ${amount.currency}, not ${currency}.`, {
    field: 'currency',
    fix,
    figures: { currency: amount.currency },
  });
}

/** An offer names its amount; a payment without one pays what was agreed or offered, or else the whole claim. */
function amountOf(claim: Claim, { decision, amountMinor }: Decision, elsewhereMinor: number): Result<Money> {
  const field = 'amountMinor';
  if (decision === 'OFFER' && amountMinor === null) return refuse('AMOUNT_MISSING', 'How much?', { field });
  const agreed = claim.state === 'ACCEPTED' ? claim.offered : null;
  if (agreed && amountMinor !== null && amountMinor !== agreed.amountMinor) {
    const fix = 'Pay it, or leave the amount out.';
    const said = `The claimant has accepted ${inWords(agreed)}, not ${inWords({ ...agreed, amountMinor })}.`;
    return refuse('AMOUNT_AGREED', said, { field, fix });
  }
  const limit = limitLeft(claim, elsewhereMinor);
  const words = (minor: number) => inWords(money(minor, claim.amount.currency));
  const owed = Math.min(claim.amount.amountMinor, limit);
  const minor = amountMinor ?? claim.offered?.amountMinor ?? owed;
  if (limit > 0 && (minor <= 0 || minor > claim.amount.amountMinor)) {
    const fix = 'Name what is settled of the claim: a part of it, or all.';
    return refuse('AMOUNT_RANGE', `The amount is above zero and at most ${inWords(claim.amount)}.`, {
      ...{ field, fix },
      figures: { most: inWords(claim.amount) },
    });
  }
  if (minor > limit || limit <= 0) {
    const fix = `Settle for ${words(limit)} at most, or amend the contract.`;
    const others = elsewhereMinor > 0 ? ` Other claims of the shipment have ${words(elsewhereMinor)} of it.` : '';
    return refuse('LIABILITY_LIMIT', `Above what the contract owes. ${claim.dossier.limit?.words ?? ''}${others}`, {
      field,
      fix,
    });
  }
  return ok(money(minor, claim.amount.currency));
}

/** What the contract still owes: by the weight of this claim, and for the shipment with all of its claims. */
function limitLeft({ amount, dossier: { limit } }: Claim, elsewhereMinor: number): number {
  const own = limit?.amount?.amountMinor ?? Number.POSITIVE_INFINITY;
  const perShipment = limit?.perShipment?.currency === amount.currency ? limit.perShipment.amountMinor : null;
  return perShipment === null ? own : Math.max(0, Math.min(own, perShipment - elsewhereMinor));
}

/** What the claimant would take instead; between what was offered and what was claimed. */
export function counterOffer(claim: Claim, ask: { amountMinor: number; currency: string | null }, now: number) {
  if (!mayBecome(claim.state, 'COUNTERED')) return refuseMove(claim, 'COUNTERED');
  const fault = currencyFault(claim, ask.currency);
  if (fault) return fault;
  const [least, most] = [claim.offered?.amountMinor ?? 0, claim.amount.amountMinor];
  if (ask.amountMinor <= least || ask.amountMinor > most) {
    const fix = 'Accept the offer, or ask for more than it and no more than the claim.';
    const [above, upTo] = [least, most].map((minor) => inWords(money(minor, claim.amount.currency)));
    return refuse('COUNTER_RANGE', `Ask for more than ${above} and at most ${upTo}.`, {
      ...{ field: 'amountMinor', fix },
      figures: { above: above ?? '', upTo: upTo ?? '' },
    });
  }
  const counter = money(ask.amountMinor, claim.amount.currency);
  return move({ ...claim, dossier: { ...claim.dossier, counter } }, 'COUNTERED', now);
}

/** The claimant takes the offer that they have read; it is only paid from here. */
export function acceptOffer(claim: Claim, seenMinor: number | null, now: number): Result<Claim> {
  const accepted = move(claim, 'ACCEPTED', now);
  const offered = claim.offered?.amountMinor;
  if (!accepted.ok || seenMinor === null || seenMinor === offered) return accepted;
  const words = (minor: number) => inWords(money(minor, claim.amount.currency));
  return refuse('OFFER_CHANGED', `The offer is ${words(offered ?? 0)} by now, not ${words(seenMinor)}.`, {
    field: 'amountMinor',
    fix: 'Read the offer as it is now, and answer that one.',
    figures: { now: words(offered ?? 0), seen: words(seenMinor) },
  });
}

/** The claimant does not take the denial. */
export function appeal(claim: Claim, reason: string, now: number): Result<Claim> {
  if (!mayBecome(claim.state, 'APPEALED')) return refuseMove(claim, 'APPEALED');
  return reason.trim() ? move(claim, 'APPEALED', now) : refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
}

/** Our own claim against the carrier, for what we may owe the customer. */
export function claimFromCarrier(claim: Claim, reference: string | null): Result<Claim> {
  const leg = legOf(claim, 'THREE_PL_TO_CARRIER');
  if (!leg) return refuse('NO_CARRIER_LEG', `Claim ${claim.number} has no carrier to turn to.`);
  if (!mayBecome(leg.state, 'FILED')) {
    return refuse('CLAIM_STATE', `The carrier was asked already: its leg is ${leg.state}.`);
  }
  const fault = referenceFault(reference, 'reference');
  if (fault) return fault;
  const legs = claim.legs.map((one) => (one === leg ? { ...one, state: 'FILED' as const, reference } : one));
  return ok({ ...claim, legs });
}

/** A part of our claim that the carrier has paid. The rest stays open; with the last part the leg is paid. */
export function carrierPaidPart(
  claim: Claim,
  { amountMinor, payment, reference }: { amountMinor: number | null; payment: string; reference: string | null },
  now: number,
): Result<Claim> {
  const leg = legOf(claim, 'THREE_PL_TO_CARRIER');
  if (!leg) return refuse('NO_CARRIER_LEG', `Claim ${claim.number} has no carrier to turn to.`);
  if (!mayBecome(leg.state, 'PAID')) {
    return refuse('CLAIM_STATE', `The carrier's leg is ${leg.state}: nothing more is paid of it.`, { field: 'state' });
  }
  const number = payment.trim();
  if (!number) {
    const fix = 'Give the number of the cheque or transfer: a part is booked once under it.';
    return refuse('PART_NUMBER_MISSING', 'A part payment has a number.', { field: 'payment', fix });
  }
  const fault = referenceFault(number, 'payment') ?? referenceFault(reference, 'reference');
  if (fault) return fault;
  const before = leg.parts ?? [];
  if (before.some((part) => part.reference === number)) return ok(claim);
  const left = claim.amount.amountMinor - paidInParts(leg);
  if (amountMinor === null || !Number.isSafeInteger(amountMinor) || amountMinor <= 0 || amountMinor > left) {
    const most = inWords(money(left, claim.amount.currency));
    const fix = 'Name what was paid with this part: the rest stays open.';
    return refuse('AMOUNT_RANGE', `The amount is above zero and at most ${most}.`, {
      ...{ field: 'amountMinor', fix },
      figures: { most },
    });
  }
  const parts = [...before, { amountMinor, reference: number, at: now }];
  const known = { ...leg, parts, reference: reference ?? leg.reference ?? null };
  const whole = amountMinor === left;
  const paid = whole ? { ...known, state: 'PAID' as const, decidedAmount: claim.amount } : known;
  return ok({ ...claim, legs: claim.legs.map((one) => (one === leg ? paid : one)) });
}

/** What the carrier did with our claim against it. */
export function carrierAnswered(
  claim: Claim,
  { state, amountMinor, reference }: { state: ClaimState; amountMinor: number | null; reference: string | null },
): Result<Claim> {
  const leg = legOf(claim, 'THREE_PL_TO_CARRIER');
  if (!leg) return refuse('NO_CARRIER_LEG', `Claim ${claim.number} has no carrier to turn to.`);
  if (leg.state === 'DRAFT') {
    const fix = 'Claim from the carrier first.';
    return refuse('CLAIM_STATE', 'The carrier was never asked.', { field: 'state', fix });
  }
  if (!mayBecome(leg.state, state)) {
    const instead = wayOn(nextOf(leg.state), 'It is over with the carrier.');
    return refuse('CLAIM_STATE', `The carrier's leg is ${leg.state} and cannot become ${state}.`, {
      field: 'state',
      ...instead,
    });
  }
  const pays = state === 'PAID' || state === 'OFFERED';
  if (pays && (amountMinor === null || amountMinor <= 0)) {
    return refuse('AMOUNT_MISSING', 'How much?', { field: 'amountMinor' });
  }
  if (state === 'PAID' && (amountMinor ?? 0) < paidInParts(leg)) {
    const paid = inWords(money(paidInParts(leg), claim.amount.currency));
    const fix = `State what was paid in all: ${paid} or more.`;
    return refuse('AMOUNT_RANGE', `${paid} were paid in parts already.`, { field: 'amountMinor', fix });
  }
  const fault = referenceFault(reference, 'reference');
  if (fault) return fault;
  const decidedAmount = pays && amountMinor !== null ? money(amountMinor, claim.amount.currency) : leg.decidedAmount;
  const answered = { ...leg, state, decidedAmount, reference: reference ?? leg.reference ?? null };
  const legs = claim.legs.map((one) => (one === leg ? answered : one));
  return ok({ ...claim, legs });
}
