import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { followItem } from '../item/live.ts';
import { itemFields, listPage } from '../item/resolvers.ts';
import { legDueAt } from './claim.ts';
import {
  acknowledgeClaim,
  assignClaim,
  decideClaim,
  fileClaim,
  investigateClaim,
  recordCarrierAnswer,
  replyToClaim,
  withdrawClaim,
} from './commands.ts';
import { maySeeRecovery } from './policy.ts';
import { claims } from './store.ts';

/** Claims with their two legs. */
export const claimResolvers: Resolvers = {
  Query: {
    claim: (_, { id }, ctx) => ctx.db.read((em) => claims.find(em, ctx.viewer, id)),
    claims: (_, args, ctx) => listPage(ctx, claims, args),
  },
  Mutation: {
    fileClaim: async (_, { input }, ctx) => {
      const lines = input.lines.map((line) => ({ ...line, sku: line.sku ?? null, unit: line.unit ?? 'EA' }));
      const { currency = 'USD', attachments } = input;
      return answer(await fileClaim(ctx, { ...input, currency, lines, attachments: attachments ?? [] }));
    },
    acknowledgeClaim: async (_, { id }, ctx) => answer(await acknowledgeClaim(ctx, id)),
    investigateClaim: async (_, { id }, ctx) => answer(await investigateClaim(ctx, id)),
    decideClaim: async (_, { input }, ctx) =>
      answer(await decideClaim(ctx, input.id, { ...input, amountMinor: input.amountMinor ?? null })),
    withdrawClaim: async (_, { id }, ctx) => answer(await withdrawClaim(ctx, id)),
    recordCarrierAnswer: async (_, { input }, ctx) =>
      answer(
        await recordCarrierAnswer(ctx, { ...input, amountMinor: input.amountMinor ?? null, note: input.note ?? '' }),
      ),
    assignClaim: async (_, { id, ownerId }, ctx) => answer(await assignClaim(ctx, id, ownerId)),
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
    legs: (claim) => [...claim.legs],
  },
  ClaimLeg: {
    dueAt: legDueAt,
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
