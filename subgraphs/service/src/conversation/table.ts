import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Attachment, AuthorKind } from './conversation.ts';

/** A message; `internal` is 1 or 0, which both engines store alike. */
export interface MessageRow {
  id: string;
  itemId: string;
  accountId: string;
  author: string;
  authorId: string | null;
  authorKind: AuthorKind;
  body: string;
  internal: number;
  attachments: readonly Attachment[];
  at: number;
}

/** The conversations of all items: ids are unique over their kinds. */
export const messageTable = new EntitySchema<MessageRow>({
  name: 'message',
  columns: {
    id: { ...column.id, primary: true },
    itemId: { ...column.id, name: 'item_id' },
    accountId: { ...column.id, name: 'account_id' },
    author: { ...column.name },
    authorId: { ...column.id, name: 'author_id', nullable: true },
    authorKind: { ...column.state, name: 'author_kind' },
    body: { ...column.text },
    internal: { ...column.whole },
    attachments: { ...column.json },
    at: { ...column.instant },
  },
  indices: [{ name: 'message_item', columns: ['itemId', 'id'] }],
});

/** One change of one field. */
export interface HistoryRow {
  id: string;
  itemId: string;
  accountId: string;
  at: number;
  actor: string;
  what: string;
  fromValue: string | null;
  toValue: string | null;
}

// CHANGE, FROM and TO are words of SQL, so the columns have other names.
export const historyTable = new EntitySchema<HistoryRow>({
  name: 'history_entry',
  columns: {
    id: { ...column.id, primary: true },
    itemId: { ...column.id, name: 'item_id' },
    accountId: { ...column.id, name: 'account_id' },
    at: { ...column.instant },
    actor: { ...column.name },
    what: { ...column.code },
    fromValue: { ...column.text, name: 'from_value', nullable: true },
    toValue: { ...column.text, name: 'to_value', nullable: true },
  },
  indices: [{ name: 'history_entry_item', columns: ['itemId', 'id'] }],
});

/** How far a member has read the conversation of an item. */
export interface ReadMarkRow {
  /** `<item>:<member>` */
  id: string;
  itemId: string;
  accountId: string;
  memberId: string;
  /** Id of the last message that was seen. */
  upTo: string;
  at: number;
}

export const readMarkTable = new EntitySchema<ReadMarkRow>({
  name: 'read_mark',
  columns: {
    id: { ...column.code, primary: true },
    itemId: { ...column.id, name: 'item_id' },
    accountId: { ...column.id, name: 'account_id' },
    memberId: { ...column.id, name: 'member_id' },
    upTo: { ...column.id, name: 'up_to' },
    at: { ...column.instant },
  },
  indices: [{ name: 'read_mark_item', columns: ['itemId'] }],
});
