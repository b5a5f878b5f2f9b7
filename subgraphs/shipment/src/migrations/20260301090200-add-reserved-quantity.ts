import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** What stands ready for a line of an order. */
export class AddReservedQuantity1772355720000 implements MigrationInterface {
  readonly name = 'AddReservedQuantity1772355720000';
  async up(runner: QueryRunner): Promise<void> {
    const reserved = new TableColumn({ name: 'reserved_quantity', ...column.decimal, isNullable: true });
    await runner.addColumn('shipment_line', reserved);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('shipment_line', 'reserved_quantity');
  }
}
