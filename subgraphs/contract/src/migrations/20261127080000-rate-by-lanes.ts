import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const ADDED = [
  { name: 'valid_to', ...column.state, isNullable: true },
  { name: 'surroundings', ...column.text, isNullable: true },
];

/** Last day, zones and fuel of a rate card. */
export class RateByLanes1795766400000 implements MigrationInterface {
  readonly name = 'RateByLanes1795766400000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'rate_card',
      ADDED.map((one) => new TableColumn(one)),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...ADDED].reverse()) await runner.dropColumn('rate_card', name);
  }
}
