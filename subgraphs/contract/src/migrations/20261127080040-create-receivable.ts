import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });
const currency = { name: 'currency', type: 'varchar', length: '3' };

/** What is owed of each invoice. */
export class CreateReceivable1795766400040 implements MigrationInterface {
  readonly name = 'CreateReceivable1795766400040';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'receivable',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.code },
          { name: 'account_id', ...column.id },
          currency,
          { name: 'total_minor', ...column.bigint },
          { name: 'credited_minor', ...column.bigint },
          { name: 'paid_minor', ...column.bigint },
          { name: 'open_minor', ...column.bigint },
          { name: 'due_on', ...column.state },
          { name: 'step', ...column.state },
          { name: 'next_on', ...column.state, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          index('receivable_number', ['number'], true),
          index('receivable_account', ['account_id', 'open_minor']),
          index('receivable_due', ['due_on', 'id']),
          index('receivable_next', ['next_on', 'id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('receivable');
  }
}

/** Steps of collection that were taken, each with its day. */
export class CreateCollectionStep1795766400041 implements MigrationInterface {
  readonly name = 'CreateCollectionStep1795766400041';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'collection_step',
        columns: [
          { name: 'receivable_id', ...column.id, isPrimary: true },
          { name: 'step', ...column.state, isPrimary: true },
          { name: 'taken_at', ...column.bigint },
          { name: 'open_minor', ...column.bigint },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'collection_rule',
        columns: [
          { name: 'id', ...column.state, isPrimary: true },
          { name: 'steps', ...column.text },
          { name: 'changed_at', ...column.bigint },
          { name: 'changed_by', ...column.name },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('collection_rule');
    await runner.dropTable('collection_step');
  }
}

/** Money that came, and what it was for. */
export class CreateRemittance1795766400042 implements MigrationInterface {
  readonly name = 'CreateRemittance1795766400042';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'remittance',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'reference', ...column.code },
          { name: 'source', ...column.code },
          currency,
          { name: 'amount_minor', ...column.bigint },
          { name: 'unapplied_minor', ...column.bigint },
          { name: 'paid_on', ...column.state },
          { name: 'items', ...column.text },
          { name: 'recorded_at', ...column.bigint },
          { name: 'recorded_by', ...column.name },
        ],
        indices: [
          index('remittance_once', ['account_id', 'reference'], true),
          index('remittance_account', ['account_id', 'recorded_at', 'id']),
          index('remittance_recorded', ['recorded_at', 'id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('remittance');
  }
}
