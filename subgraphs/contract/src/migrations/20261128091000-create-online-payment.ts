import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Pages on which customers pay, what came of them, and what the provider said. */
export class CreateOnlinePayment1795857000000 implements MigrationInterface {
  readonly name = 'CreateOnlinePayment1795857000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'online_checkout',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'fingerprint', ...column.code },
          { name: 'account_id', ...column.id },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'amount_minor', ...column.bigint },
          { name: 'items', ...column.text },
          { name: 'attempt', ...column.whole },
          { name: 'opened_by', ...column.name },
          { name: 'opened_at', ...column.bigint },
          { name: 'url', ...column.text, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [new TableIndex({ name: 'online_checkout_once', columnNames: ['fingerprint'], isUnique: true })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'payment_event',
        columns: [
          { name: 'id', ...column.line, isPrimary: true },
          { name: 'type', ...column.code },
          { name: 'raw', ...column.text },
          { name: 'received_at', ...column.bigint },
          { name: 'state', ...column.state },
        ],
        indices: [new TableIndex({ name: 'payment_event_state', columnNames: ['state', 'received_at'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'online_payment',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'checkout_id', ...column.id },
          { name: 'remittance_id', ...column.id, isNullable: true },
          { name: 'amount_minor', ...column.bigint },
          { name: 'refunded', ...column.bigint },
          { name: 'bookings', ...column.whole },
          { name: 'version', ...column.whole },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['online_payment', 'payment_event', 'online_checkout']) await runner.dropTable(table);
  }
}
