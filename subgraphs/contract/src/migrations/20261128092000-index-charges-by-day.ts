import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** What was done under a contract in a period is found without reading all of its charges. */
export class IndexChargesByDay1795857600000 implements MigrationInterface {
  readonly name = 'IndexChargesByDay1795857600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'charge',
      new TableIndex({ name: 'charge_done', columnNames: ['contract_id', 'done_at'] }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('charge', 'charge_done');
  }
}
