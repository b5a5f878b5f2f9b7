import type { Money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Attachment } from '../conversation/conversation.ts';
import type { ServiceItem } from '../item/item.ts';
import { wayOn } from '../item/way-on.ts';
import type { PendingApproval } from './approval.ts';
import type { ReasonCode } from './codes.ts';
import { type ClaimState, isSettled, mayBecome, nextOf } from './transitions.ts';

/** What happened to the goods, or to the bill. */
export type LossCause = 'LOSS' | 'DAMAGE' | 'SHORTAGE' | 'DELAY' | 'CONCEALED_DAMAGE' | 'OVERCHARGE';

/** One loss, with its own cause and amount. */
export interface ClaimLine {
  readonly id: string;
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly cause: LossCause;
  /** What is asked for: the value less what was salvaged. */
  readonly amount: Money;
  /** What the claimant still got for the damaged goods. */
  readonly salvage?: Money | null;
  readonly weightGrams?: number | null;
}

/** One of two claims in one: the customer's against us, and ours against the carrier. */
export interface ClaimLeg {
  readonly id: string;
  readonly kind: 'CUSTOMER_TO_3PL' | 'THREE_PL_TO_CARRIER';
  readonly counterpart: string;
  readonly regime: string;
  readonly state: ClaimState;
  readonly decidedAmount: Money | null;
  /** The number that the carrier gave our claim. */
  readonly reference?: string | null;
  /** What the carrier has paid of it so far, while the rest is open; missing where it never did. */
  readonly parts?: readonly PartPayment[];
}

/** A part of a claim that was paid; in the currency of the claim. */
export interface PartPayment {
  readonly amountMinor: number;
  /** Number of the cheque or transfer; a part comes once under it. */
  readonly reference: string;
  readonly at: number;
}

/** What was paid in parts. */
export const paidInParts = ({ parts = [] }: Pick<ClaimLeg, 'parts'>): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** A leg as it is shown: with the claim whose clocks are asked for. */
export interface ShownLeg extends ClaimLeg {
  readonly claimId: string;
  /** What is claimed in all. */
  readonly claimed: Money;
}

/** A paper that proves a claim. */
export type PaperKind =
  | 'BILL_OF_LADING'
  | 'FREIGHT_BILL'
  | 'COMMERCIAL_INVOICE'
  | 'DELIVERY_RECEIPT'
  | 'PHOTOS'
  | 'INSPECTION_REPORT'
  | 'REPAIR_ESTIMATE'
  | 'TEMPERATURE_RECORD';

/** A paper that is wanted, with what was sent of it. */
export interface Paper {
  readonly kind: PaperKind;
  readonly files: readonly Attachment[];
}

/** The most that the contract owes. */
export interface LiabilityLimit {
  /** Null where it cannot be worked out: another currency, or no weight. */
  readonly amount: Money | null;
  /** The same with its arithmetic, for papers and messages. */
  readonly words: string;
  readonly contract: string;
  readonly perKilogram: Money | null;
  readonly perShipment: Money | null;
}

/** What is beside the lines and the legs. */
export interface Dossier {
  readonly papers: readonly Paper[];
  /** What the claimant asks for instead of the offer. */
  readonly counter: Money | null;
  readonly decisionCode: ReasonCode | null;
  readonly limit: LiabilityLimit | null;
  /** What the company sets aside; for the staff only. */
  readonly reserve: Money | null;
  readonly payment: { readonly reference: string; readonly at: number } | null;
  /** When damage or delay was first told, if before the claim. */
  readonly noticeGivenAt: number | null;
  /** Reasonable day of delivery of what never arrived. */
  readonly expectedDeliveryAt: number | null;
  /** Why it is filed after the time to file. */
  readonly lateReason: string | null;
  /** How it came, where not through the portal: `EDI:<message>`. */
  readonly source: string | null;
  /** A decision that waits for a second person; for the staff only. */
  readonly approval: PendingApproval | null;
}

/** Of claims from before there was a dossier. */
export const EMPTY_DOSSIER: Dossier = {
  ...{ papers: [], counter: null, decisionCode: null, limit: null, reserve: null, payment: null },
  ...{ noticeGivenAt: null, expectedDeliveryAt: null, lateReason: null, source: null, approval: null },
};

/** Money asked for loss or damage. Amount and lines are as filed and never change; only a draft is still written. */
export interface Claim extends ServiceItem {
  readonly state: ClaimState;
  readonly shipmentId: string;
  /** The claimant's own number. */
  readonly reference: string | null;
  readonly lines: readonly ClaimLine[];
  readonly amount: Money;
  readonly liabilityAsserted: boolean;
  readonly statement: string;
  readonly legs: readonly ClaimLeg[];
  readonly offered: Money | null;
  readonly dossier: Dossier;
}

/** The leg of a kind; a claim without a carrier has one leg only. */
export const legOf = (claim: Pick<Claim, 'legs'>, kind: ClaimLeg['kind']): ClaimLeg | null =>
  claim.legs.find((leg) => leg.kind === kind) ?? null;

const FIX: Partial<Record<ClaimState, string>> = {
  DRAFT: 'File the draft first.',
  PAID: 'It is settled. File a new claim for a further loss.',
  WITHDRAWN: 'File a new claim as long as the time to file runs.',
  DECLINED: 'The claimant may appeal.',
  ACCEPTED: 'The offer was accepted: pay it.',
  FILED: 'Acknowledge it first.',
};

/** Why a claim cannot go there, and what to do instead. */
export function refuseMove({ number, state }: Pick<Claim, 'number' | 'state'>, to: ClaimState): Result<never> {
  const fix = FIX[state];
  const instead = fix ? { fix } : wayOn(nextOf(state), 'File a new claim.');
  return refuse('CLAIM_STATE', `Claim ${number} is ${state} and cannot become ${to}.`, instead);
}

/** What is set aside: what is asked for, as far as the contract owes it. */
export const reserveFor = (amount: Money, limit: LiabilityLimit | null): Money =>
  limit?.amount && limit.amount.amountMinor < amount.amountMinor ? limit.amount : amount;

/** Moves the claim and with it the customer's leg; the carrier's leg has a course of its own. */
export function move(claim: Claim, to: ClaimState, now: number, decided: Money | null = null): Result<Claim> {
  if (!mayBecome(claim.state, to)) return refuseMove(claim, to);
  const legs = claim.legs.map((leg) =>
    leg.kind === 'CUSTOMER_TO_3PL' ? { ...leg, state: to, decidedAmount: decided ?? leg.decidedAmount } : leg,
  );
  const settled = isSettled(to);
  // What is settled needs nothing set aside; an appeal sets it aside again.
  const reserve = settled ? null : (claim.dossier.reserve ?? reserveFor(claim.amount, claim.dossier.limit));
  return ok({ ...claim, state: to, legs, closedAt: settled ? now : null, dossier: { ...claim.dossier, reserve } });
}
