import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

/** How bad a case is, how it reached us, from whom, under which contract, and how it ended. */
export class AddCaseProfile1795777260000 implements MigrationInterface {
  readonly name = 'AddCaseProfile1795777260000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('service_case', [
      new TableColumn({ name: 'severity', ...column.state, default: "'MODERATE'" }),
      new TableColumn({ name: 'channel', ...column.state, default: "'PORTAL'" }),
      new TableColumn({ name: 'party', ...column.state, isNullable: true }),
      new TableColumn({ name: 'party_name', ...column.name, isNullable: true }),
      new TableColumn({ name: 'contract_id', ...column.id, isNullable: true }),
      new TableColumn({ name: 'solved', ...column.flag, isNullable: true }),
      new TableColumn({ name: 'follow_through', ...column.text, isNullable: true }),
      new TableColumn({ name: 'followed_at', ...column.bigint, isNullable: true }),
      new TableColumn({ name: 'answered_at', ...column.bigint, isNullable: true }),
    ]);
    // What was resolved before was taken for solved.
    await runner.query("UPDATE service_case SET solved = 1 WHERE closed_at IS NOT NULL AND kind <> 'SUGGESTION'");
    const columnNames = ['kind', 'opened_at'];
    await runner.createIndex('service_case', new TableIndex({ name: 'service_case_kind', columnNames }));
    await runner.addColumn('account_directory', new TableColumn({ name: 'region', ...column.name, isNullable: true }));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('account_directory', 'region');
    await runner.dropIndex('service_case', 'service_case_kind');
    await runner.dropColumns('service_case', [
      'answered_at',
      'followed_at',
      'follow_through',
      'solved',
      'contract_id',
      'party_name',
      'party',
      'channel',
      'severity',
    ]);
  }
}
