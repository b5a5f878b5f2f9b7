import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { QUEUE_CHANGED, type QueueChanged } from '../events.ts';
import type { QueueItem } from './queue.ts';

/** Tells the staff that something lies elsewhere on the desk. Nobody else's news: it is internal. */
export async function tellQueue(
  em: EntityManager,
  item: QueueItem,
  { at, correlationId }: { at: number; correlationId: string },
): Promise<void> {
  const { kind, id, number, accountId, shipmentId, state, ownerId } = item;
  const data: QueueChanged = { kind, id, number, accountId, shipmentId, state, ownerId, internal: true };
  await appendEvents(em, [{ type: QUEUE_CHANGED, accountId, subject: id, seq: at, at, correlationId, data }]);
}
