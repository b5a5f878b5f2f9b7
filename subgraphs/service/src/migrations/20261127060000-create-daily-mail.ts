import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';

const daily = () => new TableColumn({ name: 'daily', ...column.whole, isNullable: true });

/** Who has chosen before has chosen mails at once: null. */
export class CreateDailyMail1795759200000 implements MigrationInterface {
  readonly name = 'CreateDailyMail1795759200000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('mail', daily());
    await runner.addColumn('notification_choice', daily());
    const columns = [
      { name: 'member_id', ...column.id, isPrimary: true },
      { name: 'at_minute', ...column.whole },
    ];
    await runner.createTable(new Table({ name: 'digest_time', columns }), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('digest_time');
    await runner.dropColumn('notification_choice', 'daily');
    await runner.dropColumn('mail', 'daily');
  }
}

/** What the staff did with a mail that was held. */
export class SettleHeldMails1795759200001 implements MigrationInterface {
  readonly name = 'SettleHeldMails1795759200001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('incoming_mail', [
      new TableColumn({ name: 'settled_by', ...column.name, isNullable: true }),
      new TableColumn({ name: 'settled_at', ...column.bigint, isNullable: true }),
      new TableColumn({ name: 'settled_why', ...column.line, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('incoming_mail', ['settled_by', 'settled_at', 'settled_why']);
  }
}
