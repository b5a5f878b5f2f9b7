import { notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { ShipmentContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { liveUpdates } from '../shipment/live.ts';
import { destinationZone, firstPickup, lastDelivery } from '../shipment/parts.ts';
import { isLate, type Shipment } from '../shipment/shipment.ts';
import { findTracked } from '../shipment/store.ts';
import {
  createTrackingLink,
  giveDeliveryInstruction,
  hasLinkEnded,
  revokeTrackingLink,
  verifyTrackingLink,
} from './commands.ts';
import { linkPath } from './link.ts';
import { concernsConsignee, linkScopes, maskInstruction, maskMilestone, maskStop, type Tracking } from './tracking.ts';

const masked = (ctx: ShipmentContext, shipment: Shipment, liveCursor: string): Tracking => ({
  shipment,
  scopes: linkScopes(ctx.viewer.scopes),
  liveCursor,
});

async function track(ctx: ShipmentContext, shipmentId: string, cursor?: string): Promise<Tracking | null> {
  const liveCursor = cursor ?? (await ctx.live.cursor());
  const shipment = await ctx.db.read((em) => findTracked(em, ctx.viewer, shipmentId));
  return shipment && masked(ctx, shipment, liveCursor);
}

/** The shipment of a tracking link's holder; nobody else has one. */
const ownShipment = ({ viewer }: ShipmentContext): string | null =>
  viewer.kind === 'link' && viewer.reach.kind === 'shipment' ? viewer.reach.shipmentId : null;

/** Links for those who share, and the masked shipment for those who hold one. */
export const linkResolvers: Resolvers = {
  Query: {
    tracking: (_, _args, ctx) => {
      const id = ownShipment(ctx);
      return id === null ? null : track(ctx, id);
    },
    verifyTrackingLink: async (_, { token }, ctx) => {
      const verified = await verifyTrackingLink(ctx, token);
      return verified && { viewer: JSON.stringify(verified.viewer), expiresAt: verified.expiresAt };
    },
    trackingLinkEnded: (_, { token }, ctx) => hasLinkEnded(ctx, token),
  },
  Mutation: {
    createTrackingLink: async (_, { input }, ctx) => {
      const made = answer(await createTrackingLink(ctx, input));
      return 'token' in made ? { ...made, path: linkPath(made.token) } : made;
    },
    revokeTrackingLink: async (_, { id }, ctx) => answer(await revokeTrackingLink(ctx, id)),
    giveDeliveryInstruction: async (_, { text }, ctx) => {
      const cursor = await ctx.live.cursor();
      const given = await giveDeliveryInstruction(ctx, text);
      return given.ok ? masked(ctx, given.value, cursor) : given.refusal;
    },
  },
  Subscription: {
    trackingUpdated: {
      subscribe: async (_, { after }, ctx) => {
        const id = ownShipment(ctx);
        if (id === null || !(await track(ctx, id))) throw notFound('The shipment');
        return liveUpdates<Tracking>(ctx, {
          topic: 'shipment.',
          after,
          filter: { subject: id },
          concerns: (event) => concernsConsignee(event.type),
          load: (shipmentId, cursor) => track(ctx, shipmentId, cursor),
        });
      },
      resolve: ({ cursor, event, at, about }: { cursor: string; event: string; at: number; about: Tracking }) => ({
        cursor,
        event,
        at,
        tracking: about,
      }),
    },
  },
  CreateTrackingLinkResult: resultUnion('TrackingLinkCreated'),
  TrackingResult: resultUnion('Tracking'),
  Tracking: {
    __resolveReference: ({ id }, ctx) => track(ctx, id),
    id: ({ shipment }) => shipment.id,
    number: ({ shipment }) => shipment.number,
    state: ({ shipment }) => shipment.state,
    shipperAccount: ({ shipment }) => ({ id: shipment.accountId }),
    eta: ({ shipment }) => shipment.eta,
    late: ({ shipment }, _, ctx) => isLate(shipment, ctx.now()),
    promisedAt: ({ shipment }) => shipment.promisedAt,
    deliveredAt: ({ shipment }) => shipment.deliveredAt,
    pieces: ({ shipment }) => shipment.pieces,
    originCity: async ({ shipment }, _, ctx) =>
      firstPickup(await ctx.loaders.stops.load(shipment.id))?.address.city ?? null,
    destinationCity: async ({ shipment }, _, ctx) =>
      lastDelivery(await ctx.loaders.stops.load(shipment.id))?.address.city ?? null,
    timeZone: async ({ shipment }, _, ctx) => destinationZone(await ctx.loaders.stops.load(shipment.id)),
    milestones: async ({ shipment }, _, ctx) =>
      (await ctx.loaders.milestones.load(shipment.id)).map((one) => maskMilestone(one, shipment)),
    stops: async ({ shipment }, _, ctx) => (await ctx.loaders.stops.load(shipment.id)).map(maskStop),
    instructions: async ({ shipment }, _, ctx) =>
      (await ctx.loaders.instructions.load(shipment.id)).map(maskInstruction),
  },
};
