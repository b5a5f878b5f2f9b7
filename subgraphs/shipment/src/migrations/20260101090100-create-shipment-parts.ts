import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { part } from './part-columns.ts';

/** References, parties, lines, handling units and stops. */
export class CreateShipmentParts1767258060000 implements MigrationInterface {
  readonly name = 'CreateShipmentParts1767258060000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'shipment_reference',
        columns: [
          ...part,
          { name: 'kind', ...column.state },
          { name: 'value', ...column.name },
          { name: 'qualifier', ...column.code, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'shipment_reference_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'shipment_party',
        columns: [
          ...part,
          { name: 'role', ...column.state },
          { name: 'name', ...column.name },
          { name: 'code', ...column.code, isNullable: true },
          { name: 'code_qualifier', ...column.code, isNullable: true },
          { name: 'address', ...column.text, isNullable: true },
          { name: 'phone', ...column.code, isNullable: true },
          { name: 'email', ...column.line, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'shipment_party_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'shipment_line',
        columns: [
          ...part,
          { name: 'line_number', ...column.whole },
          { name: 'sku', ...column.code },
          { name: 'description', ...column.line, isNullable: true },
          { name: 'lot', ...column.code, isNullable: true },
          { name: 'unit', ...column.state },
          { name: 'ordered_quantity', ...column.decimal },
          { name: 'shipped_quantity', ...column.decimal, isNullable: true },
          { name: 'substitute_sku', ...column.code, isNullable: true },
          { name: 'product_ids', ...column.text },
          { name: 'weight_grams', ...column.bigint, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'shipment_line_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'handling_unit',
        columns: [
          ...part,
          { name: 'kind', ...column.state },
          { name: 'sscc', ...column.code, isNullable: true },
          { name: 'weight_grams', ...column.bigint, isNullable: true },
          { name: 'tracking_number', ...column.code, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'handling_unit_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'shipment_stop',
        columns: [
          ...part,
          { name: 'sequence', ...column.whole },
          { name: 'kind', ...column.state },
          { name: 'name', ...column.name },
          { name: 'address', ...column.text },
          { name: 'time_zone', ...column.code },
          { name: 'latitude', ...column.decimal, isNullable: true },
          { name: 'longitude', ...column.decimal, isNullable: true },
          { name: 'window_from', ...column.bigint, isNullable: true },
          { name: 'window_to', ...column.bigint, isNullable: true },
          { name: 'arrived_at', ...column.bigint, isNullable: true },
          { name: 'departed_at', ...column.bigint, isNullable: true },
        ],
        indices: [new TableIndex({ name: 'shipment_stop_shipment', columnNames: ['shipment_id'] })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('shipment_stop');
    await runner.dropTable('handling_unit');
    await runner.dropTable('shipment_line');
    await runner.dropTable('shipment_party');
    await runner.dropTable('shipment_reference');
  }
}
