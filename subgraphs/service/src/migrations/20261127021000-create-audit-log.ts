import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** A log whose records hold on to each other: a change of one shows in all after it. */
export class CreateAuditLog1795745400000 implements MigrationInterface {
  readonly name = 'CreateAuditLog1795745400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'audit_record',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'book', ...column.state },
          { name: 'seq', ...column.bigint },
          { name: 'at', ...column.bigint },
          { name: 'actor', ...column.name },
          { name: 'action', ...column.code },
          { name: 'subject', ...column.id },
          { name: 'content', ...column.text },
          { name: 'content_sha256', ...column.code },
          { name: 'previous_sha256', ...column.code },
          { name: 'sha256', ...column.code },
        ],
        indices: [
          new TableIndex({ name: 'audit_record_place', columnNames: ['account_id', 'book', 'seq'], isUnique: true }),
          new TableIndex({ name: 'audit_record_subject', columnNames: ['subject', 'seq'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'audit_chain',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'seq', ...column.bigint },
          { name: 'sha256', ...column.code },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_chain');
    await runner.dropTable('audit_record');
  }
}
