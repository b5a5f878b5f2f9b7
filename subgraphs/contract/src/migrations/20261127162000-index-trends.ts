import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const SUMMED = ['counted', 'hits', 'excluded', 'open_count', 'stale'];
const BEFORE = new TableIndex({ name: 'otif_tally_account', columnNames: ['account_id', 'month'] });
const BY_ACCOUNT = new TableIndex({ name: 'otif_tally_account', columnNames: ['account_id', 'month', ...SUMMED] });
const BY_MONTH = new TableIndex({ name: 'otif_tally_sums', columnNames: ['month', 'account_id', ...SUMMED] });
const OPEN = new TableIndex({
  name: 'receivable_open',
  columnNames: ['open_minor', 'currency', 'due_on', 'account_id'],
});

/** Sums of boards read indices alone. */
export class IndexTrends1795796400010 implements MigrationInterface {
  readonly name = 'IndexTrends1795796400010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('otif_tally', BEFORE);
    await runner.createIndices('otif_tally', [BY_ACCOUNT, BY_MONTH]);
    await runner.createIndex('receivable', OPEN);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('receivable', OPEN);
    await runner.dropIndices('otif_tally', [BY_ACCOUNT, BY_MONTH]);
    await runner.createIndex('otif_tally', BEFORE);
  }
}
