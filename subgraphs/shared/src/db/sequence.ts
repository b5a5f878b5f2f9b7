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
  readonly name = 'CreateSequence1767225600003';
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
export async function nextNumber(em: EntityManager, name: string): Promise<number> {
  const count = () => changeRows(em, 'UPDATE sequence SET value = value + 1 WHERE id = :name', { name });
  if ((await count()) === 0) {
    try {
      await em.getRepository(sequenceTable).insert({ id: name, value: 0 });
    } catch (error) {
      // Another transaction was first; its row is there now.
      if (!isDuplicateKey(error)) throw error;
    }
    await count();
  }
  const [row] = await sequences(em, equals('t.id', 'name', name));
  if (!row) throw new Error(`the sequence ${name} is gone`);
  return row.value;
}

/** `CL-000042`. */
export const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(6, '0')}`;
