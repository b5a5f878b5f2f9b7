import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const LIST =
  '{ ediMessages { nodes { id partner { id } account { id } sets { type } related { id } raw } } ediPartners { id mailbox } }';
const ONE = 'query($id: ID!) { ediMessage(id: $id) { id } }';
const ENTITY =
  'query($id: ID!) { _entities(representations: [{ __typename: "EdiMessage", id: $id }]) { ... on EdiMessage { id raw } } }';
const REPLAY = 'mutation($id: ID!) { replayEdiMessage(id: $id) { __typename } }';
const LIVE = 'subscription { ediMessagesUpdated { event message { id direction state account { id } } } }';

/** One message each, and one of nobody. */
async function trafficOf(world: World): Promise<{ acme: string; globex: string }> {
  await world.partner({ id: 'ACME' });
  await world.partner({ id: 'GLOBEX', senderId: 'ZZ:ACME' });
  const acme = await world.send('ACME', fixture('940-valid.x12'));
  const globex = await world.send('GLOBEX', fixture('940-valid.x12'));
  await world.drop('NOBODY', 'x.edi', fixture('204-valid.x12'));
  const states = async () =>
    (await world.edi.ask('{ ediMessages { nodes { state } } }')).ediMessages.nodes.map(
      ({ state }: { state: string }) => state,
    );
  const settled = ['HELD', 'PROCESSED', 'PROCESSED', 'SENT', 'SENT'];
  await expect.poll(async () => (await states()).sort()).toEqual(settled);
  return { acme: acme.receiptId, globex: globex.receiptId };
}

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('reading messages', () => {
    it('keeps every viewer within reach', async () => {
      const world = await start();
      const { acme, globex } = await trafficOf(world);
      const count = async (viewer: Parameters<World['ediAs']>[0]) =>
        (await world.ediAs(viewer).ask(LIST)).ediMessages.nodes.length;
      for (const viewer of [aShipper(ACME), aKey(ACME, ['read']), aStaffMember('/group/east/')]) {
        const { ediMessages, ediPartners } = await world.ediAs(viewer).ask(LIST);
        expect(ediMessages.nodes.map(({ account }: { account: { id: string } }) => account.id)).toEqual([ACME, ACME]);
        // The folder below the home, never where that is on the server.
        expect(ediPartners).toEqual([{ id: 'ACME', mailbox: 'mailbox/ACME' }]);
        expect((await world.ediAs(viewer).ask(ONE, { id: globex })).ediMessage).toBeNull();
        expect((await world.ediAs(viewer).ask(ENTITY, { id: globex }))._entities).toEqual([null]);
        expect((await world.ediAs(viewer).ask(ONE, { id: acme })).ediMessage).toEqual({ id: acme });
      }
      // Only the root of the organization sees what came from nobody.
      expect(await count(aStaffMember('/group/'))).toBe(5);
      await expect(count(aLinkHolder(ACME, 'any'))).rejects.toThrow('FORBIDDEN');
    });

    it('lets only staff replay, within reach', async () => {
      const world = await start();
      const { acme } = await trafficOf(world);
      for (const viewer of [aShipper(ACME), aKey(ACME)])
        await expect(world.ediAs(viewer).ask(REPLAY, { id: acme })).rejects.toThrow('FORBIDDEN');
      await expect(world.ediAs(aStaffMember('/group/west/')).ask(REPLAY, { id: acme })).rejects.toThrow('NOT_FOUND');
      const done = await world.ediAs(aStaffMember('/group/east/')).ask(REPLAY, { id: acme });
      expect(done.replayEdiMessage.__typename).toBe('EdiMessage');
    });

    it('lets only administrators add partners', async () => {
      const world = await start();
      const add =
        'mutation($input: AddEdiPartnerInput!) { addEdiPartner(input: $input) { __typename ... on Refusal { code field } } }';
      const input = { id: 'NEW', accountId: ACME, name: 'New', senderId: 'ZZ:NEW', receiverId: 'ZZ:QUAYSIDE' };
      for (const viewer of [aShipper(ACME, 'SHIPPER_ADMINISTRATOR'), aStaffMember('/group/east/'), aKey(ACME)])
        await expect(world.ediAs(viewer).ask(add, { input })).rejects.toThrow('FORBIDDEN');
      const administrator = world.ediAs(aStaffMember('/group/west/', 'ADMINISTRATOR'));
      await expect(administrator.ask(add, { input })).rejects.toThrow('NOT_FOUND');
      const bad = { ...input, senderId: 'ACME' };
      expect((await world.edi.ask(add, { input: bad })).addEdiPartner).toMatchObject({
        code: 'PARTNER_INVALID',
        field: 'senderId',
      });
      expect((await world.edi.ask(add, { input })).addEdiPartner).toEqual({ __typename: 'EdiPartner' });
      expect((await world.edi.ask(add, { input })).addEdiPartner).toMatchObject({ code: 'PARTNER_EXISTS' });
    });

    it('streams to an account its own messages only', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.partner({ id: 'GLOBEX', senderId: 'ZZ:ACME' });
      const updates = await world.ediAs(aShipper(GLOBEX)).subscribe(LIVE);
      const next = updates.next();
      await world.send('ACME', fixture('940-valid.x12'));
      await world.send('GLOBEX', fixture('940-valid.x12'));
      const { value } = await next;
      expect(value?.ediMessagesUpdated.message.account).toEqual({ id: GLOBEX });
      await updates.return(undefined);
    });

    it('names what a segment says and where it errs', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId } = await world.send('ACME', changed('940-valid.x12', 'SE*17', 'SE*16'));
      const { ediMessage } = await world.edi.ask(
        `query($id: ID!) { ediMessage(id: $id) { errors { code line } segments { line tag name
          elements { position name value meaning } errors { code } } related { direction setTypes } } }`,
        { id: receiptId },
      );
      const w05 = ediMessage.segments.find(({ tag }: { tag: string }) => tag === 'W05');
      expect(w05).toMatchObject({ line: 4, name: 'start: shipping order' });
      expect(w05.elements[1]).toMatchObject({ position: 2, name: 'depositor order number', value: 'SO-1' });
      const se = ediMessage.segments.find(({ tag }: { tag: string }) => tag === 'SE');
      expect(se.errors).toMatchObject([{ code: 'AK502-4' }]);
      expect(ediMessage.related).toEqual([{ direction: 'OUT', setTypes: ['997'] }]);
    });

    it('finds a message by number, type and state', async () => {
      const world = await start();
      await trafficOf(world);
      const find = async (filter: object) =>
        (
          await world.edi.ask(
            'query($filter: EdiMessageFilter) { ediMessages(filter: $filter) { nodes { id state } } }',
            { filter },
          )
        ).ediMessages.nodes.length;
      expect(await find({ search: 'SO-1' })).toBe(2);
      expect(await find({ setType: '997' })).toBe(2);
      expect(await find({ setType: '97' })).toBe(0);
      expect(await find({ states: ['HELD'] })).toBe(1);
      expect(await find({ partnerId: 'ACME', direction: 'IN' })).toBe(1);
      const page = await world.edi.ask('{ ediMessages(first: 2) { nodes { id } pageInfo { endCursor hasNextPage } } }');
      const rest = await world.edi.ask('query($after: String) { ediMessages(after: $after) { nodes { id } } }', {
        after: page.ediMessages.pageInfo.endCursor,
      });
      expect(rest.ediMessages.nodes).toHaveLength(3);
    });
  });
});
