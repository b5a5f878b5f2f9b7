import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const BY_MONTH = new TableIndex({ name: 'charge_month', columnNames: ['charged_at', 'id'] });

/** The charges of a month, of all customers, are read without walking through all that was ever charged. */
export class IndexChargesByMonth1795843800000 implements MigrationInterface {
  readonly name = 'IndexChargesByMonth1795843800000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('charge', BY_MONTH);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('charge', BY_MONTH);
  }
}
