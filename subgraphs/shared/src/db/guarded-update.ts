import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { AppError } from '../errors.ts';
import { updateWhere } from './bulk.ts';

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
  const changed = { ...change, version: row.version + 1 } as Partial<Row>;
  const affected = await updateWhere(em, table, changed, { id: row.id, version: row.version } as Partial<Row>);
  if (affected !== 1) throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
}
