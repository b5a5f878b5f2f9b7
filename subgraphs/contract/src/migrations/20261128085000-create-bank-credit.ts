import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** What banks say that came in, each once. */
export class CreateBankCredit1795855800000 implements MigrationInterface {
  readonly name = 'CreateBankCredit1795855800000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'bank_credit',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'bank_account', ...column.code },
          { name: 'entry_reference', ...column.code },
          { name: 'part', ...column.whole },
          { name: 'state', ...column.state },
          { name: 'booked_on', ...column.state },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'amount_minor', ...column.bigint },
          { name: 'payer', ...column.name, isNullable: true },
          { name: 'payer_account', ...column.code, isNullable: true },
          { name: 'words', ...column.text },
          { name: 'remittance_id', ...column.id, isNullable: true },
          { name: 'unit_path', ...column.line },
          { name: 'imported_by', ...column.name },
          { name: 'imported_at', ...column.bigint },
          { name: 'settled_by', ...column.name, isNullable: true },
          { name: 'settled_at', ...column.bigint, isNullable: true },
          { name: 'reason', ...column.text, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({
            name: 'bank_credit_once',
            columnNames: ['bank_account', 'entry_reference', 'part'],
            isUnique: true,
          }),
          new TableIndex({ name: 'bank_credit_state', columnNames: ['state', 'booked_on', 'id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('bank_credit');
  }
}
