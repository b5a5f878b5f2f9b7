import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Deliveries that were rated before are answers as well. */
const EARLIER = `INSERT INTO satisfaction_answer (id, measure, occasion, subject_id, period, respondent, account_id, shipment_id,
    channel, recorded_by, score, comment, cause, follow_up_id, first_at, at, version)
  SELECT id, 'CSAT', 'DELIVERY', shipment_id, '', 'consignee', account_id, shipment_id,
    'TRACKING', 'Consignee', score, comment, NULL, NULL, at, at, 1 FROM delivery_rating`;

export class CreateSatisfactionAnswer1795759320000 implements MigrationInterface {
  readonly name = 'CreateSatisfactionAnswer1795759320000';
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'measure', ...column.state },
      { name: 'occasion', ...column.state },
      { name: 'subject_id', ...column.id },
      { name: 'period', ...column.state },
      { name: 'respondent', ...column.code },
      { name: 'account_id', ...column.id },
      { name: 'shipment_id', ...column.id, isNullable: true },
      { name: 'channel', ...column.state },
      { name: 'recorded_by', ...column.name },
      { name: 'score', ...column.whole },
      { name: 'comment', ...column.text, isNullable: true },
      { name: 'cause', ...column.state, isNullable: true },
      { name: 'follow_up_id', ...column.id, isNullable: true },
      { name: 'first_at', ...column.bigint },
      { name: 'at', ...column.bigint },
      { name: 'version', ...column.whole },
    ];
    const once = ['subject_id', 'occasion', 'period', 'respondent'];
    const indices = [
      new TableIndex({ name: 'satisfaction_answer_once', columnNames: once, isUnique: true }),
      new TableIndex({ name: 'satisfaction_answer_at', columnNames: ['at', 'id', 'account_id'] }),
    ];
    await runner.createTable(new Table({ name: 'satisfaction_answer', columns, indices }), true);
    await runner.query(EARLIER);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('satisfaction_answer');
  }
}
