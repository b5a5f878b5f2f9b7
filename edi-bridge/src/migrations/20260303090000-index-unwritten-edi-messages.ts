import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const unwritten = new TableIndex({
  name: 'edi_message_unwritten',
  columnNames: ['direction', 'written_at', 'id'],
});

/** What is still to be put into mailboxes is asked for after every file: it must not be looked for among all of the past. */
export class IndexUnwrittenEdiMessages1772528400000 implements MigrationInterface {
  readonly name = 'IndexUnwrittenEdiMessages1772528400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('edi_message', unwritten);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('edi_message', unwritten);
  }
}
