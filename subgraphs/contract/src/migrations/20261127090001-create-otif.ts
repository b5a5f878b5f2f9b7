import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

/** What the rule on time and in full looks at, what it came to by period, and what was said against it. */
export class CreateOtif1795770000010 implements MigrationInterface {
  readonly name = 'CreateOtif1795770000010';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(facts(), true);
    await runner.createTable(periods(), true);
    await runner.createTable(disputes(), true);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['otif_dispute', 'otif_period', 'otif_fact']) await runner.dropTable(table);
  }
}

const facts = (): Table =>
  new Table({
    name: 'otif_fact',
    columns: [
      { name: 'shipment_id', ...column.id, isPrimary: true },
      { name: 'account_id', ...column.id },
      { name: 'contract_id', ...column.id },
      { name: 'number', ...column.code },
      { name: 'promised_at', ...column.bigint, isNullable: true },
      { name: 'delivered_at', ...column.bigint, isNullable: true },
      { name: 'ended', ...column.flag },
      { name: 'line_count', ...column.whole },
      { name: 'short', ...column.text },
      { name: 'reasons', ...column.text },
      { name: 'events', ...column.text },
    ],
    indices: [index('otif_fact_promise', ['contract_id', 'promised_at'])],
  });

const periods = (): Table =>
  new Table({
    name: 'otif_period',
    columns: [
      { name: 'id', ...column.id, isPrimary: true },
      { name: 'contract_id', ...column.id },
      { name: 'account_id', ...column.id },
      { name: 'period', ...column.state },
      { name: 'clause', ...column.text },
      { name: 'counted', ...column.whole },
      { name: 'hits', ...column.whole },
      { name: 'excluded', ...column.whole },
      { name: 'percent', ...column.decimal, isNullable: true },
      { name: 'met', ...column.flag, isNullable: true },
      { name: 'charged_minor', ...column.bigint },
      { name: 'credit_minor', ...column.bigint },
      { name: 'currency', type: 'varchar', length: '3', isNullable: true },
      { name: 'closed_at', ...column.bigint },
    ],
    indices: [index('otif_period_once', ['contract_id', 'period'], true)],
  });

const disputes = (): Table =>
  new Table({
    name: 'otif_dispute',
    columns: [
      { name: 'shipment_id', ...column.id, isPrimary: true },
      { name: 'contract_id', ...column.id },
      { name: 'account_id', ...column.id },
      { name: 'period', ...column.state },
      { name: 'text', ...column.text },
      { name: 'opened_by', ...column.name },
      { name: 'opened_at', ...column.bigint },
      { name: 'decision', ...column.state, isNullable: true },
      { name: 'answer', ...column.text, isNullable: true },
      { name: 'decided_by', ...column.name, isNullable: true },
      { name: 'decided_at', ...column.bigint, isNullable: true },
    ],
    indices: [index('otif_dispute_contract', ['contract_id', 'period'])],
  });
