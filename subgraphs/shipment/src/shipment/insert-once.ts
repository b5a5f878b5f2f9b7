import { insertRows } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/**
 * Inserts a row whose key somebody may be inserting at this very moment.
 * @throws AppError CONFLICT when they were first; asked again, the command finds their row.
 */
export async function insertOnce<Row extends ObjectLiteral>(
  em: EntityManager,
  table: EntitySchema<Row>,
  row: Row,
): Promise<void> {
  try {
    await insertRows(em, table, [row]);
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('CONFLICT', 'The same is being recorded right now. Try again.');
    throw error;
  }
}
