import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aShipper } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const COUNT = '{ shipments { nodes { id } } }';
const MESSAGES =
  '{ ediMessages { nodes { id state summary direction verdict relatesTo { id } partner { id } account { id } } } }';

const shipmentCount = async (world: World): Promise<number> =>
  (await world.shipments.ask(COUNT)).shipments.nodes.length;
const messagesOf = async (world: World) => (await world.edi.ask(MESSAGES)).ediMessages.nodes;
const segment = (text: string, tag: string): string[] =>
  text.split(/~\n?/).filter((line) => line.startsWith(`${tag}*`));
const renumbered = (bytes: Buffer, number: string): string => bytes.toString().replaceAll('000000001', number);

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('a received file', () => {
    it('that comes twice gets the same answer', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const first = await world.send('ACME', fixture('940-valid.x12'));
      const second = await world.send('ACME', fixture('940-valid.x12'));
      expect(second.state).toBe('duplicate');
      expect(second.interchanges[0]?.acknowledgements).toEqual(first.interchanges[0]?.acknowledgements);
      expect(await shipmentCount(world)).toBe(1);
      const incoming = (await messagesOf(world)).filter(({ direction }: { direction: string }) => direction === 'IN');
      expect(incoming[0]).toMatchObject({ state: 'DUPLICATE', relatesTo: { id: first.receiptId } });
    });

    it('in many parallel copies has one effect', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const receipts = await Promise.all(
        Array.from({ length: 12 }, () => world.send('ACME', fixture('940-valid.x12'))),
      );
      const states = receipts.map(({ state }) => state).sort();
      expect(states).toEqual([...Array(11).fill('duplicate'), 'processed']);
      expect(await shipmentCount(world)).toBe(1);
      expect(new Set(receipts.map(({ interchanges }) => interchanges[0]?.acknowledgements[0]?.raw)).size).toBe(1);
    });

    it('that reuses a number for other content waits', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const other = await world.send('ACME', changed('940-valid.x12', 'SO-1*', 'SO-2*'));
      expect(other).toMatchObject({ state: 'quarantined', verdict: 'quarantined' });
      expect(segment(await world.outFile('ACME', 'TA1'), 'TA1')[0]).toMatch(/^TA1\*000000001\*260102\*0930\*R\*025$/);
      expect(await shipmentCount(world)).toBe(1);
    });

    it('with an old number is new after a year', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      world.clock.advance(366 * 24 * 3_600_000);
      expect(await world.send('ACME', changed('940-valid.x12', 'SO-1*', 'SO-2*'))).toMatchObject({
        state: 'processed',
      });
      expect(await shipmentCount(world)).toBe(2);
    });

    it('in bad order is good after it is mended', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      expect(await world.send('ACME', changed('940-valid.x12', 'IEA*1*000000001', 'IEA*1*000000009'))).toMatchObject({
        state: 'rejected',
        interchanges: [{ ta1: { code: 'R', note: '001' } }],
      });
      expect(await shipmentCount(world)).toBe(0);
      expect(segment(await world.outFile('ACME', 'TA1'), 'TA1')[0]).toContain('*R*001');
      expect(await world.send('ACME', fixture('940-valid.x12'))).toMatchObject({ state: 'processed' });
      expect(await shipmentCount(world)).toBe(1);
    });

    it('with a bad set between good ones keeps both', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const receipt = await world.send('ACME', fixture('940-good-bad-good.x12'));
      expect(receipt).toMatchObject({ state: 'processed', verdict: 'partly_accepted' });
      const answer = await world.outFile('ACME', '997');
      expect(segment(answer, 'AK5').map((line) => line[4])).toEqual(['A', 'R', 'A']);
      expect(segment(answer, 'AK9')).toEqual(['AK9*P*3*3*2']);
      expect(await shipmentCount(world)).toBe(2);
    });

    it('marked as a test touches nothing', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const receipt = await world.send('ACME', changed('940-valid.x12', '*0*P*>', '*0*T*>'));
      expect(receipt).toMatchObject({ state: 'held', verdict: 'accepted' });
      expect(await shipmentCount(world)).toBe(0);
      expect(segment(await world.outFile('ACME', '997'), 'AK9')).toEqual(['AK9*A*1*1*1']);
    });

    it('under a foreign sender id is held unread', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const receipt = await world.send('ACME', changed('940-valid.x12', 'ZZ*ACME           ', 'ZZ*MALLORY        '));
      expect(receipt.state).toBe('held');
      expect(receipt.interchanges[0]?.acknowledgements).toEqual([]);
      expect(await shipmentCount(world)).toBe(0);
      expect(world.out('ACME')).toEqual([]);
    });

    it('sent with a foreign key is kept and refused', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const foreign = aKey(GLOBEX);
      await expect(world.send('ACME', fixture('940-valid.x12'), foreign)).rejects.toThrow('You may not send');
      await expect(world.send('NOBODY', fixture('940-valid.x12'), foreign)).rejects.toThrow('You may not send');
      await expect(world.send('ACME', fixture('940-valid.x12'), aKey(ACME, ['read']))).rejects.toThrow('You may not');
      const seen = (await world.ediAs(aShipper(GLOBEX)).ask(MESSAGES)).ediMessages.nodes;
      expect(seen).toMatchObject([
        { state: 'HELD', partner: null },
        { state: 'HELD', partner: null },
      ]);
      expect(await shipmentCount(world)).toBe(0);
    });

    it('that is too large leaves a row', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      async function* endless() {
        for (let i = 0; i < 4; i++) yield Buffer.alloc(1024 * 1024, 65);
      }
      const meta = { channel: 'https', limit: 2 * 1024 * 1024 };
      const receipt = await world.bridge.receive('ACME', endless(), aKey(ACME), meta);
      expect(receipt).toMatchObject({ state: 'rejected', errors: [{ code: 'TOO_LARGE' }] });
      expect(await messagesOf(world)).toMatchObject([{ state: 'REJECTED', summary: expect.stringContaining('2 MiB') }]);
    });

    it('that a rule of the business refused is answered with the reason', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const nothing = changed('940-valid.x12', 'W01*12*', 'W01*0*');
      expect(await world.send('ACME', nothing)).toMatchObject({
        state: 'processed',
        summary: expect.stringContaining('refused'),
        reasons: [{ code: 'SET_REFUSED', message: expect.stringContaining('W0101') }],
      });
    });

    it('is archived byte by byte', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const odd = `\ufeff\r\n${fixture('940-valid.x12').toString().replaceAll('\n', '\r\n')}\r\n\r\n`;
      const { sha256 } = await world.send('ACME', odd);
      expect(readFileSync(join(world.home, 'edi-archive', sha256.slice(0, 2), sha256), 'utf8')).toBe(odd);
    });
  });

  describe('a mailbox', () => {
    it('takes a dropped file and answers', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.drop('ACME', `${'long-'.repeat(48)}.edi`, fixture('940-valid.x12'));
      expect(segment(await world.outFile('ACME', '997'), 'AK9')).toEqual(['AK9*A*1*1*1']);
      expect(await shipmentCount(world)).toBe(1);
      const [incoming] = (await messagesOf(world)).slice(-1);
      expect(incoming).toMatchObject({ state: 'PROCESSED' });
    });

    it('does not follow links to other files', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const [secret, folder] = [join(world.home, 'secret'), join(world.home, 'mailbox', 'ACME', 'in')];
      writeFileSync(secret, 'not for partners');
      mkdirSync(folder, { recursive: true });
      symlinkSync(secret, join(folder, 'a-link.edi'));
      symlinkSync(secret, join(folder, `.claimed-${newId()}-a-link.edi`));
      await world.drop('ACME', 'order.edi', fixture('940-valid.x12'));
      await world.outFile('ACME', '997');
      await world.restart();
      const incoming = (await messagesOf(world)).filter(({ direction }: { direction: string }) => direction === 'IN');
      expect(incoming).toMatchObject([{ state: 'PROCESSED' }]);
    });

    it('of nobody is read for a person', async () => {
      const world = await start();
      await world.drop('STRANGER', 'order.edi', fixture('940-valid.x12'));
      await expect.poll(async () => (await messagesOf(world))[0]?.state, { timeout: 10_000 }).toBe('HELD');
      expect(await messagesOf(world)).toMatchObject([{ partner: null, account: null }]);
      expect(await shipmentCount(world)).toBe(0);
    });
  });

  describe('two partners', () => {
    it('never see a field of each other', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.partner({ id: 'GLOBEX', delimiters: "|^:'" });
      const theirs = fixture('940-valid.x12')
        .toString()
        .replace('ZZ*ACME           ', 'ZZ*GLOBEX         ')
        .replace('GS*OW*ACME', 'GS*OW*GLOBEX');
      const globex = theirs
        .replaceAll('SO-1', 'G-77')
        .replaceAll('SKU-', 'GX-')
        .replace('Corner Grocery', 'Globex Depot');
      await Promise.all(
        Array.from({ length: 6 }, (_, index) => {
          const number = `00000010${index}`;
          return [
            world.send('ACME', renumbered(fixture('940-valid.x12'), number).replace('SO-1', `A-${index}`)),
            world.send('GLOBEX', renumbered(Buffer.from(globex), number).replace('G-77', `G-${index}`)),
          ];
        }).flat(),
      );
      const [acme, other] = await Promise.all(
        [ACME, GLOBEX].map((accountId) =>
          world.shipments.ask(
            `query($id: ID!) { shipments(filter: { accountId: $id }) { nodes { references { value } lines { sku } parties { name } } } }`,
            { id: accountId },
          ),
        ),
      );
      expect(acme.shipments.nodes).toHaveLength(6);
      expect(other.shipments.nodes).toHaveLength(6);
      expect(JSON.stringify(acme)).not.toMatch(/Globex|GX-|"G-/);
      expect(JSON.stringify(other)).not.toMatch(/Corner|SKU-|"A-/);
      expect(world.out('GLOBEX').every(({ text }) => text.startsWith('ISA|') && !text.includes('ACME'))).toBe(true);
      expect(world.out('ACME').every(({ text }) => !text.includes('GLOBEX'))).toBe(true);
    });

    it('have gap-free control numbers of their own', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.partner({ id: 'GLOBEX' });
      const send = (id: string, number: string) =>
        world.send(
          id,
          renumbered(fixture('940-valid.x12'), number)
            .replace('ZZ*ACME           ', `ZZ*${id.padEnd(15)}`)
            .replace('SO-1', number),
        );
      await Promise.all(['000000011', '000000012', '000000013', '000000014'].map((number) => send('ACME', number)));
      await send('GLOBEX', '000000011');
      const numbers = (id: string) =>
        world
          .out(id)
          .map(({ text }) => text.slice(90, 99))
          .sort();
      expect(numbers('ACME')).toEqual(['000000001', '000000002', '000000003', '000000004']);
      expect(numbers('GLOBEX')).toEqual(['000000001']);
    });
  });
});
