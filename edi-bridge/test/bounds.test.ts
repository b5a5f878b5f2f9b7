import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { worlds } from './world.ts';

const REFUSED = '__typename ... on Refusal { code message fix field }';
const MEND = `mutation($id: ID!, $raw: String!) { mendEdiMessage(id: $id, raw: $raw) { ${REFUSED} } }`;
const REPLAY = `mutation { replayEdiMessages(filter: { states: [HELD] }) { ${REFUSED} ... on EdiReplayReport {
  would { effect note } } } }`;
const MIB = 1024 * 1024;

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('the bounds of what a person does with messages', () => {
    it('are told when a copy is too large or empty', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId: id } = await world.send('ACME', 'ISA*broken');
      const mend = async (raw: string) => (await world.edi.ask(MEND, { id, raw })).mendEdiMessage;
      expect(await mend('')).toMatchObject({ code: 'EDI_TEXT_EMPTY', field: 'raw' });
      expect(await mend('x'.repeat(1.5 * MIB))).toMatchObject({
        ...{ code: 'EDI_TEXT_SIZE', field: 'raw', fix: expect.stringContaining('smaller files') },
        message: 'The corrected text has 1.5 MiB; up to 1.0 MiB can be mended here.',
      });
      expect((await mend('x'.repeat(MIB))).__typename).toBe('EdiMessage');
    });

    it('are told when a file is too large for a preview', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.edi.ask('mutation { pauseEdiPartner(id: "ACME", paused: true) { __typename } }');
      await world.send('ACME', `${fixture('940-valid.x12')}${' '.repeat(4.5 * MIB)}`);
      const [told] = (await world.edi.ask(REPLAY)).replayEdiMessages.would;
      expect(told).toMatchObject({ note: expect.stringContaining('has 4.5 MiB and a preview reads up to 4.0 MiB') });
    });

    it('are told when a replay means too many messages', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId } = await world.send('ACME', fixture('940-valid.x12'));
      await world.bridge.db.write(async (em) => {
        const [row] = await em.query(`SELECT * FROM edi_message WHERE id = '${receiptId}'`);
        const { columns, values } = copyable(row);
        for (let at = 0; at < 1_001; at++) {
          const id = `01TOOMANY${String(at).padStart(17, '0')}`;
          await em.query(
            `INSERT INTO edi_message (id, state, ${columns.join(', ')})
            VALUES ('${id}', 'HELD', ${values.map(() => '?').join(', ')})`,
            values,
          );
        }
      });
      expect((await world.edi.ask(REPLAY)).replayEdiMessages).toMatchObject({
        ...{ code: 'EDI_RANGE_TOO_LARGE', message: 'More than 1000 messages are meant.', field: 'filter' },
        fix: expect.stringContaining('up to 1000'),
      });
    });
  });
});

/** All of a row that a copy may have as well. */
function copyable({ id: _, state: __, subject: ___, copy_of_id: ____, ...row }: Record<string, unknown>) {
  return { columns: Object.keys(row), values: Object.values(row) };
}
