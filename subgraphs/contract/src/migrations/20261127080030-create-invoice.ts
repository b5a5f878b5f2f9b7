import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });
const currency = { name: 'currency', type: 'varchar', length: '3' };

const GROUPED = [
  index('unbilled_charge_order', ['account_id', 'currency', 'order_number', 'done_at', 'charge_id']),
  index('unbilled_charge_po', ['account_id', 'currency', 'po_number', 'done_at', 'charge_id']),
];

/** Charges are billed by order and by purchase order, too. */
export class IndexUnbilledByOrder1795766400030 implements MigrationInterface {
  readonly name = 'IndexUnbilledByOrder1795766400030';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndices('unbilled_charge', GROUPED);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const one of GROUPED) await runner.dropIndex('unbilled_charge', one);
  }
}

export class CreateBillingRule1795766400031 implements MigrationInterface {
  readonly name = 'CreateBillingRule1795766400031';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'billing_rule',
        columns: [
          { name: 'account_id', ...column.id, isPrimary: true },
          { name: 'cycle', ...column.state },
          { name: 'group_by', ...column.state },
          { name: 'terms_days', ...column.whole },
          { name: 'tax_code', ...column.state },
          { name: 'changed_at', ...column.bigint },
          { name: 'changed_by', ...column.name },
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('billing_rule');
  }
}

export class CreateInvoice1795766400032 implements MigrationInterface {
  readonly name = 'CreateInvoice1795766400032';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'invoice',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'number', ...column.code, isNullable: true },
          { name: 'kind', ...column.state },
          { name: 'state', ...column.state },
          { name: 'account_id', ...column.id },
          currency,
          { name: 'period_from', ...column.state },
          { name: 'period_to', ...column.state },
          { name: 'group_by', ...column.state },
          { name: 'group_key', ...column.name },
          { name: 'line_count', ...column.whole },
          { name: 'net_minor', ...column.bigint },
          { name: 'tax_code', ...column.state },
          { name: 'tax_basis_points', ...column.whole },
          { name: 'tax_note', ...column.name },
          { name: 'tax_minor', ...column.bigint },
          { name: 'total_minor', ...column.bigint },
          { name: 'terms_days', ...column.whole },
          { name: 'issued_at', ...column.bigint, isNullable: true },
          { name: 'due_on', ...column.state, isNullable: true },
          { name: 'credits_invoice_id', ...column.id, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          index('invoice_number', ['number'], true),
          index('invoice_account', ['account_id', 'issued_at', 'id']),
          index('invoice_issued', ['issued_at', 'id']),
          index('invoice_building', ['state', 'account_id']),
          index('invoice_credits', ['credits_invoice_id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('invoice');
  }
}

export class CreateInvoiceLine1795766400033 implements MigrationInterface {
  readonly name = 'CreateInvoiceLine1795766400033';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'invoice_line',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'invoice_id', ...column.id },
          { name: 'line_number', ...column.whole },
          { name: 'account_id', ...column.id },
          { name: 'charge_id', ...column.id, isNullable: true },
          { name: 'credits_line_id', ...column.id, isNullable: true },
          { name: 'kind', ...column.state },
          { name: 'service', ...column.state },
          { name: 'reason', ...column.state },
          { name: 'source', ...column.state },
          { name: 'subject_id', ...column.id },
          { name: 'subject_number', ...column.code },
          { name: 'contract_id', ...column.id },
          { name: 'order_number', ...column.code, isNullable: true },
          { name: 'po_number', ...column.name, isNullable: true },
          { name: 'quantity', ...column.decimal },
          { name: 'unit', ...column.state },
          { name: 'amount_minor', ...column.bigint },
          { name: 'done_at', ...column.bigint },
        ],
        indices: [
          index('invoice_line_charge', ['charge_id'], true),
          index('invoice_line_invoice', ['invoice_id', 'line_number'], true),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('invoice_line');
  }
}

export class CreateInvoiceDispute1795766400034 implements MigrationInterface {
  readonly name = 'CreateInvoiceDispute1795766400034';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'invoice_dispute',
        columns: [
          { name: 'id', ...column.id, isPrimary: true },
          { name: 'invoice_id', ...column.id },
          { name: 'line_id', ...column.id },
          { name: 'account_id', ...column.id },
          { name: 'state', ...column.state },
          { name: 'reason', ...column.text },
          { name: 'answer', ...column.text, isNullable: true },
          { name: 'credit_note_id', ...column.id, isNullable: true },
          { name: 'opened_by', ...column.name },
          { name: 'opened_at', ...column.bigint },
          { name: 'decided_at', ...column.bigint, isNullable: true },
          { name: 'version', ...column.whole },
        ],
        indices: [
          index('invoice_dispute_line', ['line_id', 'opened_at']),
          index('invoice_dispute_invoice', ['invoice_id', 'opened_at', 'id']),
          index('invoice_dispute_state', ['state', 'opened_at', 'id']),
        ],
      }),
      true,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('invoice_dispute');
  }
}
