import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';

const FOLLOW_UP = new TableIndex({ name: 'satisfaction_answer_follow_up', columnNames: ['follow_up_id'] });
const PERIOD = new TableIndex({
  name: 'satisfaction_answer_period',
  columnNames: ['measure', 'period', 'account_id'],
});

/** What happened that may be why somebody is not content, and what is told of what changed. */
export class CreateCauseSign1795794600000 implements MigrationInterface {
  readonly name = 'CreateCauseSign1795794600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'cause_sign',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'shipment_id', ...column.id, isNullable: true },
          { name: 'subject_id', ...column.id },
          { name: 'cause', ...column.state },
          { name: 'at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'cause_sign_shipment', columnNames: ['shipment_id', 'cause'] }),
          new TableIndex({ name: 'cause_sign_subject', columnNames: ['subject_id', 'cause'] }),
        ],
      }),
      true,
    );
    await runner.addColumns('satisfaction_answer', [
      new TableColumn({ name: 'what_changed', ...column.text, isNullable: true }),
      new TableColumn({ name: 'change_told_at', ...column.bigint, isNullable: true }),
    ]);
    await runner.createIndices('satisfaction_answer', [FOLLOW_UP, PERIOD]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndices('satisfaction_answer', [FOLLOW_UP, PERIOD]);
    await runner.dropColumns('satisfaction_answer', ['what_changed', 'change_told_at']);
    await runner.dropTable('cause_sign');
  }
}
