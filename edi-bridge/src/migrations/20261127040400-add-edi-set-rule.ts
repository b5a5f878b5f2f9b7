import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** Which rule of the graph refused a set. */
export class AddEdiSetRule1795752240000 implements MigrationInterface {
  readonly name = 'AddEdiSetRule1795752240000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('edi_set', new TableColumn({ name: 'rule', ...column.code, isNullable: true }));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('edi_set', 'rule');
  }
}
