import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const part = [
  { name: 'id', ...column.id, isPrimary: true },
  { name: 'account_id', ...column.id },
  { name: 'notice_id', ...column.id },
];

/** Notices of goods that come in, and their counts at the dock. */
export class CreateInbound1772355660000 implements MigrationInterface {
  readonly name = 'CreateInbound1772355660000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'inbound_notice',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.state },
          { name: 'kind', ...column.state },
          { name: 'state', ...column.state },
          { name: 'account_id', ...column.id },
          { name: 'source', ...column.code },
          { name: 'order_number', ...column.code },
          { name: 'shipment_reference', ...column.code },
          { name: 'warehouse', ...column.code },
          { name: 'carrier_scac', ...column.state, isNullable: true },
          { name: 'trailer', ...column.code, isNullable: true },
          { name: 'seal', ...column.code, isNullable: true },
          { name: 'expected_at', ...column.bigint, isNullable: true },
          { name: 'arrived_at', ...column.bigint, isNullable: true },
          { name: 'shipped_at', ...column.bigint, isNullable: true },
          { name: 'parties', ...column.text },
          { name: 'reference_list', ...column.text },
          { name: 'note', ...column.text, isNullable: true },
          { name: 'confirmation_state', ...column.state, isNullable: true },
          { name: 'confirmed_at', ...column.bigint, isNullable: true },
          { name: 'confirmed_by', ...column.name, isNullable: true },
          { name: 'confirmation_reason', ...column.line, isNullable: true },
          { name: 'created_at', ...column.bigint },
          { name: 'updated_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'inbound_notice_number', columnNames: ['number'], isUnique: true }),
          new TableIndex({
            name: 'inbound_notice_order',
            columnNames: ['account_id', 'kind', 'order_number', 'shipment_reference'],
            isUnique: true,
          }),
          new TableIndex({
            name: 'inbound_notice_account_state',
            columnNames: ['account_id', 'state', 'created_at', 'id'],
          }),
          new TableIndex({ name: 'inbound_notice_account_created', columnNames: ['account_id', 'created_at', 'id'] }),
          new TableIndex({ name: 'inbound_notice_created', columnNames: ['created_at', 'id'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'inbound_search',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'token', ...column.code, isPrimary: true },
          { name: 'notice_id', ...column.id, isPrimary: true },
        ],
        indices: [
          new TableIndex({ name: 'inbound_search_token', columnNames: ['token'] }),
          new TableIndex({ name: 'inbound_search_notice', columnNames: ['notice_id'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'inbound_line',
        columns: [
          ...part,
          { name: 'line_number', ...column.whole },
          { name: 'sku', ...column.code },
          { name: 'description', ...column.line, isNullable: true },
          { name: 'lot', ...column.code, isNullable: true },
          { name: 'unit', ...column.state },
          { name: 'expected_quantity', ...column.decimal },
          { name: 'received_quantity', ...column.decimal, isNullable: true },
          { name: 'damaged_quantity', ...column.decimal, isNullable: true },
          { name: 'confirmed_quantity', ...column.decimal, isNullable: true },
          { name: 'price_minor', ...column.bigint, isNullable: true },
          { name: 'currency', ...column.state, isNullable: true },
          { name: 'product_ids', ...column.text },
        ],
        indices: [new TableIndex({ name: 'inbound_line_notice', columnNames: ['notice_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'inbound_unit',
        columns: [
          ...part,
          { name: 'kind', ...column.state },
          { name: 'sscc', ...column.code, isNullable: true },
          { name: 'weight_grams', ...column.bigint, isNullable: true },
          { name: 'tracking_number', ...column.code, isNullable: true },
          { name: 'contents', ...column.text },
        ],
        indices: [new TableIndex({ name: 'inbound_unit_notice', columnNames: ['notice_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'inbound_receipt',
        columns: [
          ...part,
          { name: 'number', ...column.state },
          { name: 'received_at', ...column.bigint },
          { name: 'done_by', ...column.name },
          { name: 'idempotency_key', ...column.code, isNullable: true },
        ],
        indices: [
          new TableIndex({
            name: 'inbound_receipt_key',
            columnNames: ['notice_id', 'idempotency_key'],
            isUnique: true,
          }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'inbound_receipt_line',
        columns: [
          ...part,
          { name: 'receipt_id', ...column.id },
          { name: 'line_number', ...column.whole },
          { name: 'sku', ...column.code },
          { name: 'lot', ...column.code, isNullable: true },
          { name: 'unit', ...column.state },
          { name: 'quantity', ...column.decimal },
          { name: 'damaged', ...column.decimal },
          { name: 'location', ...column.code },
          { name: 'note', ...column.line, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'inbound_receipt_line_receipt', columnNames: ['receipt_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('inbound_receipt_line');
    await runner.dropTable('inbound_receipt');
    await runner.dropTable('inbound_unit');
    await runner.dropTable('inbound_line');
    await runner.dropTable('inbound_search');
    await runner.dropTable('inbound_notice');
  }
}
