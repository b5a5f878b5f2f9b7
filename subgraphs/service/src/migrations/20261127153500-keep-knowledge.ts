import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const ARTICLE = new Table({
  name: 'article',
  columns: [
    { name: 'id', ...column.id, isPrimary: true },
    { name: 'number', ...column.code },
    { name: 'title', ...column.line },
    { name: 'question', ...column.text },
    { name: 'answer', ...column.text },
    { name: 'category', ...column.state },
    { name: 'language', ...column.state },
    { name: 'state', ...column.state },
    { name: 'audience', ...column.state },
    { name: 'case_id', ...column.id, isNullable: true },
    { name: 'written_by', ...column.name },
    { name: 'updated_at', ...column.bigint },
    { name: 'version', ...column.whole },
  ],
  indices: [new TableIndex({ name: 'article_updated', columnNames: ['updated_at', 'id'] })],
});
const VOTE = new Table({
  name: 'article_vote',
  columns: [
    { name: 'article_id', ...column.id, isPrimary: true },
    { name: 'voter_id', ...column.code, isPrimary: true },
    { name: 'helped', ...column.flag },
    { name: 'at', ...column.bigint },
  ],
});

/** What has been solved before, and whom it has helped. */
export class CreateArticle1795793700000 implements MigrationInterface {
  readonly name = 'CreateArticle1795793700000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ARTICLE, true);
    await runner.createTable(VOTE, true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('article_vote');
    await runner.dropTable('article');
  }
}

const DEFECT = new Table({
  name: 'defect',
  columns: [
    { name: 'id', ...column.id, isPrimary: true },
    { name: 'number', ...column.code },
    { name: 'title', ...column.line },
    { name: 'pattern', ...column.text },
    { name: 'category', ...column.state },
    { name: 'state', ...column.state },
    { name: 'root_cause', ...column.text, isNullable: true },
    { name: 'measure', ...column.text, isNullable: true },
    { name: 'corrected_at', ...column.bigint, isNullable: true },
    { name: 'effect', ...column.text, isNullable: true },
    { name: 'verified_at', ...column.bigint, isNullable: true },
    { name: 'owner_id', ...column.id, isNullable: true },
    { name: 'due_on', ...column.state, isNullable: true },
    { name: 'unit_path', ...column.line },
    { name: 'opened_by', ...column.name },
    { name: 'opened_at', ...column.bigint },
    { name: 'version', ...column.whole },
  ],
});
const DEFECT_CASE = new Table({
  name: 'defect_case',
  columns: [
    { name: 'case_id', ...column.id, isPrimary: true },
    { name: 'defect_id', ...column.id },
  ],
  indices: [new TableIndex({ name: 'defect_case_defect', columnNames: ['defect_id'] })],
});

/** What fails again and again, and the cases in which it was seen. */
export class CreateDefect1795793700001 implements MigrationInterface {
  readonly name = 'CreateDefect1795793700001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(DEFECT, true);
    await runner.createTable(DEFECT_CASE, true);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('defect_case');
    await runner.dropTable('defect');
  }
}
