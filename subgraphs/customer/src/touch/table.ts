import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Touch } from './touch.ts';

export const touchTable = new EntitySchema<Touch>({
  name: 'customer_touch',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    channel: { ...column.state },
    direction: { ...column.state },
    purpose: { ...column.state },
    heldAt: { ...column.instant, name: 'held_at' },
    ourSide: { ...column.line, name: 'our_side' },
    theirSide: { ...column.line, name: 'their_side' },
    contactId: { ...column.id, name: 'contact_id', nullable: true },
    notes: { ...column.text },
    outcome: { ...column.state },
    followUpOn: { ...column.state, name: 'follow_up_on', nullable: true },
    loggedBy: { ...column.name, name: 'logged_by' },
    loggedAt: { ...column.instant, name: 'logged_at' },
    onceKey: { ...column.code, name: 'once_key', nullable: true },
    threadKind: { ...column.state, name: 'thread_kind', nullable: true },
    threadId: { ...column.id, name: 'thread_id', nullable: true },
    threadNumber: { ...column.code, name: 'thread_number', nullable: true },
  },
  indices: [
    { name: 'customer_touch_account', columns: ['accountId', 'heldAt', 'id'] },
    { name: 'customer_touch_once', columns: ['accountId', 'onceKey'], unique: true },
    { name: 'customer_touch_thread', columns: ['threadId', 'accountId', 'heldAt'] },
  ],
});
