import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import { isOpen } from '../clock/transitions.ts';
import type { FileClaimInput, Resolvers } from '../generated/resolver-types.ts';
import { followItem } from '../item/live.ts';
import { itemFields, listPage } from '../item/resolvers.ts';
import { answerClaimApproval, askClaimApproval } from './approval-commands.ts';
import { paidInParts } from './claim.ts';
import { changeClaimDraft, draftClaim, type FileClaim, fileClaim, fileClaimDraft } from './commands.ts';
import {
  addClaimPaper,
  askForClaimPapers,
  claimAgainstCarrier,
  recordCarrierAnswer,
  turnClaimClock,
} from './handling-commands.ts';
import { claimOutlook } from './outlook-commands.ts';
import { overlapping } from './overlap.ts';
import { missingPapers } from './papers.ts';
import { mayAnswerApproval, maySeeRecovery } from './policy.ts';
import {
  acceptClaimOffer,
  acknowledgeClaim,
  appealClaim,
  assignClaim,
  counterClaimOffer,
  decideClaim,
  investigateClaim,
  replyToClaim,
  reportClaimStatus,
  withdrawClaim,
} from './settle-commands.ts';
import { claims } from './store.ts';
import { isSettled } from './transitions.ts';

const toFiling = (input: FileClaimInput): FileClaim => {
  const {
    kind = 'CLAIM',
    currency = 'USD',
    noticeGivenAt = null,
    expectedDeliveryAt = null,
    lateReason = null,
    reference = null,
    source = null,
  } = input;
  return {
    ...{ ...input, kind, currency, noticeGivenAt, expectedDeliveryAt, lateReason, reference, source },
    lines: input.lines.map((line) => ({
      ...{ ...line, sku: line.sku ?? null, unit: line.unit ?? 'EA', amountMinor: line.amountMinor ?? null },
      ...{ unitValueMinor: line.unitValueMinor ?? null, salvageMinor: line.salvageMinor ?? null },
      weightGrams: line.weightGrams ?? null,
    })),
    attachments: input.attachments ?? [],
  };
};

/** Claims with their two legs and the clocks of each. */
export const claimResolvers: Resolvers = {
  Query: {
    claim: (_, { id }, ctx) => ctx.db.read((em) => claims.find(em, ctx.viewer, id)),
    claims: (_, args, ctx) => listPage(ctx, claims, args),
    claimOutlook: (_, args, ctx) => claimOutlook(ctx, args),
  },
  Mutation: {
    fileClaim: async (_, { input }, ctx) => answer(await fileClaim(ctx, toFiling(input))),
    draftClaim: async (_, { input }, ctx) => answer(await draftClaim(ctx, toFiling(input))),
    changeClaimDraft: async (_, { id, input }, ctx) => answer(await changeClaimDraft(ctx, id, toFiling(input))),
    fileClaimDraft: async (_, { id }, ctx) => answer(await fileClaimDraft(ctx, id)),
    acknowledgeClaim: async (_, { id }, ctx) => answer(await acknowledgeClaim(ctx, id)),
    investigateClaim: async (_, { id }, ctx) => answer(await investigateClaim(ctx, id)),
    decideClaim: async (_, { input }, ctx) => {
      const { amountMinor = null, currency = null, code = null, paymentReference = null } = input;
      return answer(await decideClaim(ctx, input.id, { ...input, amountMinor, currency, code, paymentReference }));
    },
    askClaimApproval: async (_, { input }, ctx) => {
      const { amountMinor = null, currency = null, code = null, paymentReference = null } = input;
      const decision = {
        decision: input.decision,
        reason: input.reason,
        amountMinor,
        currency,
        code,
        paymentReference,
      };
      return answer(await askClaimApproval(ctx, input.id, decision));
    },
    answerClaimApproval: async (_, args, ctx) => answer(await answerClaimApproval(ctx, args)),
    acceptClaimOffer: async (_, { id, amountMinor }, ctx) =>
      answer(await acceptClaimOffer(ctx, id, amountMinor ?? null)),
    counterClaimOffer: async (_, { input }, ctx) =>
      answer(await counterClaimOffer(ctx, { ...input, currency: input.currency ?? null })),
    appealClaim: async (_, { id, reason }, ctx) => answer(await appealClaim(ctx, id, reason)),
    withdrawClaim: async (_, { id }, ctx) => answer(await withdrawClaim(ctx, id)),
    addClaimPaper: async (_, { input }, ctx) => answer(await addClaimPaper(ctx, input)),
    askForClaimPapers: async (_, { input }, ctx) => answer(await askForClaimPapers(ctx, input)),
    pauseClaimClock: async (_, args, ctx) => answer(await turnClaimClock(ctx, { ...args, to: 'PAUSED' })),
    resumeClaimClock: async (_, args, ctx) =>
      answer(await turnClaimClock(ctx, { ...args, to: 'RESUMED', reason: null })),
    claimAgainstCarrier: async (_, { id, reference }, ctx) =>
      answer(await claimAgainstCarrier(ctx, { id, reference: reference ?? null })),
    recordCarrierAnswer: async (_, { input }, ctx) =>
      answer(
        await recordCarrierAnswer(ctx, {
          ...{ ...input, amountMinor: input.amountMinor ?? null, note: input.note ?? '' },
          reference: input.reference ?? null,
          partPayment: input.partPayment ?? null,
        }),
      ),
    assignClaim: async (_, { id, ownerId }, ctx) => answer(await assignClaim(ctx, id, ownerId)),
    reportClaimStatus: async (_, { input }, ctx) =>
      answer(await reportClaimStatus(ctx, { ...input, internal: false, attachments: input.attachments ?? [] })),
    replyToClaim: async (_, { input }, ctx) =>
      answer(
        await replyToClaim(ctx, {
          ...input,
          internal: input.internal ?? false,
          attachments: input.attachments ?? [],
        }),
      ),
  },
  Claim: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.claim.load(id),
    ...itemFields,
    shipment: (claim) => ({ id: claim.shipmentId }),
    lines: (claim) => [...claim.lines],
    legs: (claim) => claim.legs.map((leg) => ({ ...leg, claimId: claim.id, claimed: claim.amount })),
    counterOffer: ({ dossier }) => dossier.counter,
    decisionCode: ({ dossier }) => dossier.decisionCode,
    limit: ({ dossier }) => dossier.limit,
    reserve: ({ dossier }, _, ctx) => (maySeeRecovery(ctx.viewer) ? dossier.reserve : null),
    pendingApproval: ({ dossier: { approval } }, _, ctx) =>
      approval && maySeeRecovery(ctx.viewer)
        ? {
            ...{ decision: approval.decision.decision, amount: approval.amount, reason: approval.decision.reason },
            ...{ askedBy: approval.askedBy, askedAt: approval.askedAt },
            mine: mayAnswerApproval(ctx.viewer, approval.askedById),
          }
        : null,
    payment: ({ dossier }) => dossier.payment,
    noticeGivenAt: ({ dossier }) => dossier.noticeGivenAt,
    expectedDeliveryAt: ({ dossier }) => dossier.expectedDeliveryAt,
    lateReason: ({ dossier }) => dossier.lateReason,
    source: ({ dossier }) => dossier.source,
    papers: ({ dossier }) =>
      dossier.papers.map(({ kind, files }) => ({ kind, files: [...files], received: files.length > 0 })),
    missingPapers,
    overlaps: async (claim, _, ctx) => overlapping(claim, await ctx.loaders.claimsOfShipment.load(claim.shipmentId)),
  },
  ClaimOutlook: { legs: ({ legs }) => [...legs], papers: ({ papers }) => [...papers] },
  ClaimOutlookLeg: { clocks: ({ clocks }) => [...clocks] },
  ClaimLine: {
    salvage: ({ salvage }) => salvage ?? null,
    weightGrams: ({ weightGrams }) => weightGrams ?? null,
  },
  ClaimLeg: {
    clocks: async ({ id, claimId }, _, ctx) =>
      (await ctx.loaders.clocks.load(claimId)).filter(({ legId }) => legId === id),
    dueAt: async ({ id, claimId }, _, ctx) => {
      const duties = (await ctx.loaders.clocks.load(claimId)).filter(
        ({ legId, kind, phase }) =>
          legId === id && ['ACKNOWLEDGE', 'DECIDE', 'STATUS'].includes(kind) && isOpen(phase) && phase !== 'PAUSED',
      );
      return duties.length > 0 ? Math.min(...duties.map(({ dueAt }) => dueAt)) : null;
    },
    reference: ({ reference }, _, ctx) => (maySeeRecovery(ctx.viewer) ? (reference ?? null) : null),
    parts: ({ parts = [], claimed }, _, ctx) =>
      maySeeRecovery(ctx.viewer)
        ? parts.map(({ amountMinor, ...part }) => ({ ...part, amount: money(amountMinor, claimed.currency) }))
        : [],
    open: (leg, _, ctx) => {
      const { parts = [], claimed, state } = leg;
      if (!maySeeRecovery(ctx.viewer) || parts.length === 0 || isSettled(state)) return null;
      return money(claimed.amountMinor - paidInParts(leg), claimed.currency);
    },
    decidedAmount: (leg, _, ctx) =>
      leg.kind === 'CUSTOMER_TO_3PL' || maySeeRecovery(ctx.viewer) ? leg.decidedAmount : null,
  },
  ClaimResult: resultUnion('Claim'),
  Subscription: {
    claimUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        followItem(ctx, claims, { id, what: 'The claim', after }, ({ item, ...update }) => ({
          claimUpdated: { ...update, claim: item },
        })),
    },
  },
};
