import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[]) => new TableIndex({ name, columnNames });

/** What was done for customers. */
export class CreateActivity1795766400020 implements MigrationInterface {
  readonly name = 'CreateActivity1795766400020';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'activity',
        columns: [
          { name: 'id', ...column.code, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'contract_id', ...column.id, isNullable: true },
          { name: 'subject_id', ...column.id },
          { name: 'at', ...column.bigint },
          { name: 'state', ...column.state },
          { name: 'refusal', ...column.text, isNullable: true },
          { name: 'done', ...column.text },
          { name: 'stored', ...column.text, isNullable: true },
        ],
        indices: [
          index('activity_contract', ['contract_id', 'at', 'id']),
          index('activity_state', ['state', 'at', 'id']),
          index('activity_subject', ['subject_id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('activity');
  }
}

/** What stood in the warehouses, by the day. */
export class CreateStockLevel1795766400021 implements MigrationInterface {
  readonly name = 'CreateStockLevel1795766400021';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'stock_level',
        columns: [
          { name: 'stock_id', ...column.id, isPrimary: true },
          { name: 'level_date', ...column.state, isPrimary: true },
          { name: 'account_id', ...column.id },
          { name: 'warehouse', ...column.name },
          { name: 'sku', ...column.code },
          { name: 'lot', ...column.code, isNullable: true },
          { name: 'unit', ...column.state },
          { name: 'on_hand', ...column.decimal },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('stock_level');
  }
}

export class CreateFuelPrice1795766400022 implements MigrationInterface {
  readonly name = 'CreateFuelPrice1795766400022';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'fuel_price',
        columns: [
          { name: 'index_name', ...column.code, isPrimary: true },
          { name: 'price_date', ...column.state, isPrimary: true },
          { name: 'price_milli', ...column.bigint },
          { name: 'recorded_at', ...column.bigint },
          { name: 'recorded_by', ...column.name },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('fuel_price');
  }
}

/** How far the storage of a month has been charged. */
export class CreateStorageMonth1795766400023 implements MigrationInterface {
  readonly name = 'CreateStorageMonth1795766400023';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'storage_month',
        columns: [
          { name: 'id', ...column.state, isPrimary: true },
          { name: 'up_to', ...column.id, isNullable: true },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('storage_month');
  }
}
