import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { QueueItem } from './queue.ts';

/** `open` is 1 or 0: MySQL and SQLite index a number alike, and the sort by deadline runs inside the index. */
export interface QueueRow extends QueueItem {
  readonly open: number;
}

export const queueTable = new EntitySchema<QueueRow>({
  name: 'queue_item',
  columns: {
    id: { ...column.id, primary: true },
    kind: { ...column.state },
    number: { ...column.code },
    title: { ...column.line },
    state: { ...column.state },
    priority: { ...column.state },
    accountId: { ...column.id, name: 'account_id' },
    shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
    ownerId: { ...column.id, name: 'owner_id', nullable: true },
    openedAt: { ...column.instant, name: 'opened_at' },
    dueAt: { ...column.instant, name: 'due_at' },
    closedAt: { ...column.instant, name: 'closed_at', nullable: true },
    open: { ...column.whole, name: 'is_open' },
    hiddenUntil: { ...column.instant, name: 'hidden_until', nullable: true },
    hiddenWhy: { ...column.line, name: 'hidden_why', nullable: true },
    subjectId: { ...column.id, name: 'subject_id', nullable: true },
    askedById: { ...column.id, name: 'asked_by_id', nullable: true },
    permission: { ...column.state, nullable: true },
  },
  indices: [
    { name: 'queue_item_due', columns: ['open', 'dueAt', 'id', 'accountId'] },
    { name: 'queue_item_owner', columns: ['open', 'ownerId', 'dueAt', 'id'] },
    // Samples of closed work are drawn from it.
    { name: 'queue_item_closed', columns: ['closedAt', 'kind'] },
    { name: 'queue_item_account', columns: ['open', 'accountId', 'dueAt', 'id'] },
  ],
});
