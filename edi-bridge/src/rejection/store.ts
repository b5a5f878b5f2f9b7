import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import type { MessageRow } from '../message/table.ts';
import { type RejectionRow, rejectionTable } from './table.ts';

/** Notes that a partner rejected a message of ours, in the transaction that settles it. A test concerns nobody. */
export async function noteRejection(
  em: EntityManager,
  sent: Pick<MessageRow, 'id' | 'test'>,
  at: number,
): Promise<void> {
  const rejections = em.getRepository(rejectionTable);
  if (sent.test || (await rejections.existsBy({ id: sent.id }))) return;
  await rejections.insert({ id: sent.id, state: 'DUE', caseId: null, attempts: 0, dueAt: at, note: null });
}

/** Rejections that are to become cases now, oldest first. */
export const dueRejections = (em: EntityManager, now: number, most: number): Promise<RejectionRow[]> =>
  em.getRepository(rejectionTable).find({
    where: { state: 'DUE', dueAt: LessThanOrEqual(now) },
    order: { id: 'ASC' },
    take: most,
  });

/** The rejections of messages that the viewer has been shown already. */
export const rejectionsOf = (em: EntityManager, messageIds: readonly string[]): Promise<RejectionRow[]> =>
  em.getRepository(rejectionTable).findBy({ id: In([...messageIds]) });
