import type { QueueFilter, QueueItemKind } from '../../generated/operations.ts';

export const QUEUE_KINDS: readonly QueueItemKind[] = [
  'CASE',
  'CLAIM',
  'CLAIM_APPROVAL',
  'WORK_ORDER',
  'RETURN_ORDER',
  'EDI_MESSAGE',
  'CONTRACT',
];
const SWITCHES = ['mine', 'overdue', 'snoozed'] as const;
export type QueueSwitch = (typeof SWITCHES)[number];

export interface QueueSearch {
  readonly kind?: QueueItemKind | undefined;
  readonly mine?: true | undefined;
  readonly overdue?: true | undefined;
  readonly snoozed?: true | undefined;
  readonly search?: string | undefined;
}

/** Reads the address of the queue, or a view that was saved from it. */
export function readQueueFilter(address: Readonly<Record<string, unknown>>): QueueSearch {
  const kind = QUEUE_KINDS.find((each) => each === address['kind']);
  const search = String(address['search'] ?? '').trim();
  const on = SWITCHES.filter((each) => address[each] === true);
  return {
    ...(kind ? { kind } : {}),
    ...Object.fromEntries(on.map((each) => [each, true])),
    ...(search ? { search } : {}),
  };
}

export const toQueueFilter = (search: QueueSearch): QueueFilter => ({ ...search });
