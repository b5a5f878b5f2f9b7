import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Draw, Review } from './supervision.ts';

/** Only ever added to. */
export const drawTable = new EntitySchema<Draw>({
  name: 'review_draw',
  columns: {
    id: { ...column.id, primary: true },
    number: { ...column.code },
    kind: { ...column.state },
    closedFrom: { ...column.instant, name: 'closed_from' },
    closedTo: { ...column.instant, name: 'closed_to' },
    percent: { ...column.whole },
    seed: { ...column.line },
    candidates: { ...column.whole },
    chosen: { ...column.whole },
    unitPath: { ...column.line, name: 'unit_path' },
    drawnBy: { ...column.name, name: 'drawn_by' },
    drawnAt: { ...column.instant, name: 'drawn_at' },
  },
  // The same order drawn twice would be the same lot.
  indices: [{ name: 'review_draw_seed', columns: ['seed'], unique: true }],
});

export const reviewTable = new EntitySchema<Review>({
  name: 'review',
  columns: {
    id: { ...column.id, primary: true },
    drawId: { ...column.id, name: 'draw_id' },
    itemKind: { ...column.state, name: 'item_kind' },
    itemId: { ...column.id, name: 'item_id' },
    number: { ...column.code },
    title: { ...column.line },
    accountId: { ...column.id, name: 'account_id' },
    ownerId: { ...column.id, name: 'owner_id', nullable: true },
    openedAt: { ...column.instant, name: 'opened_at' },
    dueAt: { ...column.instant, name: 'due_at' },
    closedAt: { ...column.instant, name: 'closed_at' },
    position: { ...column.whole },
    state: { ...column.state },
    score: { ...column.whole, nullable: true },
    remarks: { ...column.text, nullable: true },
    followUp: { ...column.text, name: 'follow_up', nullable: true },
    reviewedBy: { ...column.name, name: 'reviewed_by', nullable: true },
    reviewedAt: { ...column.instant, name: 'reviewed_at', nullable: true },
    followUpResult: { ...column.text, name: 'follow_up_result', nullable: true },
    followedUpBy: { ...column.name, name: 'followed_up_by', nullable: true },
    followedUpAt: { ...column.instant, name: 'followed_up_at', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'review_draw_position', columns: ['drawId', 'position'], unique: true },
    { name: 'review_item', columns: ['itemId'] },
    { name: 'review_closed', columns: ['closedAt', 'accountId'] },
  ],
});
