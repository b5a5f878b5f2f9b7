import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Attachment, attachmentsFault, messageFault, textFault } from '../conversation/conversation.ts';
import { termsOf } from '../directory/store.ts';
import { keepEvidence } from '../evidence/commands.ts';
import { changeItem, type ItemKind } from '../item/commands.ts';
import { firstAsked, handOver } from '../item/item.ts';
import { newItem, openItem, type Target } from '../item/opening.ts';
import { mayHandle, mayTakePart, staffMemberId } from '../item/policy.ts';
import type { Reply } from '../item/reply.ts';
import { type Claim, carrierAnswered, type Decision, decide, move } from './claim.ts';
import { type Filing, filingFault, lateNotes, legsOf, neverTakenOver, termsFor, totalOf } from './filing.ts';
import { mayDecide, mayWithdraw } from './policy.ts';
import { claims } from './store.ts';
import type { ClaimState } from './transitions.ts';

const CLAIMS: ItemKind<Claim> = {
  kind: 'CLAIM',
  what: 'The claim',
  eventPrefix: 'claim',
  store: claims,
  title: (claim) => claim.statement,
  told: ({ offered }) => ({ offered: offered ? `${offered.amountMinor} ${offered.currency}` : null }),
  also: keepEvidence,
};

/** A claim as a member or key files it. */
export interface FileClaim extends Filing {
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

/** Files a claim and starts its clocks. The file number is given here, at receipt (49 CFR 370.5). */
export async function fileClaim(ctx: CommandContext, input: FileClaim): Promise<Result<Claim>> {
  const fault = filingFault(input) ?? textFault(input.statement, 'statement') ?? attachmentsFault(input.attachments);
  if (fault) return fault;
  let notes: readonly string[] = [];
  return openItem(ctx, CLAIMS, input, {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    notes: () => notes,
    build: async (em, target) => {
      const { shipment } = target;
      if (!shipment || neverTakenOver(shipment)) {
        return refuse('CLAIM_NOTHING_CARRIED', 'The goods have never been handed over.', { field: 'shipmentId' });
      }
      const terms = termsFor(shipment, await termsOf(em, target.accountId));
      notes = lateNotes(shipment, terms, ctx.now());
      return ok(build(ctx, input, { ...(await newItem(ctx, em, 'CL', target)) }, { ...target, shipment, terms }));
    },
  });
}

type NewItem = Awaited<ReturnType<typeof newItem>>;
type FilingTarget = Target & Pick<Parameters<typeof legsOf>[0], 'shipment' | 'terms'>;

function build(ctx: CommandContext, input: FileClaim, item: NewItem, target: FilingTarget): Claim {
  const { shipment, terms, accountName } = target;
  const legs = legsOf({ shipment, terms, claimant: accountName ?? item.accountId, filedAt: ctx.now(), newId });
  return {
    ...item,
    shipmentId: shipment.shipmentId,
    state: 'FILED',
    priority: 'NORMAL',
    dueAt: legs[0]?.acknowledgeBy ?? ctx.now(),
    lines: input.lines.map(({ amountMinor, ...line }) => ({
      ...line,
      id: newId(),
      amount: money(amountMinor, input.currency),
    })),
    amount: totalOf(input),
    liabilityAsserted: true,
    statement: input.statement,
    legs,
    offered: null,
  };
}

const moveClaim = (ctx: CommandContext, id: string, to: ClaimState, may = mayHandle): Promise<Result<Claim>> =>
  changeItem(ctx, CLAIMS, {
    id,
    may,
    doing: 'move this claim',
    verb: 'state-changed',
    rule: (claim) => move(firstAsked(claim, staffMemberId(ctx.viewer)), to, ctx.now()),
  });

/** Tells the claimant in time that the claim has arrived; the clock to decide goes on. */
export const acknowledgeClaim = (ctx: CommandContext, id: string): Promise<Result<Claim>> =>
  moveClaim(ctx, id, 'ACKNOWLEDGED');

/** Begins to look into it. */
export const investigateClaim = (ctx: CommandContext, id: string): Promise<Result<Claim>> =>
  moveClaim(ctx, id, 'INVESTIGATING');

/** Takes the claim back. */
export const withdrawClaim = (ctx: CommandContext, id: string): Promise<Result<Claim>> =>
  moveClaim(ctx, id, 'WITHDRAWN', mayWithdraw);

/** The reason goes to the claimant in writing, as a message of the claim. */
export const decideClaim = (ctx: CommandContext, id: string, decision: Decision): Promise<Result<Claim>> =>
  changeItem(ctx, CLAIMS, {
    id,
    may: mayDecide,
    doing: 'decide a claim',
    verb: 'state-changed',
    rule: (claim) => textFault(decision.reason, 'reason') ?? decide(claim, decision, ctx.now()),
    message: { body: decision.reason, internal: false, attachments: [] },
  });

/** What the carrier did, and for how much. */
export interface CarrierAnswer {
  readonly id: string;
  readonly state: ClaimState;
  readonly amountMinor: number | null;
  readonly note: string;
}

/** Our own claim against the carrier; told among the staff only. */
export const recordCarrierAnswer = (ctx: CommandContext, answer: CarrierAnswer): Promise<Result<Claim>> =>
  changeItem(ctx, CLAIMS, {
    id: answer.id,
    may: mayDecide,
    doing: 'record what the carrier answered',
    verb: 'state-changed',
    rule: (claim) => textFault(answer.note, 'note') ?? carrierAnswered(claim, answer.state, answer.amountMinor),
    message: { body: `Carrier: ${answer.state}. ${answer.note}`.trim(), internal: true, attachments: [] },
  });

/** Gives the claim to another of the staff. */
export const assignClaim = (ctx: CommandContext, id: string, ownerId: string): Promise<Result<Claim>> =>
  changeItem(ctx, CLAIMS, {
    id,
    may: mayHandle,
    doing: 'assign a claim',
    verb: 'assigned',
    rule: (claim) => handOver(claim, ownerId),
  });

/** Adds to the conversation; also to a closed claim, whose papers may still be asked for. */
export const replyToClaim = (ctx: CommandContext, { id, ...message }: Reply): Promise<Result<Claim>> =>
  changeItem(ctx, CLAIMS, {
    id,
    may: (viewer) => mayTakePart(viewer) && (isStaff(viewer) || !message.internal),
    doing: 'write this',
    verb: 'replied',
    rule: (claim) => messageFault(message) ?? ok(firstAsked(claim, staffMemberId(ctx.viewer))),
    message,
  });
