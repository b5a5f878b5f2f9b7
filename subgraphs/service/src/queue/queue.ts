import type { ItemKindName, Priority, ServiceItem } from '../item/item.ts';

/** One piece of open work for the staff, whatever its kind. Kept in step with the item in the same transaction. */
export interface QueueItem {
  readonly id: string;
  readonly kind: ItemKindName;
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
}

const LONGEST_TITLE = 255;

/** The item as the queue shows it. */
export const toQueueItem = (kind: ItemKindName, item: ServiceItem, title: string): QueueItem => ({
  id: item.id,
  kind,
  number: item.number,
  title: title.slice(0, LONGEST_TITLE),
  state: item.state,
  priority: item.priority,
  accountId: item.accountId,
  shipmentId: item.shipmentId,
  ownerId: item.ownerId,
  openedAt: item.openedAt,
  dueAt: item.dueAt,
  closedAt: item.closedAt,
});
