import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

export class CreateMail1795744860000 implements MigrationInterface {
  readonly name = 'CreateMail1795744860000';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'cause', ...column.code },
      { name: 'member_id', ...column.id },
      { name: 'account_id', ...column.id },
      { name: 'notification_id', ...column.id },
      { name: 'subject_kind', ...column.state },
      { name: 'subject_id', ...column.id },
      { name: 'number', ...column.code },
      { name: 'address', ...column.line },
      { name: 'state', ...column.state },
      { name: 'attempts', ...column.whole },
      { name: 'next_at', ...column.bigint },
      { name: 'created_at', ...column.bigint },
      { name: 'message_id', ...column.line, isNullable: true },
      { name: 'answer', ...column.line, isNullable: true },
      { name: 'sent_at', ...column.bigint, isNullable: true },
      { name: 'last_error', ...column.line, isNullable: true },
    ];
    const indices = [
      index('mail_cause', ['cause', 'member_id'], true),
      index('mail_due', ['state', 'next_at', 'id']),
      index('mail_subject', ['subject_id', 'created_at', 'id']),
    ];
    await runner.createTable(new Table({ name: 'mail', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('mail');
  }
}

export class CreateMailThread1795744860001 implements MigrationInterface {
  readonly name = 'CreateMailThread1795744860001';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { name: 'token', ...column.code, isPrimary: true },
      { name: 'subject_kind', ...column.state },
      { name: 'subject_id', ...column.id },
      { name: 'account_id', ...column.id },
      { name: 'member_id', ...column.id },
      { name: 'internal', ...column.whole },
    ];
    const indices = [index('mail_thread_subject', ['subject_id', 'member_id', 'internal'], true)];
    await runner.createTable(new Table({ name: 'mail_thread', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('mail_thread');
  }
}

export class CreateIncomingMail1795744860002 implements MigrationInterface {
  readonly name = 'CreateIncomingMail1795744860002';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'fingerprint', ...column.code },
      { name: 'sender', ...column.line },
      { name: 'mail_subject', ...column.line },
      { name: 'state', ...column.state },
      { name: 'reason', ...column.state, isNullable: true },
      { name: 'account_id', ...column.id, isNullable: true },
      { name: 'subject_id', ...column.id, isNullable: true },
      { name: 'member_id', ...column.id, isNullable: true },
      { name: 'file_name', ...column.line },
      { name: 'at', ...column.bigint },
    ];
    const indices = [
      index('incoming_mail_fingerprint', ['fingerprint'], true),
      index('incoming_mail_state', ['state', 'at', 'id']),
    ];
    await runner.createTable(new Table({ name: 'incoming_mail', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('incoming_mail');
  }
}
