import { notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { EventFilter } from '@quayside/shared/outbox/event-filter';
import type { ShipmentContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { shipShipment } from '../shipping/commands.ts';
import { acceptTender, declineTender, tenderLoad } from '../tender/commands.ts';
import { workBlock } from '../terms/coverage.ts';
import { gateName } from '../terms/gate-store.ts';
import { cancelShipment, createShipment, createShipments, packShipment, startPicking } from './commands.ts';
import { admitFollower, liveUpdates } from './live.ts';
import { isLate, type Shipment } from './shipment.ts';
import { countByState, listShipments } from './store.ts';
import { nextStates, waitsForWork } from './transitions.ts';

const reference = (id: string | null) => (id === null ? null : { id });

const updates = (ctx: ShipmentContext, after: string | null | undefined, filter: EventFilter) =>
  liveUpdates<Shipment>(ctx, { after, topic: 'shipment.', filter, load: (id) => ctx.loaders.shipment.load(id) });

const toUpdate = ({ cursor, event, at, about }: { cursor: string; event: string; at: number; about: Shipment }) => ({
  cursor,
  event,
  at,
  shipment: about,
});

/** Orders, loads and their lists; children come through loaders. */
export const shipmentResolvers: Resolvers = {
  Query: {
    shipment: (_, { id }, ctx) => ctx.loaders.shipment.load(id),
    shipments: async (_, { filter, first, after }, ctx) => {
      // First the cursor, then the rows: a change in between arrives twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const query = { filter: filter ?? {}, first, after, now: ctx.now() };
      const page = await ctx.db.read((em) => listShipments(em, ctx.viewer, query));
      return { nodes: [...page.nodes], pageInfo: page.pageInfo, liveCursor };
    },
    shipmentCounts: (_, { accountId }, ctx) => ctx.db.read((em) => countByState(em, ctx.viewer, accountId)),
  },
  Mutation: {
    createShipment: async (_, { input }, ctx) => answer(await createShipment(ctx, input)),
    createShipments: async (_, { inputs }, ctx) => (await createShipments(ctx, inputs)).map(answer),
    tenderLoad: async (_, { input }, ctx) => answer(await tenderLoad(ctx, input)),
    acceptTender: async (_, { id, pro }, ctx) => answer(await acceptTender(ctx, id, pro)),
    declineTender: async (_, { id, reason }, ctx) => answer(await declineTender(ctx, id, reason)),
    startPicking: async (_, { id }, ctx) => answer(await startPicking(ctx, id)),
    packShipment: async (_, { id, handlingUnits }, ctx) => answer(await packShipment(ctx, id, handlingUnits)),
    shipShipment: async (_, { input }, ctx) => answer(await shipShipment(ctx, input)),
    cancelShipment: async (_, { id, reason }, ctx) => answer(await cancelShipment(ctx, id, reason)),
  },
  Subscription: {
    shipmentUpdated: {
      subscribe: async (_, { id, after }, ctx) => {
        if (!(await ctx.loaders.shipment.load(id))) throw notFound('The shipment');
        return updates(ctx, after, { subject: id });
      },
      resolve: toUpdate,
    },
    shipmentsUpdated: {
      subscribe: async (_, { accountId, after }, ctx) => {
        await admitFollower(ctx, accountId, 'shipments');
        return updates(ctx, after, accountId ? { accountId } : {});
      },
      resolve: toUpdate,
    },
  },
  ShipmentResult: resultUnion('Shipment'),
  Shipment: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.shipment.load(id),
    nextStates: ({ state }) => [...nextStates(state)],
    account: ({ accountId }) => ({ id: accountId }),
    consignee: ({ consigneeId }) => reference(consigneeId),
    contract: ({ contractId }) => reference(contractId),
    creditBlock: async (shipment, _, ctx) => {
      const gate = waitsForWork(shipment) ? await ctx.loaders.workGate.load(gateName(shipment)) : null;
      return gate && workBlock(shipment.number, gate);
    },
    late: (shipment, _, ctx) => isLate(shipment, ctx.now()),
    references: ({ id }, _, ctx) => ctx.loaders.references.load(id),
    parties: ({ id }, _, ctx) => ctx.loaders.parties.load(id),
    lines: ({ id }, _, ctx) => ctx.loaders.lines.load(id),
    handlingUnits: ({ id }, _, ctx) => ctx.loaders.handlingUnits.load(id),
    stops: ({ id }, _, ctx) => ctx.loaders.stops.load(id),
    milestones: ({ id }, _, ctx) => ctx.loaders.milestones.load(id),
    exceptions: ({ id }, _, ctx) => ctx.loaders.exceptions.load(id),
    documents: ({ id }, _, ctx) => ctx.loaders.documents.load(id),
    trackingLinks: ({ id }, _, ctx) => ctx.loaders.links.load(id),
    instructions: ({ id }, _, ctx) => ctx.loaders.instructions.load(id),
  },
};
