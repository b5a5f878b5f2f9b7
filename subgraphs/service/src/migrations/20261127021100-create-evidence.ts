import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Packs of evidence, their items, and the texts that are frozen in them. */
export class CreateEvidence1795745460000 implements MigrationInterface {
  readonly name = 'CreateEvidence1795745460000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(packTable(), true);
    await runner.createTable(itemTable(), true);
    await runner.createTable(
      new Table({
        name: 'evidence_text',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'owner_id', ...column.id },
          { name: 'pack_id', ...column.id },
          { name: 'part', ...column.whole },
          { name: 'text', ...column.text },
        ],
        indices: [new TableIndex({ name: 'evidence_text_owner', columnNames: ['owner_id', 'part'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['evidence_text', 'evidence_item', 'evidence_pack']) await runner.dropTable(table);
  }
}

const packTable = (): Table =>
  new Table({
    name: 'evidence_pack',
    columns: [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'claim_id', ...column.id },
      { name: 'claim_number', ...column.code },
      { name: 'account_id', ...column.id },
      { name: 'shipment_id', ...column.id },
      { name: 'pack_number', ...column.whole },
      { name: 'state', ...column.state },
      { name: 'as_of', ...column.bigint },
      { name: 'frozen_at', ...column.bigint, isNullable: true },
      { name: 'previous_manifest_sha256', ...column.code, isNullable: true },
      { name: 'audit_previous_sha256', ...column.code, isNullable: true },
      { name: 'manifest_sha256', ...column.code, isNullable: true },
      { name: 'audit_seq', ...column.bigint, isNullable: true },
      { name: 'item_count', ...column.whole },
      { name: 'size_bytes', ...column.bigint },
      { name: 'version', ...column.whole },
    ],
    indices: [
      new TableIndex({ name: 'evidence_pack_claim', columnNames: ['claim_id', 'pack_number'], isUnique: true }),
      new TableIndex({ name: 'evidence_pack_state', columnNames: ['state', 'id'] }),
      new TableIndex({ name: 'evidence_pack_shipment', columnNames: ['shipment_id'] }),
    ],
  });

const itemTable = (): Table =>
  new Table({
    name: 'evidence_item',
    columns: [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'pack_id', ...column.id },
      { name: 'account_id', ...column.id },
      { name: 'pack_position', ...column.whole },
      { name: 'kind', ...column.state },
      { name: 'ref', ...column.id },
      { name: 'title', ...column.line },
      { name: 'at', ...column.bigint },
      { name: 'time_zone', ...column.code },
      { name: 'who', ...column.name, isNullable: true },
      { name: 'source', ...column.code },
      { name: 'path', ...column.line },
      { name: 'media_type', ...column.name },
      { name: 'size_bytes', ...column.bigint },
      { name: 'sha256', ...column.code },
      { name: 'stored', ...column.state },
    ],
    indices: [
      new TableIndex({ name: 'evidence_item_pack', columnNames: ['pack_id', 'pack_position'], isUnique: true }),
    ],
  });
