import type { QueueFilter, QueueItemKind } from '../../generated/operations.ts';

export const QUEUE_KINDS: readonly QueueItemKind[] = ['CASE', 'CLAIM', 'WORK_ORDER', 'RETURN_ORDER'];

export interface QueueSearch {
  readonly kind?: QueueItemKind | undefined;
  readonly mine?: true | undefined;
  readonly overdue?: true | undefined;
}

/** Reads the address of the queue. */
export function readQueueFilter(address: Record<string, unknown>): QueueSearch {
  const kind = QUEUE_KINDS.find((each) => each === address['kind']);
  return {
    ...(kind ? { kind } : {}),
    ...(address['mine'] === true ? { mine: true } : {}),
    ...(address['overdue'] === true ? { overdue: true } : {}),
  };
}

export const toQueueFilter = (search: QueueSearch): QueueFilter => ({ ...search });
