import { ruleOf } from '@quayside/customer/parameter-events';
import { parameterOf } from '@quayside/shared/db/parameter-store';
import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { textFault } from '../conversation/conversation.ts';
import { lockShipment } from '../directory/store.ts';
import { answerable, answered, awaiting, beyondOne, needsApproval } from './approval.ts';
import type { Claim } from './claim.ts';
import { changeClaim } from './claim-clock-commands.ts';
import { mayApproveClaims, mayDecide } from './policy.ts';
import { type Decision, decide, promisedElsewhere } from './settlement.ts';
import { claims } from './store.ts';

const LIMIT = ruleOf('CLAIM_APPROVAL_ABOVE');

/** Decides by the rules of the claim, with the shipment held: nobody else promises what is left of its limit meanwhile. */
async function decided(ctx: CommandContext, em: EntityManager, claim: Claim, decision: Decision) {
  await lockShipment(em, claim.shipmentId);
  const ofShipment = await claims.ofShipments(em, ctx.viewer, [claim.shipmentId]);
  return decide(claim, decision, ctx.now(), promisedElsewhere(claim, ofShipment));
}

/** As `decide`, within what one person may promise. The product itself acts on what was said elsewhere. */
export async function decideAlone(
  ctx: CommandContext,
  em: EntityManager,
  claim: Claim,
  decision: Decision,
): Promise<Result<Claim>> {
  const outcome = await decided(ctx, em, claim, decision);
  if (!outcome.ok) return outcome;
  if (ctx.viewer.kind === 'member') {
    const above = await parameterOf(em, LIMIT, claim.accountId);
    const amount = beyondOne(claim, outcome.value, above);
    if (amount) return needsApproval(amount, above);
  }
  return ok(answered(outcome.value));
}

/** Lays a decision above the limit before a second person; the claimant hears nothing of it. */
export const askClaimApproval = (ctx: CommandContext, id: string, decision: Decision): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayDecide, doing: 'decide a claim', verb: 'approval-asked' },
    rule: async (claim, em) => {
      const fault = textFault(decision.reason, 'reason');
      if (fault) return fault;
      const outcome = await decided(ctx, em, claim, decision);
      if (!outcome.ok) return outcome;
      const amount = beyondOne(claim, outcome.value, await parameterOf(em, LIMIT, claim.accountId));
      if (!amount) return refuse('APPROVAL_NOT_NEEDED', 'One person may decide this.', { fix: 'Decide the claim.' });
      const asked = { id: newId(), askedById: ctx.viewer.id, askedBy: ctx.viewer.name, askedAt: ctx.now() };
      return ok(awaiting(claim, { decision, amount, ...asked }));
    },
    message: { body: decision.reason, internal: true, attachments: [] },
  });

/** The second person says yes, and the claim is decided so; or no, and it is as it was. */
export async function answerClaimApproval(
  ctx: CommandContext,
  { id, approves, note }: { readonly id: string; readonly approves: boolean; readonly note: string },
): Promise<Result<Claim>> {
  const claim = await ctx.db.read((em) => claims.find(em, ctx.viewer, id));
  if (!claim) throw notFound('The claim');
  const asked = claim.dossier.approval;
  const body = approves ? (asked?.decision.reason ?? note) : note;
  return changeClaim(ctx, {
    ...{ id, may: mayApproveClaims, doing: 'approve a decision about a claim' },
    verb: approves ? 'state-changed' : 'replied',
    rule: async (current, em) => {
      const fix = 'Write what speaks against it: whoever asked reads it.';
      if (!approves && !note.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'note', fix });
      const pending = answerable(current, ctx.viewer.id, asked?.askedAt ?? 0);
      if (!pending.ok) return pending;
      if (!approves) return ok(answered(current));
      const outcome = await decided(ctx, em, current, pending.value.decision);
      return outcome.ok ? ok(answered(outcome.value)) : outcome;
    },
    message: { body, internal: !approves, attachments: [] },
  });
}
