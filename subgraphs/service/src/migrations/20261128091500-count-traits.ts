import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const BEFORE = ['measure', 'at', 'account_id', 'causes', 'score'];
const named = (columnNames: string[]) => new TableIndex({ name: 'satisfaction_answer_causes', columnNames });
const BOUGHT = new TableIndex({ name: 'service_bought_month', columnNames: ['month', 'account_id'] });

/** The traits of all answers of a period are counted out of one index; the first month with something bought is read off another. */
export class CountTraits1795857300000 implements MigrationInterface {
  readonly name = 'CountTraits1795857300000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('satisfaction_answer', named(BEFORE));
    await runner.createIndex('satisfaction_answer', named([...BEFORE, 'occasion']));
    await runner.createIndex('service_bought', BOUGHT);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('service_bought', BOUGHT);
    await runner.dropIndex('satisfaction_answer', named([...BEFORE, 'occasion']));
    await runner.createIndex('satisfaction_answer', named(BEFORE));
  }
}
