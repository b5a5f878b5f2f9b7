import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const TEXT = new Table({
  name: 'article_text',
  columns: [
    { name: 'article_id', ...column.id, isPrimary: true },
    { name: 'version', ...column.whole, isPrimary: true },
    { name: 'title', ...column.line },
    { name: 'question', ...column.text },
    { name: 'answer', ...column.text },
    { name: 'category', ...column.state },
    { name: 'language', ...column.state },
    { name: 'written_by', ...column.name },
    { name: 'written_at', ...column.bigint },
  ],
});

/** Every text that an article has had, from the present one on. */
export class KeepArticleTexts1795812960000 implements MigrationInterface {
  readonly name = 'KeepArticleTexts1795812960000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TEXT, true);
    await runner.query(`INSERT INTO article_text
        (article_id, version, title, question, answer, category, language, written_by, written_at)
      SELECT a.id, a.version, a.title, a.question, a.answer, a.category, a.language, a.written_by, a.updated_at
      FROM article a WHERE NOT EXISTS (SELECT 1 FROM article_text t WHERE t.article_id = a.id)`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('article_text');
  }
}
