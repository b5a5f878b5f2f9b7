import { HOUR } from '@quayside/shared/instant';
import type { Priority } from '../item/item.ts';
import type { CaseKind } from './case.ts';

/** Hours until a case must be resolved. A complaint is a broken promise, a suggestion can wait for a meeting. */
const HOURS = {
  COMPLAINT: { URGENT: 4, HIGH: 24, NORMAL: 72, LOW: 120 },
  INQUIRY: { URGENT: 2, HIGH: 8, NORMAL: 24, LOW: 48 },
  SUGGESTION: { URGENT: 120, HIGH: 240, NORMAL: 336, LOW: 720 },
} as const satisfies Record<CaseKind, Record<Priority, number>>;

/** When a case must be resolved. Kept with the case: a later change of the table moves no promise. */
export const caseDueAt = (kind: CaseKind, priority: Priority, openedAt: number): number =>
  openedAt + HOURS[kind][priority] * HOUR;
