import * as column from '@quayside/shared/db/columns';
import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { addFilled } from './fill-column.ts';

const index = (name: string, columnNames: string[], isUnique = false) =>
  new TableIndex({ name, columnNames, isUnique });

const optional = [
  { name: 'ack_due_at', ...column.bigint },
  { name: 'ack_escalate_at', ...column.bigint },
  { name: 'answered_at', ...column.bigint },
  { name: 'answered_by_id', ...column.id },
  { name: 'copy_of_id', ...column.id },
  { name: 'editor', ...column.name },
  { name: 'editor_note', ...column.text },
  { name: 'map_version', ...column.whole },
];

const indices = [
  index('edi_message_group', ['partner_id', 'functional_id', 'group_control']),
  index('edi_message_ack', ['ack_state', 'ack_due_at']),
  index('edi_message_copy_of', ['copy_of_id'], true),
];

// What was sent before anybody counted the days raises no alarm now.
const ACK_STATE = `CASE WHEN direction = 'OUT' AND state IN ('ACKNOWLEDGED', 'REJECTED') THEN 'ANSWERED' ELSE 'NONE' END`;
const IS_TEST = `CASE WHEN direction = 'OUT' AND partner_id IN (SELECT p.id FROM edi_partner p WHERE p.test = 1) THEN 1
  WHEN id IN (SELECT s.message_id FROM edi_set s WHERE s.note LIKE 'Marked as a test (ISA15 T)%') THEN 1 ELSE 0 END`;
const INTERCHANGE_IS_TEST = `CASE WHEN EXISTS (SELECT 1 FROM edi_set s WHERE s.message_id = edi_interchange.message_id
  AND s.interchange = edi_interchange.place AND s.note LIKE 'Marked as a test (ISA15 T)%') THEN 1 ELSE 0 END`;

/** Acknowledgements that are waited for, tests, mended copies, map versions, and who took up what again. */
export class FollowEdiMessages1772359260000 implements MigrationInterface {
  readonly name = 'FollowEdiMessages1772359260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'edi_message',
      optional.map((one) => new TableColumn({ ...one, isNullable: true })),
    );
    await runner.query('UPDATE edi_message SET map_version = 1 WHERE partner_id IS NOT NULL');
    await addFilled(runner, 'edi_message', { name: 'ack_state', ...column.state }, ACK_STATE);
    await addFilled(runner, 'edi_message', { name: 'test', ...column.flag }, IS_TEST);
    await addFilled(runner, 'edi_interchange', { name: 'test', ...column.flag }, INTERCHANGE_IS_TEST);
    await runner.createIndices('edi_message', indices);
    await runner.createTable(replays, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('edi_replay');
    for (const { name } of indices) await runner.dropIndex('edi_message', name as string);
    await runner.dropColumn('edi_interchange', 'test');
    await runner.dropColumns('edi_message', ['test', 'ack_state', ...optional.map(({ name }) => name)]);
  }
}

const replays = new Table({
  name: 'edi_replay',
  columns: [
    { name: 'id', ...column.id, isPrimary: true },
    { name: 'message_id', ...column.id },
    { name: 'made_by', ...column.name },
    { name: 'made_at', ...column.bigint },
    { name: 'reason', ...column.text, isNullable: true },
    { name: 'forced', ...column.flag },
    { name: 'action', ...column.state },
    { name: 'state_before', ...column.state },
  ],
  indices: [index('edi_replay_message', ['message_id'])],
});
