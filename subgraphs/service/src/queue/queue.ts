import { DAY, HOUR } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ServiceFacts } from '../events.ts';
import type { Priority, ServiceItem } from '../item/item.ts';

/** What may lie on the desk: work of this subgraph, what other subgraphs ask a person for, and what waits for a second one. */
export type QueueKind = ServiceFacts['kind'] | 'CLAIM_APPROVAL';

/** One piece of open work for the staff, whatever its kind. Kept in step with its subject by the same transaction or event. */
export interface QueueItem {
  readonly id: string;
  readonly kind: QueueKind;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly priority: Priority;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly ownerId: string | null;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly closedAt: number | null;
  /** Out of sight until then; null when it is in sight. Anything that happens to it brings it back. */
  readonly hiddenUntil: number | null;
  /** Why somebody put it out of sight. */
  readonly hiddenWhy: string | null;
  /** The claim of an approval; null where the item is itself what it is about. */
  readonly subjectId: string | null;
  /** Who asked for an approval: nobody answers to themselves, so it lies on the desks of others only. */
  readonly askedById: string | null;
  /** What one must hold to see it; null where everybody does who serves the customer. */
  readonly permission: 'SEE_VALUE' | null;
}

/** What something can be said to. */
export type WorkItem = QueueItem & { readonly kind: ServiceFacts['kind'] };
export const isWork = (item: QueueItem): item is WorkItem => item.kind !== 'CLAIM_APPROVAL';

/** What a subject says of itself; the rest belongs to the desk. */
export type QueueFacts = Omit<QueueItem, keyof typeof ON_THE_DESK>;

/** In sight, and about nothing but itself. */
export const ON_THE_DESK = {
  ...{ hiddenUntil: null, hiddenWhy: null, subjectId: null, askedById: null, permission: null },
} as const;

const LONGEST_TITLE = 255;
export const titled = (title: string): string => title.slice(0, LONGEST_TITLE);

/** The item as the queue shows it. */
export const toQueueItem = (kind: QueueKind, item: ServiceItem, title: string): QueueItem => ({
  id: item.id,
  kind,
  number: item.number,
  title: titled(title),
  state: item.state,
  priority: item.priority,
  accountId: item.accountId,
  shipmentId: item.shipmentId,
  ownerId: item.ownerId,
  openedAt: item.openedAt,
  dueAt: item.dueAt,
  closedAt: item.closedAt,
  ...ON_THE_DESK,
});

/** Why an item stands where it stands. */
export type QueueReason = 'OVERDUE' | 'DUE_TODAY' | 'DUE_SOON' | 'DUE_LATER';

const SOON = 3 * DAY;

/** The queue is sorted by what is due first; this says in a word how near that is. */
export function reasonOf({ dueAt }: Pick<QueueItem, 'dueAt'>, now: number): QueueReason {
  if (dueAt < now) return 'OVERDUE';
  if (dueAt < now + DAY) return 'DUE_TODAY';
  return dueAt < now + SOON ? 'DUE_SOON' : 'DUE_LATER';
}

/** What is late may wait this long at most before somebody has to look at it again. */
const LONGEST_WHEN_LATE = 12 * HOUR;
const LONGEST_WHY = 255;

/** When an item is to come back, and why it may wait. */
export interface Snooze {
  /** Null brings it back at once. */
  readonly until: number | null;
  readonly why: string;
}

/** Puts an item out of sight for a while. No clock stops for it: that is why nothing may be hidden beyond its deadline. */
export function snooze(item: QueueItem, { until, why }: Snooze, now: number): Result<QueueItem> {
  if (item.closedAt !== null) return refuse('ITEM_CLOSED', `${item.number} is closed.`);
  if (until === null) return ok({ ...item, hiddenUntil: null, hiddenWhy: null });
  if (until <= now)
    return refuse('SNOOZE_PAST', 'This moment has passed.', { field: 'until', fix: 'Name a later one.' });
  const last = item.dueAt > now ? item.dueAt : now + LONGEST_WHEN_LATE;
  if (until > last) {
    return refuse('SNOOZE_TOO_LONG', `${item.number} must be looked at again by ${new Date(last).toISOString()}.`, {
      field: 'until',
      fix: 'Choose an earlier moment: the deadline goes on meanwhile.',
      figures: { until: new Date(last).toISOString().slice(0, 16).replace('T', ' ') },
    });
  }
  const reason = why.trim();
  if (reason === '' || reason.length > LONGEST_WHY) {
    return refuse('REASON_MISSING', `Say in up to ${LONGEST_WHY} characters why it may wait.`, {
      field: 'reason',
      figures: { most: LONGEST_WHY },
    });
  }
  return ok({ ...item, hiddenUntil: until, hiddenWhy: reason });
}
