import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const BY_STATE = new TableIndex({ name: 'shipment_state', columnNames: ['state', 'created_at', 'id'] });

/** What waits, of all customers, is read without walking through all that was ever delivered. */
export class IndexShipmentsByState1795853100000 implements MigrationInterface {
  readonly name = 'IndexShipmentsByState1795853100000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('shipment', BY_STATE);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('shipment', BY_STATE);
  }
}
