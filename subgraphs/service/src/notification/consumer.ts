import { CONTRACT_SOURCE } from '@quayside/contract/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each } from '@quayside/shared/events/inbox';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { SHIPMENT_SOURCE } from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { findMessageBody } from '../conversation/store.ts';
import { branchOf, findAccount, findConcerned } from '../directory/store.ts';
import { MAIL_FAILED, NOTIFICATION_MADE, type NotificationTold, SERVICE_SOURCE } from '../events.ts';
import { queueMails } from '../mail/store.ts';
import { findQueueItems } from '../queue/store.ts';
import { contractNews, ediNews, type Found, type ItemEvent, itemNews, mailNews, shipmentNews } from './news.ts';
import { NEWS_MS, type News } from './notification.ts';
import { recipientsOf } from './recipients.ts';
import { choicesOf, forMember, insertNotifications, knownTo, noteParticipant, participantsOf } from './store.ts';

export interface NotifierDeps {
  readonly db: Database;
  readonly bus: EventBus;
  readonly now: () => number;
  /** Called when mails were queued. */
  readonly onMail: () => void;
}

const product = systemViewer('Notifications');
const EDI_SOURCE = 'edi';

/** Makes notifications of what happens, once for each event, person and channel. */
export async function startNotifier(deps: NotifierDeps): Promise<readonly BusSubscription[]> {
  const { db, bus, now, onMail } = deps;
  // A history that is filled in under a clock set back is as old as the present says.
  const present = now();
  const isNews = ({ at }: EventEnvelope): boolean => at > Math.max(now(), present) - NEWS_MS;
  const name = `${SERVICE_SOURCE}-notifications`;
  const tell = async (em: EntityManager, news: News | null, event: EventEnvelope): Promise<void> => {
    if (news && (await notify(em, news, event, now()))) onMail();
  };
  const follow = (source: string, newsOf: (event: EventEnvelope) => News | null) => {
    const concerns = (event: EventEnvelope) => isNews(event) && newsOf(event) !== null;
    return consume({ name, source, db, bus, concerns, handle: each((em, event) => tell(em, newsOf(event), event)) });
  };
  const own = each(async (em, event) => {
    await noteWho(em, event);
    if (isNews(event)) await tell(em, await ownNews(em, event), event);
  });
  return [
    await consume({ name, source: SERVICE_SOURCE, db, bus, handle: own }),
    await follow(SHIPMENT_SOURCE, shipmentNews),
    await follow(CONTRACT_SOURCE, contractNews),
    await follow(EDI_SOURCE, ediNews),
  ];
}

/** Whoever opens an item or writes to it takes part in it from then on. */
async function noteWho(em: EntityManager, { subject, data }: EventEnvelope): Promise<void> {
  const { kind, actorId, messageId, mentions } = data as ItemEvent;
  if (!kind) return;
  if (actorId && messageId !== undefined) await noteParticipant(em, subject, actorId);
  for (const memberId of mentions ?? []) await noteParticipant(em, subject, memberId);
}

async function ownNews(em: EntityManager, event: EventEnvelope): Promise<News | null> {
  const data = event.data as ItemEvent & { readonly itemId?: string };
  const itemId = data.itemId ?? (data.kind ? event.subject : null);
  if (!itemId) return null;
  const [item] = await findQueueItems(em, product, [itemId]);
  const messageBody = data.messageId ? await findMessageBody(em, data.messageId) : null;
  const found: Found = { item: item ?? null, messageBody };
  return event.type === MAIL_FAILED ? mailNews(event, found) : itemNews(event, found);
}

/** @returns whether there are mails to send. */
async function notify(em: EntityManager, news: News, event: EventEnvelope, now: number): Promise<boolean> {
  const { accountId } = news;
  const [account, branchPath, participants, known] = [
    await findAccount(em, accountId),
    await branchOf(em, accountId),
    await participantsOf(em, news.subjectId),
    await knownTo(em, news.cause),
  ];
  // Work that nobody has taken yet is the account manager's.
  const owned = { ...news, ownerId: news.ownerId ?? account?.accountManagerId ?? null };
  const named = [owned.ownerId, account?.accountManagerId ?? null, ...participants, ...news.mentions];
  const ids = named.filter((id): id is string => id !== null);
  const members = await findConcerned(em, { accountId, branchPath, named: ids });
  const choices = await choicesOf(
    em,
    members.map(({ memberId }) => memberId),
  );
  const recipients = recipientsOf(owned, { members, account, branchPath, participants, choices });
  const fresh = recipients
    .filter(({ member }) => !known.has(member.memberId))
    .map(({ member, topic, channels }) => ({
      member,
      byMail: channels.includes('EMAIL') || channels.includes('DIGEST'),
      daily: channels.includes('DIGEST'),
      notification: forMember(news, {
        id: newId(),
        memberId: member.memberId,
        topic,
        inPortal: channels.includes('PORTAL'),
      }),
    }));
  if (fresh.length === 0) return false;
  const notifications = fresh.map(({ notification }) => notification);
  await insertNotifications(em, notifications);
  const shown = notifications.filter(({ inPortal }) => inPortal);
  await appendEvents(
    em,
    shown.map(({ id, memberId }) => {
      const data: NotificationTold = { memberId, notificationId: id };
      const { correlationId } = event;
      return { type: NOTIFICATION_MADE, accountId, subject: memberId, seq: 1, at: now, correlationId, data };
    }),
  );
  return queueMails(
    em,
    fresh.filter(({ byMail }) => byMail),
    now,
  );
}
