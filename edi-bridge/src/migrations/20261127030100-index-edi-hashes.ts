import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const HASHES = [
  ['edi_message', new TableIndex({ name: 'edi_message_sha256', columnNames: ['sha256'] })],
  ['edi_as2', new TableIndex({ name: 'edi_as2_request', columnNames: ['request_sha256'] })],
  ['edi_as2', new TableIndex({ name: 'edi_as2_mdn', columnNames: ['mdn_sha256'] })],
] as const;

/** The archive is compared with the ledger part by part: each part must be found without reading all of the ledger. */
export class IndexEdiHashes1795748460000 implements MigrationInterface {
  readonly name = 'IndexEdiHashes1795748460000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, index] of HASHES) await runner.createIndex(table, index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, index] of HASHES) await runner.dropIndex(table, index);
  }
}
