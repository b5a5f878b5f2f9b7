import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const BEFORE = ['measure', 'at', 'account_id', 'causes', 'score'];
const named = (columnNames: string[]) => new TableIndex({ name: 'satisfaction_answer_causes', columnNames });
const BOUGHT = new TableIndex({ name: 'service_bought_month', columnNames: ['month', 'account_id'] });

const indexOf = async (runner: QueryRunner, table: string, index: string | undefined) =>
  (await runner.getTable(table))?.indices.find(({ name }) => name === index);

/** The traits of all answers of a period are counted out of one index; the first month with something bought is read off another. */
export class CountTraits1795857300000 implements MigrationInterface {
  readonly name = 'CountTraits1795857300000';
  async up(runner: QueryRunner): Promise<void> {
    // A step of MySQL commits by itself: it may have been done when the note of it was lost.
    const known = await indexOf(runner, 'satisfaction_answer', 'satisfaction_answer_causes');
    if (!known?.columnNames.includes('occasion')) {
      if (known) await runner.dropIndex('satisfaction_answer', known);
      await runner.createIndex('satisfaction_answer', named([...BEFORE, 'occasion']));
    }
    if (!(await indexOf(runner, 'service_bought', BOUGHT.name))) await runner.createIndex('service_bought', BOUGHT);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('service_bought', BOUGHT);
    await runner.dropIndex('satisfaction_answer', named([...BEFORE, 'occasion']));
    await runner.createIndex('satisfaction_answer', named(BEFORE));
  }
}
