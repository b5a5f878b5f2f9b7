import * as column from '@quayside/shared/db/columns';
import { newId } from '@quayside/shared/ids';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { addFilled } from './fill-column.ts';

const AGREED = ['version', 'acknowledgement', 'out_sets', 'delimiters'] as const;

type PartnerRow = Readonly<Record<(typeof AGREED)[number] | 'id', string>> & { readonly created_at: number | string };

/** What was agreed with a partner becomes the first version of its profile, which holds from the beginning. */
export class VersionEdiPartners1772359200000 implements MigrationInterface {
  readonly name = 'VersionEdiPartners1772359200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(versions, true);
    const rows: PartnerRow[] = await runner.query(`SELECT id, created_at, ${AGREED.join(', ')} FROM edi_partner`);
    for (const row of rows) {
      const { version, acknowledgement, delimiters } = row;
      const profile = { version, acknowledgement, outSets: JSON.parse(row.out_sets), delimiters };
      await runner.query(
        `INSERT INTO edi_partner_version (id, partner_id, number, effective_from, profile, note, made_by, made_at)
         VALUES (?, ?, 1, 0, ?, NULL, ?, ?)`,
        [newId(), row.id, JSON.stringify(profile), 'Quayside', row.created_at],
      );
    }
    await addFilled(runner, 'edi_partner', { name: 'state', ...column.state }, "'ACTIVE'");
    await runner.dropColumns('edi_partner', [...AGREED]);
  }

  /** Of several versions, the newest is what was agreed. */
  async down(runner: QueryRunner): Promise<void> {
    const optional = { isNullable: true } as const;
    await runner.addColumns('edi_partner', [
      new TableColumn({ name: 'version', ...column.state, ...optional }),
      new TableColumn({ name: 'acknowledgement', ...column.state, ...optional }),
      new TableColumn({ name: 'out_sets', ...column.text, ...optional }),
      new TableColumn({ name: 'delimiters', ...column.state, ...optional }),
    ]);
    const rows: { partner_id: string; profile: string }[] = await runner.query(
      'SELECT partner_id, profile FROM edi_partner_version ORDER BY number',
    );
    for (const { partner_id: id, profile } of rows) {
      const { version, acknowledgement, outSets, delimiters } = JSON.parse(profile);
      await runner.query(
        'UPDATE edi_partner SET version = ?, acknowledgement = ?, out_sets = ?, delimiters = ? WHERE id = ?',
        [version, acknowledgement, JSON.stringify(outSets), delimiters, id],
      );
    }
    await runner.dropColumn('edi_partner', 'state');
    await runner.dropTable('edi_partner_version');
  }
}

const versions = new Table({
  name: 'edi_partner_version',
  columns: [
    { name: 'id', ...column.id, isPrimary: true },
    { name: 'partner_id', ...column.code },
    { name: 'number', ...column.whole },
    { name: 'effective_from', ...column.bigint },
    { name: 'profile', ...column.text },
    { name: 'note', ...column.text, isNullable: true },
    { name: 'made_by', ...column.name },
    { name: 'made_at', ...column.bigint },
  ],
  indices: [
    new TableIndex({ name: 'edi_partner_version_number', columnNames: ['partner_id', 'number'], isUnique: true }),
  ],
});
