import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });
const currency = { name: 'currency', type: 'varchar', length: '3' };

/** What carriers' prices are. */
export class CreateCarrierCard1795766400050 implements MigrationInterface {
  readonly name = 'CreateCarrierCard1795766400050';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'carrier_card',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'scac', ...column.state },
          { name: 'name', ...column.name },
          currency,
          { name: 'valid_from', ...column.state },
          { name: 'valid_to', ...column.state, isNullable: true },
          { name: 'rates', ...column.text },
          { name: 'surroundings', ...column.text },
          { name: 'created_at', ...column.bigint },
        ],
        indices: [index('carrier_card_scac', ['scac', 'valid_from', 'id'])],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('carrier_card');
  }
}

/** What carriers ask for. */
export class CreateCarrierInvoice1795766400051 implements MigrationInterface {
  readonly name = 'CreateCarrierInvoice1795766400051';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'carrier_invoice',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'scac', ...column.state },
          { name: 'number', ...column.code },
          { name: 'account_id', ...column.id },
          { name: 'shipment_id', ...column.id },
          { name: 'shipment_number', ...column.code },
          { name: 'source', ...column.code },
          currency,
          { name: 'billed_minor', ...column.bigint },
          { name: 'billed_lines', ...column.text },
          { name: 'expected_minor', ...column.bigint, isNullable: true },
          { name: 'expected', ...column.text },
          { name: 'refusal', ...column.text, isNullable: true },
          { name: 'state', ...column.state },
          { name: 'pay_minor', ...column.bigint, isNullable: true },
          { name: 'answer', ...column.text, isNullable: true },
          { name: 'received_at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [
          index('carrier_invoice_once', ['scac', 'number'], true),
          index('carrier_invoice_shipment', ['shipment_id']),
          index('carrier_invoice_state', ['state', 'received_at', 'id']),
          index('carrier_invoice_received', ['received_at', 'id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('carrier_invoice');
  }
}

/** How far they may be off. */
export class CreateCarrierTolerance1795766400052 implements MigrationInterface {
  readonly name = 'CreateCarrierTolerance1795766400052';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'carrier_tolerance',
        columns: [
          { name: 'id', ...column.state, isPrimary: true },
          { name: 'basis_points', ...column.whole },
          { name: 'amount_minor', ...column.bigint },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('carrier_tolerance');
  }
}
