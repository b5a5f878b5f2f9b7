import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** What stands in our warehouses, every change of it, and what is set aside for orders. */
export class CreateStock1772355600000 implements MigrationInterface {
  readonly name = 'CreateStock1772355600000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'stock',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'warehouse', ...column.code },
          { name: 'location', ...column.code },
          { name: 'sku', ...column.code },
          { name: 'lot', ...column.code },
          { name: 'status', ...column.state },
          { name: 'unit', ...column.state },
          { name: 'description', ...column.line, isNullable: true },
          { name: 'product_ids', ...column.text },
          { name: 'on_hand', ...column.decimal },
          { name: 'reserved', ...column.decimal },
          { name: 'search', ...column.text },
          { name: 'received_at', ...column.bigint },
          { name: 'updated_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({
            name: 'stock_place',
            columnNames: ['account_id', 'warehouse', 'sku', 'lot', 'status', 'unit', 'location'],
            isUnique: true,
          }),
          new TableIndex({ name: 'stock_account_sku', columnNames: ['account_id', 'sku', 'id'] }),
          new TableIndex({ name: 'stock_sku', columnNames: ['sku', 'id'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'stock_movement',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'stock_id', ...column.id },
          { name: 'kind', ...column.state },
          { name: 'quantity', ...column.decimal },
          { name: 'status', ...column.state },
          { name: 'reason', ...column.state, isNullable: true },
          { name: 'note', ...column.line, isNullable: true },
          { name: 'shipment_id', ...column.id, isNullable: true },
          { name: 'inbound_id', ...column.id, isNullable: true },
          { name: 'adjustment_id', ...column.id, isNullable: true },
          { name: 'number', ...column.state, isNullable: true },
          { name: 'done_by', ...column.name },
          { name: 'happened_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'stock_movement_stock', columnNames: ['stock_id', 'happened_at', 'id'] }),
          new TableIndex({ name: 'stock_movement_adjustment', columnNames: ['adjustment_id'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'stock_adjustment',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.state },
          { name: 'account_id', ...column.id },
          { name: 'warehouse', ...column.code },
          { name: 'reason', ...column.state },
          { name: 'note', ...column.line, isNullable: true },
          { name: 'done_by', ...column.name },
          { name: 'happened_at', ...column.bigint },
        ],
        indices: [
          new TableIndex({ name: 'stock_adjustment_account', columnNames: ['account_id', 'happened_at', 'id'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'stock_key',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'idempotency_key', ...column.code, isPrimary: true },
          { name: 'stock_id', ...column.id },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'stock_reservation',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'shipment_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'line_number', ...column.whole },
          { name: 'stock_id', ...column.id },
          { name: 'quantity', ...column.decimal },
        ],
        indices: [
          new TableIndex({ name: 'stock_reservation_shipment', columnNames: ['shipment_id'] }),
          new TableIndex({ name: 'stock_reservation_stock', columnNames: ['stock_id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('stock_reservation');
    await runner.dropTable('stock_key');
    await runner.dropTable('stock_adjustment');
    await runner.dropTable('stock_movement');
    await runner.dropTable('stock');
  }
}
