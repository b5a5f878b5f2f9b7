import { type EntityManager, EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import * as column from './columns.ts';
import { isDuplicateKey } from './database.ts';
import { equals } from './predicate.ts';
import { rowReader } from './row-reader.ts';
import { changeRows } from './sql.ts';

/** The last number given out under a name, such as `claim`. */
export interface SequenceRow {
  id: string;
  value: number;
}

export const sequenceTable = new EntitySchema<SequenceRow>({
  name: 'sequence',
  columns: { id: { ...column.code, primary: true }, value: { ...column.long } },
});

const sequences = rowReader(sequenceTable);

export class CreateSequence1767225600003 implements MigrationInterface {
  // A string, so that a store that comes to numbers later can make the same table by a migration of its own.
  readonly name: string = 'CreateSequence1767225600003';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'sequence',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'value', ...column.bigint },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('sequence');
  }
}

/** Next number under a name, from 1. The row stays locked until the transaction ends: no two get the same one. */
export const nextNumber = (em: EntityManager, name: string): Promise<number> => nextNumbers(em, name, 1);

/** Takes so many numbers under a name at once and gives the last of them; the others are those right before it. */
export async function nextNumbers(em: EntityManager, name: string, count: number): Promise<number> {
  const sql = 'UPDATE sequence SET value = value + :count WHERE id = :name';
  const take = () => changeRows(em, sql, { count, name });
  if ((await take()) === 0) {
    try {
      await em.getRepository(sequenceTable).insert({ id: name, value: 0 });
    } catch (error) {
      // Another transaction was first; its row is there now.
      if (!isDuplicateKey(error)) throw error;
    }
    if ((await take()) === 0) throw new Error(`the sequence ${name} is gone`);
  }
  return lastNumber(em, name);
}

/** The last number taken under a name; a guess for who is not in the transaction that takes the next. */
export async function lastNumber(em: EntityManager, name: string): Promise<number> {
  const [row] = await sequences(em, equals('t.id', 'name', name));
  return row?.value ?? 0;
}

/** `CL-000042`. */
export const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(6, '0')}`;
