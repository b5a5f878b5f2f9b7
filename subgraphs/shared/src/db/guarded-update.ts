import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { AppError } from '../errors.ts';

/**
 * Updates one row if nobody changed it since it was read, and counts its version up.
 * @throws AppError CONFLICT when the row has another version now.
 */
export async function guardedUpdate<Row extends ObjectLiteral & { id: string; version: number }>(
  em: EntityManager,
  table: EntitySchema<Row>,
  row: Pick<Row, 'id' | 'version'>,
  change: Partial<Row>,
): Promise<void> {
  const outcome = await em
    .createQueryBuilder()
    .update(table)
    .set({ ...change, version: row.version + 1 } as never)
    .where('id = :id AND version = :version', { id: row.id, version: row.version })
    .execute();
  if (outcome.affected !== 1) throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
}
