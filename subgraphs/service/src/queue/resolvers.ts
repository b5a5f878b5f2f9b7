import { forbidden } from '@quayside/shared/errors';
import { isStaff } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { tierAmong } from '../directory/tier.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { isOverdue } from '../item/item.ts';
import { followItems, queueUpdates } from '../item/live.ts';
import { assignQueueItems, type QueueOutcome, snoozeQueueItems } from './commands.ts';
import { reasonOf } from './queue.ts';
import { countQueue, findQueueItems, listQueue } from './store.ts';

const toOutcome = ({ id, result }: QueueOutcome) => ({
  id,
  item: result.ok ? result.value : null,
  refusal: result.ok ? null : result.refusal,
});

/** The queue of the staff. `mine` is the only place where the person matters, so it is no part of the live stream. */
export const queueResolvers: Resolvers = {
  Query: {
    queue: async (_, { filter, first, after }, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see the queue');
      const size = clampFirst(first, 50);
      // Read before the rows: what happens in between comes twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const mine = filter?.mine ? { ...filter, ownerId: ctx.viewer.id } : (filter ?? {});
      const page = { first: size, after: decodePageKey(after), now: ctx.now() };
      const rows = await ctx.db.read((em) => listQueue(em, ctx.viewer, mine, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ dueAt, id }) => ({ at: dueAt, id }));
      const count = (overdue: true | null) =>
        ctx.db.read((em) => countQueue(em, ctx.viewer, { ...mine, overdue }, page.now));
      const [overdueCount, openCount] = await Promise.all([count(true), count(null)]);
      return { nodes: [...nodes], pageInfo, liveCursor, overdueCount, openCount };
    },
  },
  Mutation: {
    assignQueueItems: async (_, { ids, ownerId }, ctx) => (await assignQueueItems(ctx, ids, ownerId)).map(toOutcome),
    snoozeQueueItems: async (_, { ids, until, reason }, ctx) =>
      (await snoozeQueueItems(ctx, ids, { until: until ?? null, why: reason ?? '' })).map(toOutcome),
  },
  QueueItem: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.queueItem.load(id),
    subjectId: (item) => item.subjectId ?? item.id,
    account: (item) => ({ id: item.accountId }),
    shipment: (item) => (item.shipmentId ? { id: item.shipmentId } : null),
    owner: (item) => (item.ownerId ? { id: item.ownerId } : null),
    overdue: (item, _, ctx) => isOverdue(item, ctx.now()),
    open: (item) => item.closedAt === null,
    reason: (item, _, ctx) => reasonOf(item, ctx.now()),
    tier: async (item, _, ctx) =>
      tierAmong(await ctx.loaders.termsOfAccount.load(item.accountId), localDate(ctx.now()))?.name ?? null,
    snoozedUntil: (item, _, ctx) =>
      item.hiddenUntil !== null && item.hiddenUntil > ctx.now() ? item.hiddenUntil : null,
    snoozedWhy: (item) => item.hiddenWhy,
  },
  Subscription: {
    queueUpdated: {
      subscribe: (_, { after }, ctx) => {
        if (!isStaff(ctx.viewer)) throw forbidden('see the queue');
        return queueUpdates(followItems(ctx, after), async (id) => {
          const [item] = await ctx.db.read((em) => findQueueItems(em, ctx.viewer, [id]));
          return item ?? null;
        });
      },
    },
  },
};
