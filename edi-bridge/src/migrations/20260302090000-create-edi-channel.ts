import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateEdiChannel1772442000000 implements MigrationInterface {
  readonly name = 'CreateEdiChannel1772442000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_channel',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'kind', ...column.state },
          { name: 'settings', ...column.text },
          { name: 'certificates', ...column.text },
          { name: 'secrets', ...column.text, isNullable: true },
          { name: 'login_user', ...column.code, isNullable: true },
          { name: 'as2_names', ...column.code, isNullable: true },
          { name: 'last_success_at', ...column.bigint, isNullable: true },
          { name: 'last_failure_at', ...column.bigint, isNullable: true },
          { name: 'last_failure', ...column.line, isNullable: true },
          { name: 'failures', ...column.whole },
          { name: 'retry_at', ...column.bigint, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'edi_channel_login', columnNames: ['login_user'], isUnique: true }),
          new TableIndex({ name: 'edi_channel_as2', columnNames: ['as2_names'], isUnique: true }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_channel');
  }
}

export class CreateEdiAs21772442060000 implements MigrationInterface {
  readonly name = 'CreateEdiAs21772442060000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_as2',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'direction', ...column.state },
          { name: 'partner_id', ...column.code, isNullable: true },
          { name: 'exchange', ...column.code },
          { name: 'as2_message_id', ...column.text },
          { name: 'message_id', ...column.id },
          { name: 'request_sha256', ...column.code },
          { name: 'mic', ...column.line, isNullable: true },
          { name: 'mdn_sha256', ...column.code, isNullable: true },
          { name: 'disposition', ...column.line, isNullable: true },
          { name: 'mdn_url', ...column.text, isNullable: true },
          { name: 'confirmed', ...column.flag },
          { name: 'channel_version', ...column.whole },
          { name: 'attempts', ...column.whole },
          { name: 'due_at', ...column.bigint, isNullable: true },
          { name: 'at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'edi_as2_exchange', columnNames: ['exchange'], isUnique: true }),
          new TableIndex({ name: 'edi_as2_message', columnNames: ['message_id'] }),
          new TableIndex({ name: 'edi_as2_due', columnNames: ['due_at'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_as2');
  }
}

export class CreateEdiDelivery1772442120000 implements MigrationInterface {
  readonly name = 'CreateEdiDelivery1772442120000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_delivery',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'attempts', ...column.whole },
          { name: 'next_at', ...column.bigint },
          { name: 'note', ...column.line },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_delivery');
  }
}
