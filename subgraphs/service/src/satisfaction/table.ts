import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Answer } from './answer.ts';
import type { Rating } from './rating.ts';

/** One row per rated shipment; the unique key keeps a double tap from making two. */
export const ratingTable = new EntitySchema<Rating>({
  name: 'delivery_rating',
  columns: {
    id: { ...column.id, primary: true },
    shipmentId: { ...column.id, name: 'shipment_id' },
    accountId: { ...column.id, name: 'account_id' },
    score: { ...column.whole },
    comment: { ...column.text, nullable: true },
    at: { ...column.instant },
    version: { ...column.whole },
  },
  indices: [{ name: 'delivery_rating_shipment', columns: ['shipmentId'], unique: true }],
});

/** One row for what one respondent said about one occasion; the unique key keeps a double tap from making two. */
export const answerTable = new EntitySchema<Answer>({
  name: 'satisfaction_answer',
  columns: {
    id: { ...column.id, primary: true },
    measure: { ...column.state },
    occasion: { ...column.state },
    subjectId: { ...column.id, name: 'subject_id' },
    period: { ...column.state },
    respondent: { ...column.code },
    accountId: { ...column.id, name: 'account_id' },
    shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
    channel: { ...column.state },
    recordedBy: { ...column.name, name: 'recorded_by' },
    score: { ...column.whole },
    comment: { ...column.text, nullable: true },
    cause: { ...column.state, nullable: true },
    causes: { ...column.whole, default: 0 },
    followUpId: { ...column.id, name: 'follow_up_id', nullable: true },
    whatChanged: { ...column.text, name: 'what_changed', nullable: true },
    changeToldAt: { ...column.instant, name: 'change_told_at', nullable: true },
    firstAt: { ...column.instant, name: 'first_at' },
    at: { ...column.instant },
    version: { ...column.whole },
  },
  indices: [
    { name: 'satisfaction_answer_once', columns: ['subjectId', 'occasion', 'period', 'respondent'], unique: true },
    { name: 'satisfaction_answer_at', columns: ['at', 'id', 'accountId'] },
    // Answers are found by what happens to their shipment later on.
    { name: 'satisfaction_answer_shipment', columns: ['shipmentId'] },
    // Both hold all that sums by cause read; the first also what the traits of both ends are counted from.
    { name: 'satisfaction_answer_causes', columns: ['measure', 'at', 'accountId', 'causes', 'score', 'occasion'] },
    { name: 'satisfaction_answer_account', columns: ['accountId', 'measure', 'at', 'causes', 'score'] },
    { name: 'satisfaction_answer_follow_up', columns: ['followUpId'] },
    { name: 'satisfaction_answer_period', columns: ['measure', 'period', 'accountId'] },
  ],
});
