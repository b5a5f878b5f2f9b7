import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { ITEM_COLUMNS, itemIndices } from './item-columns.ts';

export class CreateServiceCase1767225600013 implements MigrationInterface {
  readonly name = 'CreateServiceCase1767225600013';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'service_case',
        columns: [
          ...ITEM_COLUMNS,
          { name: 'kind', ...column.state },
          { name: 'category', ...column.state },
          { name: 'subject', ...column.line },
          { name: 'description', ...column.text },
          { name: 'resolution', ...column.text, isNullable: true },
          { name: 'decision', ...column.state, isNullable: true },
        ],
        indices: itemIndices('service_case'),
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('service_case');
  }
}

export class CreateClaim1767225600014 implements MigrationInterface {
  readonly name = 'CreateClaim1767225600014';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'claim',
        columns: [
          ...ITEM_COLUMNS,
          { name: 'stated_lines', ...column.text },
          { name: 'legs', ...column.text },
          { name: 'amount_minor', ...column.bigint },
          { name: 'offered_minor', ...column.bigint, isNullable: true },
          { name: 'currency', type: 'varchar', length: '3' },
          { name: 'statement', ...column.text },
        ],
        indices: itemIndices('claim'),
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('claim');
  }
}

export class CreateWorkOrder1767225600015 implements MigrationInterface {
  readonly name = 'CreateWorkOrder1767225600015';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'work_order',
        columns: [
          ...ITEM_COLUMNS,
          { name: 'service', ...column.state },
          { name: 'contract_id', ...column.id },
          { name: 'quantity', ...column.decimal },
          { name: 'unit', ...column.state },
          { name: 'sku', ...column.code, isNullable: true },
          { name: 'instructions', ...column.text },
          { name: 'proof', ...column.text },
        ],
        indices: itemIndices('work_order'),
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('work_order');
  }
}

export class CreateOpenedOnce1767225600016 implements MigrationInterface {
  readonly name = 'CreateOpenedOnce1767225600016';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'opened_once',
        columns: [
          { name: 'id', ...column.line, isPrimary: true },
          { name: 'item_id', ...column.id },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('opened_once');
  }
}
