import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { messageFault, textFault } from '../conversation/conversation.ts';
import { firstAsked } from '../item/item.ts';
import { mayHandle, mayTakePart, staffMemberId } from '../item/policy.ts';
import { handOverTo } from '../item/references.ts';
import type { Reply } from '../item/reply.ts';
import { decideAlone } from './approval-commands.ts';
import { type Claim, move, refuseMove } from './claim.ts';
import { changeClaim } from './claim-clock-commands.ts';
import { isClaimant, mayDecide, mayWithdraw } from './policy.ts';
import { acceptOffer, appeal, counterOffer, type Decision } from './settlement.ts';
import { type ClaimState, isSettled } from './transitions.ts';

const moveClaim = (ctx: CommandContext, id: string, to: ClaimState, may = mayHandle): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    id,
    may,
    doing: 'move this claim',
    verb: 'state-changed',
    rule: (claim) =>
      claim.state === 'DRAFT' && to !== 'WITHDRAWN'
        ? refuseMove(claim, to)
        : move(firstAsked(claim, staffMemberId(ctx.viewer)), to, ctx.now()),
  });

/** Tells the claimant in time that the claim has arrived; the clock to decide goes on. */
export const acknowledgeClaim = (ctx: CommandContext, id: string): Promise<Result<Claim>> =>
  moveClaim(ctx, id, 'ACKNOWLEDGED');

/** Begins to look into it. */
export const investigateClaim = (ctx: CommandContext, id: string): Promise<Result<Claim>> =>
  moveClaim(ctx, id, 'INVESTIGATING');

/** Takes the claim, or its draft, back. */
export const withdrawClaim = (ctx: CommandContext, id: string): Promise<Result<Claim>> =>
  moveClaim(ctx, id, 'WITHDRAWN', mayWithdraw);

/** The reason goes to the claimant in writing, as a message of the claim. */
export const decideClaim = (
  ctx: CommandContext,
  id: string,
  { idempotencyKey, ...decision }: Decision & { readonly idempotencyKey?: string | null | undefined },
): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    id,
    may: mayDecide,
    doing: 'decide a claim',
    verb: 'state-changed',
    once: idempotencyKey,
    rule: async (claim, em) => {
      const fault = textFault(decision.reason, 'reason');
      if (fault) return fault;
      return decideAlone(ctx, em, claim, decision);
    },
    message: { body: decision.reason, internal: false, attachments: [] },
  });

const notClaimant = (ctx: CommandContext, what: string): Result<never> | null =>
  isClaimant(ctx.viewer)
    ? null
    : refuse('CLAIM_ACTOR', `Only the claimant ${what}.`, { fix: 'Decide the claim, or write to the claimant.' });

/** What the claimant asks for instead of the offer, and why. */
export interface CounterOffer {
  readonly id: string;
  readonly amountMinor: number;
  readonly currency: string | null;
  readonly reason: string;
  readonly idempotencyKey?: string | null | undefined;
}

/** The claimant's answer to an offer: another amount. */
export const counterClaimOffer = (ctx: CommandContext, ask: CounterOffer): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id: ask.id, may: mayTakePart, doing: 'answer this offer', verb: 'state-changed', once: ask.idempotencyKey },
    rule: (claim) =>
      notClaimant(ctx, 'makes a counter-offer') ??
      textFault(ask.reason, 'reason') ??
      (ask.reason.trim()
        ? counterOffer(claim, ask, ctx.now())
        : refuse('REASON_MISSING', 'Say why.', { field: 'reason' })),
    message: { body: ask.reason, internal: false, attachments: [] },
  });

/** The claimant's answer to an offer: yes. @param seenMinor the offer as the claimant read it */
export const acceptClaimOffer = (ctx: CommandContext, id: string, seenMinor: number | null): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayTakePart, doing: 'answer this offer', verb: 'state-changed' },
    rule: (claim) => notClaimant(ctx, 'accepts an offer') ?? acceptOffer(claim, seenMinor, ctx.now()),
  });

/** The claimant's answer to a denial. */
export const appealClaim = (ctx: CommandContext, id: string, reason: string): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayTakePart, doing: 'appeal', verb: 'state-changed' },
    rule: (claim) => notClaimant(ctx, 'appeals') ?? textFault(reason, 'reason') ?? appeal(claim, reason, ctx.now()),
    message: { body: reason, internal: false, attachments: [] },
  });

/** 49 CFR 370.9(b): the written status while the claim is pending. Ends the period that is due first. */
export const reportClaimStatus = (ctx: CommandContext, { id, ...message }: Reply): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayHandle, doing: 'report the status', verb: 'replied' },
    rule: (claim) =>
      messageFault(message) ??
      (isSettled(claim.state) || claim.state === 'DRAFT' ? refuseMove(claim, claim.state) : ok(claim)),
    clocks: ({ legs }) =>
      legs
        .filter(({ kind }) => kind === 'CUSTOMER_TO_3PL')
        .map(({ id: legId }) => ({ do: 'MET', legId, kinds: ['STATUS'], only: 'FIRST' })),
    message: { ...message, internal: false },
  });

/** Gives the claim to another of the staff. */
export const assignClaim = (ctx: CommandContext, id: string, ownerId: string): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    id,
    may: mayHandle,
    doing: 'assign a claim',
    verb: 'assigned',
    rule: (claim, em) => handOverTo(em, claim, ownerId),
  });

/** Adds to the conversation; also to a closed claim, whose papers may still be asked for. */
export const replyToClaim = (ctx: CommandContext, { id, ...message }: Reply): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    id,
    may: (viewer) => mayTakePart(viewer) && (isStaff(viewer) || !message.internal),
    doing: 'write this',
    verb: 'replied',
    rule: (claim) => messageFault(message) ?? ok(firstAsked(claim, staffMemberId(ctx.viewer))),
    message,
  });
