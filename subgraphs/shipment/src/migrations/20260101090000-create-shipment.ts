import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** The shipment itself, and what it is found by. */
export class CreateShipment1767258000000 implements MigrationInterface {
  readonly name = 'CreateShipment1767258000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'shipment',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.state },
          { name: 'kind', ...column.state },
          { name: 'state', ...column.state },
          { name: 'account_id', ...column.id },
          { name: 'consignee_id', ...column.id, isNullable: true },
          { name: 'contract_id', ...column.id, isNullable: true },
          { name: 'order_number', ...column.code },
          { name: 'mode', ...column.state, isNullable: true },
          { name: 'carrier_scac', ...column.state, isNullable: true },
          { name: 'freight_terms', ...column.state, isNullable: true },
          { name: 'tender_version', ...column.whole, isNullable: true },
          { name: 'tender_respond_by', ...column.bigint, isNullable: true },
          { name: 'tender_answer', ...column.state, isNullable: true },
          { name: 'tender_answered_at', ...column.bigint, isNullable: true },
          { name: 'tender_reason', ...column.line, isNullable: true },
          { name: 'eta_at', ...column.bigint, isNullable: true },
          { name: 'eta_zone', ...column.code, isNullable: true },
          { name: 'eta_reason', ...column.line, isNullable: true },
          { name: 'eta_reason_code', ...column.state, isNullable: true },
          { name: 'eta_changed_at', ...column.bigint, isNullable: true },
          { name: 'eta_previous_at', ...column.bigint, isNullable: true },
          { name: 'eta_fact_at', ...column.bigint, isNullable: true },
          { name: 'told_at', ...column.bigint, isNullable: true },
          { name: 'told_eta', ...column.bigint, isNullable: true },
          { name: 'told_reason', ...column.line, isNullable: true },
          { name: 'told_reason_code', ...column.state, isNullable: true },
          { name: 'promised_at', ...column.bigint, isNullable: true },
          { name: 'delivered_at', ...column.bigint, isNullable: true },
          { name: 'late_after', ...column.bigint, isNullable: true },
          { name: 'open_exceptions', ...column.whole },
          { name: 'pieces', ...column.decimal },
          { name: 'weight_grams', ...column.bigint, isNullable: true },
          { name: 'guaranteed', ...column.flag },
          { name: 'note', ...column.text, isNullable: true },
          { name: 'source', ...column.code },
          { name: 'created_at', ...column.bigint },
          { name: 'updated_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [
          new TableIndex({ name: 'shipment_number', columnNames: ['number'], isUnique: true }),
          new TableIndex({
            name: 'shipment_order',
            columnNames: ['account_id', 'kind', 'order_number'],
            isUnique: true,
          }),
          new TableIndex({ name: 'shipment_account_state', columnNames: ['account_id', 'state', 'created_at', 'id'] }),
          new TableIndex({ name: 'shipment_account_created', columnNames: ['account_id', 'created_at', 'id'] }),
          new TableIndex({ name: 'shipment_created', columnNames: ['created_at', 'id'] }),
          new TableIndex({ name: 'shipment_late', columnNames: ['account_id', 'late_after'] }),
          new TableIndex({ name: 'shipment_exceptions', columnNames: ['account_id', 'open_exceptions'] }),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'shipment_search',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'token', ...column.code, isPrimary: true },
          { name: 'shipment_id', ...column.id, isPrimary: true },
        ],
        indices: [
          new TableIndex({ name: 'shipment_search_token', columnNames: ['token'] }),
          new TableIndex({ name: 'shipment_search_shipment', columnNames: ['shipment_id'] }),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('shipment_search');
    await runner.dropTable('shipment');
  }
}
