import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { ServiceContext } from '../context.ts';
import type { NotificationTold } from '../events.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import {
  chooseNotification,
  hasNotifications,
  markNotificationsRead,
  preferencesOf,
  setDigestTime,
  setQuietHours,
} from './commands.ts';
import { dueDayOf } from './notification.ts';
import { countUnread, findNotifications, listNotifications } from './store.ts';

/** The viewer's own notifications and how they come. */
export const notificationResolvers: Resolvers = {
  Query: {
    notifications: async (_, { unreadOnly, first, after }, ctx) => {
      const size = clampFirst(first);
      // Read before the rows: what happens in between comes twice rather than never.
      const liveCursor = await ctx.live.cursor();
      const page = { unreadOnly: unreadOnly ?? false, first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listNotifications(em, ctx.viewer, page));
      const unreadCount = await ctx.db.read((em) => countUnread(em, ctx.viewer));
      const { nodes, pageInfo } = toPage(rows, size, ({ at, id }) => ({ at, id }));
      return { nodes: [...nodes], pageInfo, liveCursor, unreadCount };
    },
    notificationPreferences: async (_, _args, ctx) => {
      const { topics, ...quiet } = await preferencesOf(ctx);
      return { topics: [...topics], ...quiet };
    },
  },
  Mutation: {
    markNotificationsRead: async (_, { ids }, ctx) => answer(await markNotificationsRead(ctx, { ids })),
    markAllNotificationsRead: async (_, { until }, ctx) => answer(await markNotificationsRead(ctx, { until })),
    chooseNotification: async (_, { topic, portal, email, daily }, ctx) =>
      answer(await chooseNotification(ctx, topic, { portal, email, daily: email && (daily ?? false) })),
    forgetNotificationChoice: async (_, { topic }, ctx) => answer(await chooseNotification(ctx, topic, null)),
    setDigestTime: async (_, { at }, ctx) => answer(await setDigestTime(ctx, at)),
    setQuietHours: async (_, { from, to }, ctx) => answer(await setQuietHours(ctx, from ?? null, to ?? null)),
  },
  Notification: {
    dueOn: dueDayOf,
    account: ({ accountId }) => ({ id: accountId }),
    amount: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? null : { amountMinor, currency },
    read: ({ readAt }) => readAt !== null,
  },
  NotificationPreferences: { topics: ({ topics }) => [...topics] },
  NotificationPreferencesResult: resultUnion('NotificationPreferences'),
  NotificationsMarkedResult: resultUnion('NotificationsMarked'),
  Subscription: {
    notificationReceived: {
      subscribe: (_, { after }, ctx) => {
        if (!hasNotifications(ctx.viewer)) throw forbidden('have notifications');
        return received(ctx, after);
      },
    },
  },
};

async function* received(ctx: ServiceContext, after: string | null | undefined) {
  for await (const { cursor, event } of ctx.live.follow(after, { subject: ctx.viewer.id })) {
    const { memberId, notificationId = null } = event.data as Partial<NotificationTold>;
    if (memberId !== ctx.viewer.id || !event.type.startsWith('notification.')) continue;
    const ids = notificationId === null ? [] : [notificationId];
    const [notification] = await ctx.db.read((em) => findNotifications(em, ctx.viewer, ids));
    // Of what one may not see any more, not even the arrival is told.
    if (notificationId !== null && !notification) continue;
    const unreadCount = await ctx.db.read((em) => countUnread(em, ctx.viewer));
    const update = { cursor, event: event.type, at: event.at, notification: notification ?? null, unreadCount };
    yield { notificationReceived: update };
  }
}
