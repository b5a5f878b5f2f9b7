import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';

const TOLD = [
  { name: 'kind', ...column.state },
  { name: 'charge_key', ...column.code },
  { name: 'done_at', ...column.bigint },
];
const ADDED = [
  ...TOLD.map((one) => ({ ...one, isNullable: true })),
  { name: 'order_number', ...column.code, isNullable: true },
  { name: 'po_number', ...column.name, isNullable: true },
  { name: 'why', ...column.text, isNullable: true },
];

/** What a charge is for, when it was done and why it is what it is; those that are there are value-added services. */
export class ExplainCharges1795766400010 implements MigrationInterface {
  readonly name = 'ExplainCharges1795766400010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'charge',
      ADDED.map((one) => new TableColumn(one)),
    );
    const key =
      runner.connection.options.type === 'mysql' ? "CONCAT(source, ':', subject_id)" : "source || ':' || subject_id";
    await runner.query(`UPDATE charge SET kind = 'VALUE_ADDED', charge_key = ${key}, done_at = charged_at`);
    for (const one of TOLD) {
      await runner.changeColumn('charge', one.name, new TableColumn({ ...one, isNullable: false }));
    }
    await runner.dropIndex('charge', 'charge_subject');
    await runner.createIndices('charge', [
      new TableIndex({ name: 'charge_once', columnNames: ['charge_key'], isUnique: true }),
      new TableIndex({ name: 'charge_subject', columnNames: ['source', 'subject_id'] }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('charge', 'charge_once');
    await runner.dropIndex('charge', 'charge_subject');
    await runner.createIndex(
      'charge',
      new TableIndex({ name: 'charge_subject', columnNames: ['source', 'subject_id'], isUnique: true }),
    );
    for (const { name } of [...ADDED].reverse()) await runner.dropColumn('charge', name);
  }
}

/** Charges that wait for their invoice: at first all that there are. */
export class CreateUnbilledCharge1795766400011 implements MigrationInterface {
  readonly name = 'CreateUnbilledCharge1795766400011';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'unbilled_charge',
        columns: [
          { name: 'charge_id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'done_at', ...column.bigint },
          { name: 'order_number', ...column.code, isNullable: true },
          { name: 'po_number', ...column.name, isNullable: true },
        ],
        indices: [
          new TableIndex({
            name: 'unbilled_charge_account',
            columnNames: ['account_id', 'currency', 'done_at', 'charge_id'],
          }),
        ],
      }),
      true,
    );
    await runner.query(
      `INSERT INTO unbilled_charge (charge_id, account_id, currency, done_at, order_number, po_number)
       SELECT id, account_id, currency, done_at, NULL, NULL FROM charge`,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('unbilled_charge');
  }
}
