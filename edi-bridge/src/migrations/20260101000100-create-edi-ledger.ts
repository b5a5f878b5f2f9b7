import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const optional = { isNullable: true } as const;
const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

export class CreateEdiMessage1767225600100 implements MigrationInterface {
  readonly name = 'CreateEdiMessage1767225600100';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_message',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'direction', ...column.state },
          { name: 'state', ...column.state },
          { name: 'partner_id', ...column.code, ...optional },
          { name: 'account_id', ...column.id, ...optional },
          { name: 'channel', ...column.state },
          { name: 'addressee', ...column.code, ...optional },
          { name: 'file_name', ...column.line, ...optional },
          { name: 'sha256', ...column.code },
          { name: 'size_bytes', ...column.bigint },
          { name: 'interchange_control', ...column.state, ...optional },
          { name: 'set_types', ...column.line },
          { name: 'verdict', ...column.state, ...optional },
          { name: 'summary', ...column.line },
          { name: 'errors', ...column.text },
          { name: 'relates_to_id', ...column.id, ...optional },
          { name: 'at', ...column.bigint },
          { name: 'version', ...column.whole },
          { name: 'subject', ...column.line, ...optional },
          { name: 'functional_id', ...column.state, ...optional },
          { name: 'group_control', ...column.state, ...optional },
          { name: 'written_at', ...column.bigint, ...optional },
        ],
        indices: [
          index('edi_message_subject', ['subject'], true),
          index('edi_message_list', ['at', 'id']),
          index('edi_message_account_list', ['account_id', 'at', 'id']),
          index('edi_message_partner_list', ['partner_id', 'at', 'id']),
          index('edi_message_state', ['state', 'direction']),
          index('edi_message_relates_to', ['relates_to_id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_message');
  }
}

export class CreateEdiInterchange1767225600101 implements MigrationInterface {
  readonly name = 'CreateEdiInterchange1767225600101';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_interchange',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'message_id', ...column.id },
          { name: 'place', ...column.whole },
          { name: 'sender', ...column.code },
          { name: 'receiver', ...column.code },
          { name: 'control', ...column.state },
          { name: 'content_sha256', ...column.code },
          { name: 'claim', ...column.line, ...optional },
          { name: 'claimed_at', ...column.bigint, ...optional },
        ],
        indices: [
          index('edi_interchange_claim', ['claim'], true),
          index('edi_interchange_message', ['message_id', 'place']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_interchange');
  }
}

export class CreateEdiSet1767225600102 implements MigrationInterface {
  readonly name = 'CreateEdiSet1767225600102';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'edi_set',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'message_id', ...column.id },
          { name: 'place', ...column.whole },
          { name: 'interchange', ...column.whole },
          { name: 'type', ...column.state },
          { name: 'control', ...column.state },
          { name: 'group_control', ...column.state },
          { name: 'application_sender', ...column.state },
          { name: 'application_receiver', ...column.state },
          { name: 'verdict', ...column.state },
          { name: 'outcome', ...column.state },
          { name: 'business_key', ...column.code, ...optional },
          { name: 'shipment_id', ...column.id, ...optional },
          { name: 'note', ...column.text, ...optional },
        ],
        indices: [
          index('edi_set_message', ['message_id', 'place']),
          index('edi_set_business_key', ['business_key']),
          index('edi_set_shipment', ['shipment_id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_set');
  }
}
