import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const needed = { name: 'origin_id', ...column.id };

/** Documents tell of more than shipments, and some of them answer nobody. */
export class WidenEdiDue1772359320000 implements MigrationInterface {
  readonly name = 'WidenEdiDue1772359320000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.renameColumn('edi_due', 'shipment_id', 'record_id');
    await runner.changeColumn('edi_due', 'origin_id', new TableColumn({ ...needed, isNullable: true }));
    await renameFact(runner, 'milestoneId', 'partId');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM edi_due WHERE origin_id IS NULL');
    await renameFact(runner, 'partId', 'milestoneId');
    await runner.changeColumn('edi_due', 'origin_id', new TableColumn(needed));
    await runner.renameColumn('edi_due', 'record_id', 'shipment_id');
  }
}

/** Only what is still to be sent is read once more. */
async function renameFact(runner: QueryRunner, from: string, to: string): Promise<void> {
  const rows: { id: string; facts: string }[] = await runner.query("SELECT id, facts FROM edi_due WHERE state = 'DUE'");
  for (const { id, facts } of rows) {
    const { [from]: value, ...others } = JSON.parse(facts) as Record<string, unknown>;
    if (value === undefined || value === null) continue;
    await runner.query('UPDATE edi_due SET facts = ? WHERE id = ?', [JSON.stringify({ ...others, [to]: value }), id]);
  }
}
