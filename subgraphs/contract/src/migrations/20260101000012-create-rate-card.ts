import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateRateCard1767225600012 implements MigrationInterface {
  readonly name = 'CreateRateCard1767225600012';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'rate_card',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'contract_id', ...column.id },
          { name: 'name', ...column.name },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'valid_from', ...column.state },
          { name: 'rates', ...column.text },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [new TableIndex({ name: 'rate_card_contract', columnNames: ['contract_id', 'valid_from', 'id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('rate_card');
  }
}
