import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Attachment, AuthorKind } from './conversation.ts';

/** A message; `internal` is 1 or 0, which both engines store alike. */
export interface MessageRow {
  id: string;
  itemId: string;
  accountId: string;
  author: string;
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
