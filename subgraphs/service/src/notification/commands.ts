import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { NOTIFICATION_READ, type NotificationTold } from '../events.ts';
import {
  choicesOf,
  digestMinuteOf,
  forgetChoice,
  markRead,
  quietHoursOf,
  saveChoice,
  saveDigestMinute,
  saveQuietHours,
} from './store.ts';
import { type Party, type Topic, topicsFor, usualChannels } from './topics.ts';

/** Notifications are a person's own: a key has none. */
export const hasNotifications = (viewer: Viewer): boolean => viewer.kind === 'member';

const MOST_IDS = 100;

/** Marks the viewer's notifications as read. @returns how many were unread. */
export async function markNotificationsRead(
  ctx: CommandContext,
  which: { readonly ids: readonly string[] } | { readonly until: number },
): Promise<Result<{ readonly marked: number }>> {
  if (!hasNotifications(ctx.viewer)) throw forbidden('mark notifications');
  if ('ids' in which && which.ids.length > MOST_IDS) {
    return refuse('NOTIFICATIONS_MANY', `Mark ${MOST_IDS} at once at most.`, {
      field: 'ids',
      fix: 'Or mark all of them.',
    });
  }
  return ctx.db.write(async (em) => {
    const marked = await markRead(em, ctx.viewer, which, ctx.now());
    if (marked > 0) {
      const { id: subject, reach } = ctx.viewer;
      const accountId = reach.kind === 'account' ? reach.accountId : null;
      const data: NotificationTold = { memberId: subject, notificationId: null };
      const { correlationId } = ctx;
      const event = { type: NOTIFICATION_READ, accountId, subject, seq: 1, at: ctx.now(), correlationId, data };
      await appendEvents(em, [event]);
    }
    return ok({ marked });
  });
}

/** How a member hears of one topic. */
export interface Preference {
  readonly topic: Topic;
  readonly portal: boolean;
  readonly email: boolean;
  /** True when mails of this topic wait for the one of the day. */
  readonly daily: boolean;
  /** True when the member has chosen; otherwise the rules of the house hold. */
  readonly chosen: boolean;
}

/** What a member has chosen, or the house for them. */
export interface Preferences {
  readonly topics: readonly Preference[];
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  /** When the mail of the day goes out, HH:MM on the member's clock. */
  readonly digestAt: string;
}

/** Capacities in which somebody can be told at all, by their role. */
const partiesOf = (viewer: Viewer): readonly Party[] =>
  isStaff(viewer)
    ? [
        'MENTIONED',
        'OWNER',
        'PARTICIPANT',
        'ACCOUNT_MANAGER',
        ...(viewer.role === 'EXECUTIVE' || viewer.role === 'SALES_HEAD' ? (['SUPERIOR'] as const) : []),
      ]
    : ['MENTIONED', 'PARTICIPANT', viewer.role === 'SHIPPER_ADMINISTRATOR' ? 'SHIPPER_ADMINISTRATOR' : 'SHIPPER_USER'];

/** The viewer's preferences. */
export const preferencesOf = (ctx: CommandContext): Promise<Preferences> => {
  if (!hasNotifications(ctx.viewer)) throw forbidden('have notifications');
  return ctx.db.read(async (em) => {
    const choices = await choicesOf(em, [ctx.viewer.id]);
    const hours = await quietHoursOf(em, ctx.viewer.id);
    const digestAt = clockText(await digestMinuteOf(em, ctx.viewer.id));
    const topics = topicsFor(isStaff(ctx.viewer)).map((topic): Preference => {
      const own = choices.find((choice) => choice.topic === topic);
      if (own) return { topic, portal: own.portal, email: own.email, daily: own.daily, chosen: true };
      const usual = usualChannels(topic, partiesOf(ctx.viewer));
      return { topic, portal: usual.includes('PORTAL'), email: usual.includes('EMAIL'), daily: false, chosen: false };
    });
    return { topics, quietFrom: hours && clockText(hours.from), quietTo: hours && clockText(hours.to), digestAt };
  });
};

/** A choice for one topic; null goes back to the rules of the house. */
export async function chooseNotification(
  ctx: CommandContext,
  topic: Topic,
  choice: Pick<Preference, 'portal' | 'email' | 'daily'> | null,
): Promise<Result<Preferences>> {
  if (!hasNotifications(ctx.viewer)) throw forbidden('choose notifications');
  if (!topicsFor(isStaff(ctx.viewer)).includes(topic)) {
    return refuse('TOPIC_NOT_YOURS', 'Nobody of your side is told of this.', { field: 'topic' });
  }
  await ctx.db.write((em) =>
    choice ? saveChoice(em, { memberId: ctx.viewer.id, topic, ...choice }) : forgetChoice(em, ctx.viewer.id, topic),
  );
  return ok(await preferencesOf(ctx));
}

/** Hours of the member's local day in which mails wait. Both or none. */
export async function setQuietHours(
  ctx: CommandContext,
  from: string | null,
  to: string | null,
): Promise<Result<Preferences>> {
  if (!hasNotifications(ctx.viewer)) throw forbidden('set quiet hours');
  const [start, end] = [minuteOf(from), minuteOf(to)];
  if ((from === null) !== (to === null) || Number.isNaN(start) || Number.isNaN(end)) {
    return refuse('QUIET_HOURS', 'Quiet hours have a beginning and an end, such as 22:00 and 07:00.', {
      field: from === null || Number.isNaN(start) ? 'from' : 'to',
    });
  }
  const hours = from === null ? null : { from: start, to: end };
  await ctx.db.write((em) => saveQuietHours(em, ctx.viewer.id, hours));
  return ok(await preferencesOf(ctx));
}

/** When the mail of the day goes out, HH:MM on the member's clock; what waits already goes when it was to go. */
export async function setDigestTime(ctx: CommandContext, at: string): Promise<Result<Preferences>> {
  if (!hasNotifications(ctx.viewer)) throw forbidden('set the time of the daily mail');
  const minute = minuteOf(at);
  if (Number.isNaN(minute)) return refuse('DIGEST_TIME', 'Name a time of the day such as 08:00.', { field: 'at' });
  await ctx.db.write((em) => saveDigestMinute(em, ctx.viewer.id, minute));
  return ok(await preferencesOf(ctx));
}

const minuteOf = (text: string | null): number => {
  if (text === null) return 0;
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
};

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
