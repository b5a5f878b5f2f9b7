import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

/** Tiers of customers, negotiations, and what both sides proposed in them. */
export class CreateQuote1795770000000 implements MigrationInterface {
  readonly name = 'CreateQuote1795770000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'service_tier',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'code', ...column.state },
          { name: 'name', ...column.name },
          { name: 'grants', ...column.text },
          { name: 'version', ...column.whole },
        ],
        indices: [index('service_tier_code', ['code'], true)],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'quote',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.code },
          { name: 'account_id', ...column.id },
          { name: 'state', ...column.state },
          { name: 'round', ...column.whole },
          { name: 'name', ...column.name },
          { name: 'valid_until', ...column.state },
          { name: 'contract_id', ...column.id, isNullable: true },
          { name: 'contract_version', ...column.whole, isNullable: true },
          { name: 'reason', ...column.text, isNullable: true },
          { name: 'created_at', ...column.bigint },
          { name: 'version', ...column.whole },
          { name: 'once_key', ...column.code, isNullable: true },
        ],
        indices: [
          index('quote_number', ['number'], true),
          index('quote_once', ['account_id', 'once_key'], true),
          index('quote_account', ['account_id', 'created_at', 'id']),
          index('quote_created', ['created_at', 'id']),
          index('quote_contract', ['contract_id']),
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: 'quote_proposal',
        columns: [
          { name: 'quote_id', ...column.id, isPrimary: true },
          { name: 'round', ...column.whole, isPrimary: true },
          { name: 'side', ...column.state },
          { name: 'name', ...column.name },
          { name: 'valid_from', ...column.state },
          { name: 'valid_to', ...column.state },
          { name: 'terms', ...column.text },
          { name: 'note', ...column.text, isNullable: true },
          { name: 'valid_until', ...column.state },
          { name: 'actor', ...column.name },
          { name: 'at', ...column.bigint },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['quote_proposal', 'quote', 'service_tier']) await runner.dropTable(table);
  }
}
