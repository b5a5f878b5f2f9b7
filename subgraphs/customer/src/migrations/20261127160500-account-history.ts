import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';

/** Who owns a customer and how large it is, what became of its facts, and what is to be known of its sites and goods. */
export class KeepAccountHistory1795795500000 implements MigrationInterface {
  readonly name = 'KeepAccountHistory1795795500000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('account', [
      new TableColumn({ name: 'ownership', ...column.state, isNullable: true }),
      new TableColumn({ name: 'employees', ...column.whole, isNullable: true }),
    ]);
    const columns = [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'account_id', ...column.id },
      { name: 'at', ...column.bigint },
      { name: 'actor', ...column.name },
      { name: 'field', ...column.state },
      { name: 'value_before', ...column.text, isNullable: true },
      { name: 'value_after', ...column.text, isNullable: true },
    ];
    const indices = [new TableIndex({ name: 'account_change_account', columnNames: ['account_id', 'at', 'id'] })];
    await runner.createTable(new Table({ name: 'account_change', columns, indices }), true);
    await runner.createTable(
      new Table({
        name: 'account_dossier',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'sites', ...column.text },
          { name: 'handling', ...column.text },
          { name: 'changed_by', ...column.name },
          { name: 'changed_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('account_dossier');
    await runner.dropTable('account_change');
    await runner.dropColumns('account', ['employees', 'ownership']);
  }
}
