import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { answerTo, only, sent990 } from './ledger-messages.ts';
import { ACME, type World, worlds } from './world.ts';

const REJECTED = 'AK2*990*0001~\nAK3*B1*2**8~\nAK4*2*145*7*QS~\nAK5*R*5~\nAK9*R*1*1*0~\nSE*8*0001';
const CASES = `{ cases { nodes { number kind category priority state subject description openedBy
  account { id } owner { id } } } }`;
const MESSAGE =
  '{ ediMessages(filter: { setType: "990" }) { nodes { id case { id } errors { segmentNumber line } } } }';
const casesOf = async (world: World) => (await world.service.ask(CASES)).cases.nodes;

eachDatabase((engine) => {
  const start = worlds(engine);
  const given = async () => {
    const world = await start({ cases: true });
    const group = await sent990(world);
    return { world, group };
  };

  describe('a group of ours that the partner rejects', () => {
    it('becomes one case for the account manager', async () => {
      const { world, group } = await given();
      await world.send('ACME', answerTo(group, '000000050', REJECTED));
      await expect.poll(() => casesOf(world)).toHaveLength(1);
      const { id } = await only(world, { setType: '990' });
      const [opened] = await casesOf(world);
      expect(opened).toMatchObject({
        ...{ kind: 'INQUIRY', category: 'DOCUMENTS', priority: 'HIGH', state: 'OPEN', account: { id: ACME } },
        subject: expect.stringMatching(/ACME Foods rejected our 990 for \S+/),
        description: expect.stringContaining(`/edi/${id}`),
      });
      // What the partner found, on the text that we sent.
      expect(opened.description).toMatch(/B1\*[^\n]*\n.*B102/);
      expect(opened.description).toContain('AK9 R');
      const told = (await world.edi.ask(MESSAGE)).ediMessages.nodes[0];
      expect(told).toMatchObject({
        case: { id: expect.any(String) },
        errors: [{ line: 4, segmentNumber: 4 }, { line: 4 }, { line: null }],
      });
    });

    it('becomes one case however often it is told', async () => {
      const { world, group } = await given();
      await world.send('ACME', answerTo(group, '000000050', REJECTED));
      await world.send('ACME', answerTo(group, '000000051', REJECTED));
      await expect.poll(() => casesOf(world)).toHaveLength(1);
      // The moment before the ledger learned of the case, as a crash would leave it.
      await world.bridge.db.write((em) => em.query(`UPDATE edi_rejection SET state = 'DUE', case_id = NULL`));
      await world.restart();
      await world.bridge.settle();
      const [row] = await world.bridge.db.read((em) => em.query('SELECT state, case_id FROM edi_rejection'));
      expect(row).toMatchObject({ state: 'OPENED', case_id: expect.any(String) });
      expect(await casesOf(world)).toHaveLength(1);
    });

    it('waits for the graph, and is settled meanwhile', async () => {
      const { world, group } = await given();
      world.breakGraph('down');
      await world.send('ACME', answerTo(group, '000000050', REJECTED));
      expect(await only(world, { setType: '990' })).toMatchObject({ state: 'REJECTED' });
      expect(await casesOf(world)).toEqual([]);
      world.breakGraph('mended');
      world.clock.advance(60_000);
      await expect.poll(() => casesOf(world)).toHaveLength(1);
    });

    it('by a TA1 becomes a case as well', async () => {
      const { world } = await given();
      const { interchangeControl } = await only(world, { setType: '990' });
      await world.send(
        'ACME',
        `ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260302*1200*U*00401*000000061*0*P*>~
TA1*${interchangeControl}*260302*1200*R*006~\nIEA*0*000000061~`,
      );
      await expect.poll(() => casesOf(world)).toMatchObject([{ description: expect.stringContaining('TA1 R 006') }]);
    });
  });

  it('a group that is taken, or a test, becomes no case', async () => {
    const world = await start({ cases: true });
    const group = await sent990(world, { test: true });
    await world.send('ACME', answerTo(group, '000000050', REJECTED, 'T'));
    expect(await only(world, { setType: '990' })).toMatchObject({ state: 'REJECTED' });
    await world.bridge.settle();
    expect(await casesOf(world)).toEqual([]);
  });
});
