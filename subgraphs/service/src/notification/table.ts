import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Notification } from './notification.ts';
import type { Topic } from './topics.ts';

/** A notification as it is stored; what is yes or no is 1 or 0. */
export interface NotificationRow extends Omit<Notification, 'internal' | 'inPortal'> {
  readonly internal: number;
  readonly inPortal: number;
}

export const notificationTable = new EntitySchema<NotificationRow>({
  name: 'notification',
  columns: {
    id: { ...column.id, primary: true },
    cause: { ...column.code },
    memberId: { ...column.id, name: 'member_id' },
    accountId: { ...column.id, name: 'account_id' },
    topic: { ...column.state },
    subjectKind: { ...column.state, name: 'subject_kind' },
    subjectId: { ...column.id, name: 'subject_id' },
    number: { ...column.code },
    title: { ...column.line, nullable: true },
    actorId: { ...column.id, name: 'actor_id', nullable: true },
    actor: { ...column.name, nullable: true },
    messageId: { ...column.id, name: 'message_id', nullable: true },
    excerpt: { ...column.line, nullable: true },
    internal: { ...column.whole },
    inPortal: { ...column.whole, name: 'in_portal' },
    state: { ...column.state, nullable: true },
    dueAt: { ...column.instant, name: 'due_at', nullable: true },
    amountMinor: { ...column.long, name: 'amount_minor', nullable: true },
    currency: { ...column.state, nullable: true },
    at: { ...column.instant },
    readAt: { ...column.instant, name: 'read_at', nullable: true },
  },
  indices: [
    { name: 'notification_cause', columns: ['cause', 'memberId'], unique: true },
    { name: 'notification_member', columns: ['memberId', 'inPortal', 'at', 'id'] },
    { name: 'notification_unread', columns: ['memberId', 'inPortal', 'readAt'] },
  ],
});

/** A member's own choice for a topic. */
export interface ChoiceRow {
  /** `<member>:<topic>` */
  id: string;
  memberId: string;
  topic: Topic;
  portal: number;
  email: number;
  daily: 1 | null;
}
export const choiceTable = new EntitySchema<ChoiceRow>({
  name: 'notification_choice',
  columns: {
    id: { ...column.code, primary: true },
    memberId: { ...column.id, name: 'member_id' },
    topic: { ...column.state },
    portal: { ...column.whole },
    email: { ...column.whole },
    daily: { ...column.whole, nullable: true },
  },
  indices: [{ name: 'notification_choice_member', columns: ['memberId'] }],
});

/** When a member wants no mail, in minutes of the local day. */
export interface QuietRow {
  memberId: string;
  fromMinute: number;
  toMinute: number;
}
export const quietTable = new EntitySchema<QuietRow>({
  name: 'quiet_hours',
  columns: {
    memberId: { ...column.id, name: 'member_id', primary: true },
    fromMinute: { ...column.whole, name: 'from_minute' },
    toMinute: { ...column.whole, name: 'to_minute' },
  },
});

/** When a member's mail of the day goes out, in minutes of the local day. */
export interface DigestTimeRow {
  memberId: string;
  atMinute: number;
}
export const digestTimeTable = new EntitySchema<DigestTimeRow>({
  name: 'digest_time',
  columns: {
    memberId: { ...column.id, name: 'member_id', primary: true },
    atMinute: { ...column.whole, name: 'at_minute' },
  },
});

/** Who has opened an item or written to it. */
export interface ParticipantRow {
  /** `<item>:<member>` */
  id: string;
  itemId: string;
  memberId: string;
}
export const participantTable = new EntitySchema<ParticipantRow>({
  name: 'item_participant',
  columns: {
    id: { ...column.code, primary: true },
    itemId: { ...column.id, name: 'item_id' },
    memberId: { ...column.id, name: 'member_id' },
  },
  indices: [{ name: 'item_participant_item', columns: ['itemId'] }],
});
