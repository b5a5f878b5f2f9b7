import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });
const id = { name: 'id', ...column.id, isPrimary: true };
const key = { name: 'id', ...column.code, isPrimary: true };
const member = { name: 'member_id', ...column.id };
const item = { name: 'item_id', ...column.id };

export class CreateMemberDirectory1795744800000 implements MigrationInterface {
  readonly name = 'CreateMemberDirectory1795744800000';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { ...member, isPrimary: true },
      { name: 'name', ...column.name },
      { name: 'email', ...column.line },
      { name: 'role', ...column.state },
      { name: 'account_id', ...column.id, isNullable: true },
      { name: 'unit_path', ...column.line, isNullable: true },
      { name: 'locale', ...column.state },
      { name: 'time_zone', ...column.code },
      { name: 'active', ...column.flag },
      { name: 'scopes', ...column.text },
    ];
    const indices = [index('member_directory_account', ['account_id']), index('member_directory_role', ['role'])];
    await runner.createTable(new Table({ name: 'member_directory', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('member_directory');
  }
}

export class CreateNotification1795744800001 implements MigrationInterface {
  readonly name = 'CreateNotification1795744800001';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      id,
      { name: 'cause', ...column.code },
      member,
      { name: 'account_id', ...column.id },
      { name: 'topic', ...column.state },
      { name: 'subject_kind', ...column.state },
      { name: 'subject_id', ...column.id },
      { name: 'number', ...column.code },
      { name: 'title', ...column.line, isNullable: true },
      { name: 'actor_id', ...column.id, isNullable: true },
      { name: 'actor', ...column.name, isNullable: true },
      { name: 'message_id', ...column.id, isNullable: true },
      { name: 'excerpt', ...column.line, isNullable: true },
      { name: 'internal', ...column.whole },
      { name: 'in_portal', ...column.whole },
      { name: 'state', ...column.state, isNullable: true },
      { name: 'due_at', ...column.bigint, isNullable: true },
      { name: 'at', ...column.bigint },
      { name: 'read_at', ...column.bigint, isNullable: true },
    ];
    const indices = [
      index('notification_cause', ['cause', 'member_id'], true),
      index('notification_member', ['member_id', 'in_portal', 'at', 'id']),
      index('notification_unread', ['member_id', 'in_portal', 'read_at']),
    ];
    await runner.createTable(new Table({ name: 'notification', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notification');
  }
}

export class CreateNotificationChoice1795744800002 implements MigrationInterface {
  readonly name = 'CreateNotificationChoice1795744800002';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      key,
      member,
      { name: 'topic', ...column.state },
      { name: 'portal', ...column.whole },
      { name: 'email', ...column.whole },
    ];
    const indices = [index('notification_choice_member', ['member_id'])];
    await runner.createTable(new Table({ name: 'notification_choice', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notification_choice');
  }
}

export class CreateQuietHours1795744800003 implements MigrationInterface {
  readonly name = 'CreateQuietHours1795744800003';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { ...member, isPrimary: true },
      { name: 'from_minute', ...column.whole },
      { name: 'to_minute', ...column.whole },
    ];
    await runner.createTable(new Table({ name: 'quiet_hours', columns }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('quiet_hours');
  }
}

export class CreateItemParticipant1795744800004 implements MigrationInterface {
  readonly name = 'CreateItemParticipant1795744800004';
  async up(runner: QueryRunner): Promise<void> {
    const indices = [index('item_participant_item', ['item_id'])];
    await runner.createTable(new Table({ name: 'item_participant', columns: [key, item, member], indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('item_participant');
  }
}

export class CreateReadMark1795744800006 implements MigrationInterface {
  readonly name = 'CreateReadMark1795744800006';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      key,
      item,
      { name: 'account_id', ...column.id },
      member,
      { name: 'up_to', ...column.id },
      { name: 'at', ...column.bigint },
    ];
    const indices = [index('read_mark_item', ['item_id'])];
    await runner.createTable(new Table({ name: 'read_mark', columns, indices }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('read_mark');
  }
}

export class AddMessageAuthorId1795744800007 implements MigrationInterface {
  readonly name = 'AddMessageAuthorId1795744800007';
  async up(runner: QueryRunner): Promise<void> {
    // A step of MySQL commits by itself: it may have been done when the note of it was lost.
    if (await runner.hasColumn('message', 'author_id')) return;
    await runner.query('ALTER TABLE message ADD COLUMN author_id varchar(26) NULL');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message DROP COLUMN author_id');
  }
}
