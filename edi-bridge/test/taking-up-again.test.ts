import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { ask, CANCEL, ledgerOf, MEND, messages, only, shipmentCount } from './ledger-messages.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const REPLAY = `mutation($ids: [ID!], $dryRun: Boolean!, $mapVersion: Int, $force: Boolean!) {
  replayEdiMessages(filter: { ids: $ids }, dryRun: $dryRun, mapVersion: $mapVersion, force: $force, reason: "agreed") {
    ... on EdiReplayReport { would { effect note } } } }`;
const CHANGE = `mutation($profile: EdiProfileInput!) {
  changeEdiPartner(id: "ACME", input: { profile: $profile }) { __typename ... on Refusal { message } } }`;

const replay = async (world: World, id: string, how: { dryRun?: boolean; mapVersion?: number; force?: boolean }) =>
  (await world.edi.ask(REPLAY, { ids: [id], dryRun: false, force: false, ...how })).replayEdiMessages.would[0];
const settled = (world: World) => expect.poll(async () => (await ledgerOf(world)).inProgress).toBe(0);
const agree = (world: World, profile: object) => world.edi.ask(CHANGE, { profile });
const REJECTED_STATUS = changed('940-valid.x12', 'W05*N', 'W05*Q');

/** One order that can be carried out, and a 990 that only a person can read. */
const halfDone = (order: string): string =>
  fixture('940-valid.x12')
    .toString()
    .replace(
      'IEA*1*',
      'GS*GF*ACME*QUAYSIDE*20260302*1200*7*X*004010~\nST*990*0001~\nB1*ACME*LD-1*20260302*A~\nSE*3*0001~\nGE*1*7~\nIEA*2*',
    )
    .replace('SO-1', order);

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('a mended copy', () => {
    it('answers nobody who was answered before, and keeps its number', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId } = await world.send('ACME', REJECTED_STATUS);
      const files = world.out('ACME').length;
      const [one, two] = await Promise.all([
        ask(world, MEND, { id: receiptId, raw: fixture('940-valid.x12').toString() }),
        ask(world, MEND, { id: receiptId, raw: changed('940-valid.x12', 'SO-1', 'SO-2').toString() }),
      ]);
      expect([one.said, two.said].filter((said) => said === 'RECEIVED')).toHaveLength(1);
      await settled(world);
      expect([await shipmentCount(world), world.out('ACME').length]).toEqual([1, files]);
      expect((await only(world, { ids: [receiptId] })).copies).toHaveLength(1);
      // Its number is taken now: the faulty original cannot come back under it.
      expect((await world.send('ACME', REJECTED_STATUS)).state).toBe('rejected');
      expect((await world.send('ACME', changed('940-valid.x12', 'SO-1', 'SO-3'))).state).toBe('quarantined');
    });

    it('may not repeat what was carried out', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId, state } = await world.send('ACME', halfDone('SO-1'));
      expect([state, await shipmentCount(world)]).toEqual(['held', 1]);
      const whole = halfDone('SO-1').replace('LD-1', 'LD-2');
      expect((await ask(world, MEND, { id: receiptId, raw: whole })).said).toBe('EDI_SET_DONE');
      const rest = whole.replace(/GS\*OW[\s\S]*GE\*1\*101~\n/, '').replace('IEA*2*', 'IEA*1*');
      expect((await ask(world, MEND, { id: receiptId, raw: rest })).said).toBe('RECEIVED');
      await settled(world);
      expect(await shipmentCount(world)).toBe(1);
    });

    it('is written in the letters of the partner', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', profile: { charset: 'latin1' } });
      const text = REJECTED_STATUS.toString().replace('Corner Grocery', 'Müller Söhne');
      const { receiptId } = await world.send('ACME', Buffer.from(text, 'latin1'));
      const { raw } = await only(world, { ids: [receiptId] });
      expect(raw).toBe(text);
      expect((await ask(world, MEND, { id: receiptId, raw: `${raw} 倉庫` })).said).toBe('EDI_TEXT_CHARACTERS');
      await ask(world, MEND, { id: receiptId, raw: raw.replace('W05*Q', 'W05*N') });
      await settled(world);
      const parties = '{ shipments { nodes { parties { name } } } }';
      expect(JSON.stringify(await world.shipments.ask(parties))).toContain('Müller Söhne');
    });
  });

  describe('a replay', () => {
    it('is read first under the old and the new profile', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', profile: { checks: [{ place: 'W0501', treatment: 'ignore' }] } });
      const { receiptId: id, state } = await world.send('ACME', REJECTED_STATUS);
      expect(state).toBe('quarantined');
      await agree(world, { orderStatus: [{ code: 'Q', meaning: 'NEW' }] });
      const { effect, note } = await replay(world, id, { dryRun: true });
      expect([effect, note]).toEqual(['TAKEN_UP', expect.stringContaining('940 0001 orders SO-1.')]);
      expect(note).toContain('Against version 1 of the profile: 940 0001: would be quarantined');
      expect(await shipmentCount(world)).toBe(0);
      expect((await replay(world, id, { mapVersion: 7 })).effect).toBe('BLOCKED');
      await replay(world, id, { mapVersion: 1 });
      await settled(world);
      expect(await only(world, { ids: [id] })).toMatchObject({ state: 'QUARANTINED', mapVersion: 1 });
      await replay(world, id, {});
      await settled(world);
      expect(await only(world, { ids: [id] })).toMatchObject({ state: 'PROCESSED', mapVersion: 2 });
      expect((await only(world, { ids: [id] })).replays).toMatchObject([
        { action: 'REPLAY', reason: 'agreed', outcome: 'QUARANTINED' },
        { action: 'REPLAY', reason: 'agreed', outcome: 'PROCESSED' },
      ]);
      expect(await shipmentCount(world)).toBe(1);
    });

    it('by force judges nothing anew that had its effect', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId: id } = await world.send('ACME', fixture('940-valid.x12'));
      await world.send('ACME', fixture('940-valid.x12'));
      await agree(world, { checks: [{ place: 'W6602', treatment: 'reject' }], orderStatus: [] });
      await world.edi.ask(`mutation { changeEdiPartner(id: "ACME", input: { senderId: "ZZ:OTHER" }) { __typename } }`);
      const before = [await shipmentCount(world), world.out('ACME')];
      const { effect, note } = await replay(world, id, { dryRun: true, force: true });
      expect([effect, note]).toEqual(['RETRIED', expect.stringContaining('940 0001 was done.')]);
      await replay(world, id, { force: true });
      await settled(world);
      expect((await only(world, { ids: [id] })).state).toBe('PROCESSED');
      expect([await shipmentCount(world), world.out('ACME')]).toEqual(before);
      const copy = (await messages(world, { states: ['DUPLICATE'] }))[0]?.id ?? '';
      expect((await replay(world, copy, { force: true })).effect).toBe('BLOCKED');
    });

    it('of a file from before its partner was known belongs to it', async () => {
      const world = await start();
      await world.drop('ACME', 'order.edi', fixture('940-valid.x12'));
      await expect.poll(async () => (await messages(world))[0]?.state, { timeout: 10_000 }).toBe('HELD');
      await world.partner({ id: 'ACME' });
      await replay(world, (await messages(world))[0]?.id ?? '', {});
      await settled(world);
      const found = await messages(world, { partnerId: 'ACME', accountId: ACME, direction: 'IN' });
      expect(found).toMatchObject([{ state: 'PROCESSED', mapVersion: 1 }]);
    });
  });

  describe('what waits for a person', () => {
    it('is put aside with a reason, and counted', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const { receiptId: id } = await world.send('ACME', changed('940-valid.x12', 'SO-1', 'SO-9'));
      expect((await ask(world, CANCEL, { id })).said).toBe('CANCELLED');
      expect((await replay(world, id, { force: true })).effect).toBe('BLOCKED');
      expect(await ledgerOf(world)).toMatchObject({ received: 2, processed: 1, dismissed: 1, receivedBalanced: true });
    });
  });

  describe('a search', () => {
    it('finds a talk by any number of its order, and no other account', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', outSets: ['945'] });
      await world.partner({ id: 'GLOBEX' });
      await world.send('ACME', fixture('940-valid.x12'));
      const theirs = fixture('940-valid.x12').toString().replace('ZZ*ACME           ', 'ZZ*GLOBEX         ');
      await world.send('GLOBEX', theirs.replace('PO-1', 'PO-7'));
      const { nodes } = (
        await world.shipments.ask('query($id: ID!) { shipments(filter: { accountId: $id }) { nodes { id number } } }', {
          id: ACME,
        })
      ).shipments;
      await world.shipments.ask('mutation($id: ID!) { shipShipment(input: { id: $id }) { __typename } }', {
        id: nodes[0].id,
      });
      await world.outFile('ACME', '945');
      const types = async (filter: object) =>
        (await messages(world, filter)).flatMap(({ setTypes }) => setTypes).sort();
      expect(await types({ reference: 'PO-1' })).toEqual(['940', '945', '997']);
      expect(await types({ reference: nodes[0].number })).toEqual(['940', '945', '997']);
      expect(await types({ reference: 'PO-7' })).toEqual(['940', '997']);
      expect(await types({ reference: 'SO-1', accountId: GLOBEX })).toEqual(['940', '997']);
      const advice = await only(world, { setType: '945' });
      expect(advice.thread.flatMap(({ setTypes }) => setTypes)).toEqual(['940', '997', '945']);
      expect((await messages(world, { reference: 'PO-7', setType: '940' }))[0]?.thread).toHaveLength(2);
    });
  });
});
