import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

export class CreateDeliveryRating1767225600020 implements MigrationInterface {
  readonly name = 'CreateDeliveryRating1767225600020';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'delivery_rating',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'shipment_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'score', ...column.whole },
          { name: 'comment', ...column.text, isNullable: true },
          { name: 'at', ...column.bigint },
          { name: 'version', ...column.whole },
        ],
        indices: [new TableIndex({ name: 'delivery_rating_shipment', columnNames: ['shipment_id'], isUnique: true })],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('delivery_rating');
  }
}
