import { insertRows } from '@quayside/shared/db/bulk';
import type { EntityManager } from 'typeorm';
import { insertOnce } from '../shipment/insert-once.ts';
import { partReader } from '../shipment/part-store.ts';
import type { ShipmentException } from './exception.ts';
import type { Milestone } from './milestone.ts';
import { exceptionTable, milestoneTable } from './table.ts';

/** By the time they happened. */
export const readMilestones = partReader(milestoneTable, 't.happened_at, t.id');
/** By the time they were raised. */
export const readExceptions = partReader(exceptionTable);

/** Keeps a fact. */
export const insertMilestone = (em: EntityManager, milestone: Milestone): Promise<void> =>
  insertOnce(em, milestoneTable, milestone);

/** Keeps an exception. */
export const insertException = (em: EntityManager, exception: ShipmentException): Promise<void> =>
  insertRows(em, exceptionTable, [exception]);

/** Keeps how an exception ended. */
export async function closeException(em: EntityManager, exception: ShipmentException): Promise<void> {
  const { resolvedAt, resolution, endedBy } = exception;
  const key = { id: exception.id, accountId: exception.accountId };
  await em.getRepository(exceptionTable).update(key, { resolvedAt, resolution, endedBy });
}
