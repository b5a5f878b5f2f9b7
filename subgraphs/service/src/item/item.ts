import { ok, type Result, refuse } from '@quayside/shared/result';
import type { AuthorKind } from '../conversation/conversation.ts';
import type { ServiceFacts } from '../events.ts';

/** The kinds of work, as events and queue name them. */
export type ItemKindName = Exclude<ServiceFacts['kind'], 'EDI_MESSAGE' | 'CONTRACT'>;
/** How much it presses; decides the deadline of a case. */
export type Priority = 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';

/** A stub of something that another subgraph owns. */
export interface Reference {
  readonly id: string;
}

/** As `Reference`, with the account that it belongs to. */
export interface OwnedReference extends Reference {
  readonly accountId: string;
}

/** What a case, a claim and a work order have in common: an owner, a deadline and a life that ends. */
export interface ServiceItem {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly state: string;
  readonly priority: Priority;
  readonly ownerId: string | null;
  readonly dueAt: number;
  readonly openedBy: string;
  readonly openedByKind: AuthorKind;
  readonly openedAt: number;
  /** Set exactly while nobody has to do anything: closed items are neither overdue nor in the queue. */
  readonly closedAt: number | null;
  readonly version: number;
}

/** What the numbers of drafts begin with; what is sent gets another number. */
export const DRAFT_NUMBER = 'CD';

/** Nobody has received a draft, also when it was taken back instead of being sent: it keeps the number of a draft. */
export const wasSent = ({ number }: Pick<ServiceItem, 'number'>): boolean => !number.startsWith(`${DRAFT_NUMBER}-`);

/** Closed work is never overdue, however late it was. */
export const isOverdue = (item: Pick<ServiceItem, 'closedAt' | 'dueAt'>, now: number): boolean =>
  item.closedAt === null && item.dueAt < now;

const LONGEST_ID = 26;

/** Gives the work to somebody else; closed work stays with who did it. */
export function handOver<Item extends Pick<ServiceItem, 'number' | 'ownerId' | 'closedAt'>>(
  item: Item,
  ownerId: string,
): Result<Item> {
  if (item.closedAt !== null) return refuse('ITEM_CLOSED', `${item.number} is closed.`);
  if (!ownerId || ownerId.length > LONGEST_ID) {
    return refuse('OWNER_UNKNOWN', 'This is no member id.', { field: 'ownerId' });
  }
  return ok({ ...item, ownerId });
}

/** Who is asked first answers for it: work without an owner goes to the first of the staff who takes it up. */
export const firstAsked = <Item extends ServiceItem>(item: Item, staffMemberId: string | null): Item =>
  item.ownerId === null && staffMemberId !== null ? { ...item, ownerId: staffMemberId } : item;
