import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { type World, worlds } from './world.ts';

const STATE = 'query($id: ID!) { ediMessage(id: $id) { state summary sets { note shipment { id } } } }';
const REPLAY =
  'mutation($id: ID!) { replayEdiMessage(id: $id) { __typename ... on EdiMessage { state } ... on Refusal { code } } }';
const shipments = async (world: World) =>
  (await world.shipments.ask('{ shipments { nodes { id number state } } }')).shipments.nodes;
const only = async (world: World) =>
  (await world.edi.ask('{ ediMessages(filter: { direction: IN }) { nodes { id state } } }')).ediMessages.nodes;

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('after a failure', () => {
    it('a file is processed when the graph returns', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      world.breakGraph('down');
      await expect(world.send('ACME', fixture('940-valid.x12'))).rejects.toThrow('will be processed later');
      expect(await only(world)).toMatchObject([{ state: 'RECEIVED' }]);
      world.breakGraph('mended');
      await expect.poll(async () => (await only(world))[0].state, { timeout: 10_000 }).toBe('PROCESSED');
      expect(await shipments(world)).toHaveLength(1);
    });

    it('a file that fails again and again waits for a person', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      world.breakGraph('failing');
      await expect(world.send('ACME', fixture('940-valid.x12'))).rejects.toThrow('will be processed later');
      await expect.poll(async () => (await only(world))[0].state, { timeout: 15_000 }).toBe('HELD');
      world.breakGraph('mended');
      const [{ id }] = await only(world);
      await world.edi.ask(REPLAY, { id });
      await expect.poll(async () => (await only(world))[0].state, { timeout: 10_000 }).toBe('PROCESSED');
      expect(await shipments(world)).toHaveLength(1);
    });

    it('a crash between effect and mark creates nothing twice', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId } = await world.send('ACME', fixture('940-valid.x12'));
      // The moment before the ledger learned of the effect, as a crash would leave it.
      await world.bridge.db.write(async (em) => {
        await em.query(`UPDATE edi_set SET outcome = 'PENDING', shipment_id = NULL`);
        await em.query(`UPDATE edi_message SET state = 'RECEIVED' WHERE direction = 'IN'`);
        await em.query(`DELETE FROM edi_message WHERE direction = 'OUT'`);
      });
      await world.restart();
      const { ediMessage } = await world.edi.ask(STATE, { id: receiptId });
      expect(ediMessage).toMatchObject({ state: 'PROCESSED', sets: [{ note: null, shipment: expect.anything() }] });
      expect(await shipments(world)).toHaveLength(1);
      expect(await world.outFile('ACME', '997')).toContain('AK9*A*1*1*1');
    });

    it('a claimed file is taken up at the start', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const folder = join(world.home, 'mailbox', 'ACME', 'in');
      mkdirSync(folder, { recursive: true });
      const id = newId();
      writeFileSync(join(folder, `.claimed-${id}-order.edi`), fixture('940-valid.x12'));
      await world.restart();
      expect(await only(world)).toEqual([{ id, state: 'PROCESSED' }]);
      expect(readdirSync(folder)).toEqual([]);
      writeFileSync(join(folder, `.claimed-${id}-order.edi`), fixture('940-valid.x12'));
      await world.restart();
      expect(await only(world)).toEqual([{ id, state: 'PROCESSED' }]);
      expect(readdirSync(folder)).toEqual([]);
    });

    it('a document due while the graph was down goes out once', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const [shipment] = await shipments(world);
      world.breakGraph('down');
      await world.shipments.ask('mutation($id: ID!) { shipShipment(input: { id: $id }) { __typename } }', {
        id: shipment.id,
      });
      const due = async () =>
        (await world.bridge.db.read((em) => em.query('SELECT attempts FROM edi_due')))[0]?.attempts ?? 0;
      await expect.poll(due, { timeout: 10_000 }).toBeGreaterThan(0);
      world.breakGraph('mended');
      world.clock.advance(600_000);
      await world.outFile('ACME', '945');
      await world.restart();
      expect(world.out('ACME').filter(({ name }) => name.includes('-945-'))).toHaveLength(1);
    });
  });

  describe('a document that cannot be sent', () => {
    it('is shown with the reason and leaves no gap', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', outSets: ['945'] });
      await world.send('ACME', fixture('940-valid.x12'));
      const [shipment] = await shipments(world);
      await world.bridge.db.write((em) => em.query(`UPDATE edi_interchange SET sender = 'nobody'`));
      await world.shipments.ask('mutation($id: ID!) { shipShipment(input: { id: $id }) { __typename } }', {
        id: shipment.id,
      });
      const failed = async () =>
        (await world.edi.ask('{ ediMessages(filter: { direction: OUT, states: [HELD] }) { nodes { summary raw } } }'))
          .ediMessages.nodes;
      await expect.poll(async () => (await failed())[0]?.summary, { timeout: 10_000 }).toContain('945 for SO-1');
      const next = fixture('940-valid.x12').toString().replaceAll('000000001', '000000002').replace('SO-1', 'SO-2');
      await world.send('ACME', next);
      const numbers = world.out('ACME').map(({ text }) => text.slice(90, 99));
      expect(numbers.sort()).toEqual(['000000001', '000000002']);
    });
  });

  describe('replay', () => {
    it('takes up a file whose partner is known now', async () => {
      const world = await start();
      await world.drop('ACME', 'order.edi', fixture('940-valid.x12'));
      await expect.poll(async () => (await only(world))[0]?.state, { timeout: 10_000 }).toBe('HELD');
      const [{ id }] = await only(world);
      await world.partner({ id: 'ACME' });
      expect((await world.edi.ask(REPLAY, { id })).replayEdiMessage).toMatchObject({ state: 'RECEIVED' });
      await expect.poll(async () => (await only(world))[0]?.state, { timeout: 10_000 }).toBe('PROCESSED');
      expect(await shipments(world)).toHaveLength(1);
    });

    it('of a processed message changes nothing', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId } = await world.send('ACME', fixture('940-valid.x12'));
      const before = world.out('ACME');
      expect((await world.edi.ask(REPLAY, { id: receiptId })).replayEdiMessage).toMatchObject({ state: 'PROCESSED' });
      await world.bridge.settle();
      expect(world.out('ACME')).toEqual(before);
      expect(await shipments(world)).toHaveLength(1);
    });

    it('of a held set answers nobody again', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      // Nobody but a person knows what to do with a shipper's answer to a tender.
      const { receiptId, state } = await world.send(
        'ACME',
        [
          'ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260302*1200*U*00401*000000070*0*P*>',
          'GS*GF*ACME*QUAYSIDE*20260302*1200*7*X*004010',
          'ST*990*0001~\nB1*ACME*LD-1*20260302*A~\nSE*3*0001',
          'GE*1*7~\nIEA*1*000000070~',
        ].join('~\n'),
      );
      expect(state).toBe('held');
      const before = world.out('ACME').length;
      await world.edi.ask(REPLAY, { id: receiptId });
      await expect.poll(async () => (await only(world))[0].state, { timeout: 10_000 }).toBe('HELD');
      expect(world.out('ACME')).toHaveLength(before);
    });
  });

  describe('a partner acknowledgement', () => {
    it('ends the message that it answers', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('204-valid.x12'));
      const [load] = await shipments(world);
      await world.shipments.ask('mutation($id: ID!) { acceptTender(id: $id) { __typename } }', { id: load.id });
      const sent = await world.outFile('ACME', '990');
      const group = /GS\*GF\*\w+\*\w+\*\d+\*\d+\*(\d+)/.exec(sent)?.[1] ?? '';
      const answer = (control: string, number: string) =>
        [
          `ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260302*1200*U*00401*${number}*0*P*>`,
          'GS*FA*ACME*QUAYSIDE*20260302*1200*7*X*004010',
          `ST*997*0001~\nAK1*GF*${control}~\nAK9*A*1*1*1~\nSE*4*0001`,
          `GE*1*7~\nIEA*1*${number}~`,
        ].join('~\n');
      expect(await world.send('ACME', answer(group, '000000050'))).toMatchObject({ state: 'processed' });
      const { ediMessages } = await world.edi.ask('{ ediMessages(filter: { setType: "990" }) { nodes { state } } }');
      expect(ediMessages.nodes).toEqual([{ state: 'ACKNOWLEDGED' }]);
      expect(await world.send('ACME', answer('4711', '000000051'))).toMatchObject({ state: 'quarantined' });
    });
  });
});
