import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** What raised and what ended an exception, where no person said it. */
export class AddExceptionCause1795777200000 implements MigrationInterface {
  readonly name = 'AddExceptionCause1795777200000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('shipment_exception', [
      new TableColumn({ name: 'cause', ...column.text, isNullable: true }),
      new TableColumn({ name: 'ended_by', ...column.state, isNullable: true }),
    ]);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('shipment_exception', ['ended_by', 'cause']);
  }
}
