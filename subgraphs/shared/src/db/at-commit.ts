import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { insertRows } from './bulk.ts';

const gathered = new WeakMap<EntityManager, Map<EntitySchema, ObjectLiteral[]>>();

/** Does the work of a transaction, then inserts what it left for the end. */
export async function withRowsAtCommit<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const tables = new Map<EntitySchema, ObjectLiteral[]>();
  gathered.set(em, tables);
  const value = await work(em);
  for (const [table, rows] of tables) await insertRows(em, table, rows);
  gathered.delete(em);
  return value;
}

/**
 * Inserts rows at the end of the transaction, all of one table together: for rows that nobody in the transaction reads.
 * Outside of a transaction of a `Database` they are inserted at once.
 */
export async function insertAtCommit<Row extends ObjectLiteral>(
  em: EntityManager,
  table: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const tables = gathered.get(em);
  if (!tables) return insertRows(em, table, rows);
  const waiting = tables.get(table as EntitySchema) ?? [];
  for (const row of rows) waiting.push(row);
  tables.set(table as EntitySchema, waiting);
}
