import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { eventually, people, told, topics } from './post.ts';
import { BOSTON, MANAGER, startServiceApi } from './service-api.ts';
import { changeCase, openCase, requestWork, send } from './stories.ts';

const HOUR = 3_600_000;

eachDatabase((engine) => {
  describe('a mention', () => {
    it('notifies whom it names', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const colleague = await api.knows(aStaffMember(BOSTON, 'OPERATOR'));
      const { id } = await openCase(api.as(shipper));
      const body = { id, body: '@Ada, what do you say?', internal: true };
      await send(api.as(manager), 'replyToCase', 'Case', { ...body, mentions: [colleague.id] }, 'id');
      await eventually(api, colleague, ['MENTIONED']);
      const [news] = (await told(api, colleague)).nodes;
      expect(news).toMatchObject({ internal: true, excerpt: body.body });
    });

    it('names nobody who may not read it', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const denver = await api.knows(aStaffMember('/group/west/denver/'));
      const { id } = await openCase(api.as(shipper));
      const mention = (internal: boolean, who: Viewer) =>
        send(api.as(manager), 'replyToCase', 'Case', { id, body: 'Look', internal, mentions: [who.id] }, 'id');
      const unknown = { code: 'MENTION_UNKNOWN', field: 'mentions' };
      expect(await mention(true, shipper)).toEqual(unknown);
      expect(await mention(false, denver)).toEqual(unknown);
      expect(await mention(false, shipper)).toEqual({ id });
      const ask = `query ($itemId: ID!, $internal: Boolean) { mentionables(itemId: $itemId, internal: $internal) { id staff } }`;
      const able = async (viewer: Viewer, internal: boolean) =>
        (await api.as(viewer).ask(ask, { itemId: id, internal })).mentionables;
      expect(await able(manager, false)).toEqual([{ id: shipper.id, staff: false }]);
      expect(await able(manager, true)).toEqual([]);
      expect(await able(shipper, false)).toEqual([{ id: MANAGER, staff: true }]);
      expect(await able(denver, false)).toEqual([]);
    });
  });

  describe('a deadline', () => {
    it('tells the owner twice before and once after its time, without anyone looking', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const executive = await api.knows(aStaffMember('/group/east/', 'EXECUTIVE'));
      const far = await api.knows(aStaffMember('/group/', 'EXECUTIVE'));
      const { dueAt } = await requestWork(api.as(shipper));
      await expect.poll(() => topics(api, manager)).toContain('ITEM_OPENED');
      const clocks = async () => (await topics(api, manager)).filter((topic) => topic.startsWith('CLOCK'));
      const clock: string[] = [];
      for (const [offset, topic] of [
        [-HOUR, 'CLOCK_REMINDER'],
        [-HOUR / 4, 'CLOCK_DUE'],
        [1, 'CLOCK_ESCALATED'],
      ] as const) {
        api.clock.set(new Date(Date.parse(dueAt) + offset).toISOString());
        clock.unshift(topic);
        await expect.poll(clocks).toEqual(clock);
      }
      await eventually(api, executive, ['CLOCK_ESCALATED']);
      expect((await told(api, executive)).nodes[0]).toMatchObject({ dueAt });
      expect(await topics(api, far)).toEqual([]);
      expect((await topics(api, shipper)).filter((topic) => topic.startsWith('CLOCK'))).toEqual([]);
    });

    it('of a case is told by its clocks, twice before and once after', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const executive = await api.knows(aStaffMember('/group/east/', 'EXECUTIVE'));
      const { dueAt } = await openCase(api.as(shipper));
      const clocks = async () => (await topics(api, manager)).filter((topic) => topic.startsWith('CLOCK'));
      api.clock.set(new Date(Date.parse(dueAt) - HOUR).toISOString());
      await expect.poll(clocks).toEqual(['CLOCK_DUE']);
      api.clock.set(new Date(Date.parse(dueAt) + HOUR).toISOString());
      await expect.poll(clocks).toEqual(['CLOCK_ESCALATED', 'CLOCK_DUE']);
      await eventually(api, executive, ['CLOCK_ESCALATED']);
    });

    it('is told once, over a restart and by whomever', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { dueAt } = await requestWork(api.as(shipper));
      api.clock.set(new Date(Date.parse(dueAt) + 1).toISOString());
      await expect.poll(() => topics(api, manager)).toContain('CLOCK_ESCALATED');
      await api.restart();
      const other = await openCase(api.as(shipper), { subject: 'Another' });
      await expect
        .poll(async () => (await topics(api, manager)).filter((topic) => topic === 'ITEM_OPENED'))
        .toHaveLength(2);
      await changeCase(api.as(manager), { id: other.id, state: 'RESOLVED', resolution: 'Done' });
      // What is done has nothing more to say, however long ago it was due.
      api.clock.advance(200 * HOUR);
      await openCase(api.as(shipper), { subject: 'A third' });
      await expect
        .poll(async () => (await topics(api, manager)).filter((topic) => topic === 'ITEM_OPENED'))
        .toHaveLength(3);
      expect((await topics(api, manager)).filter((topic) => topic === 'CLOCK_ESCALATED')).toHaveLength(1);
    });
  });

  describe('a conversation', () => {
    it('knows who has read how far, without telling of notes', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      const say = (viewer: Viewer, body: string, internal = false) =>
        send(api.as(viewer), 'replyToCase', 'Case', { id, body, internal }, 'messages { id body }');
      await say(manager, 'First');
      const { messages } = await say(manager, 'A note', true);
      const [first, note] = messages;
      const unread = async (viewer: Viewer) =>
        (
          await api
            .as(viewer)
            .ask('query ($ids: [ID!]!) { unreadMessages(itemIds: $ids) { itemId count } }', { ids: [id] })
        ).unreadMessages;
      expect(await unread(shipper)).toEqual([{ itemId: id, count: 1 }]);
      expect(await unread(manager)).toEqual([{ itemId: id, count: 0 }]);
      const updates = await api
        .as(shipper)
        .subscribe(
          `subscription ($id: ID!) { conversationRead(itemId: $id, after: "service.0") { marks { name upTo } } }`,
          { id },
        );
      const mark = `mutation ($id: ID!, $upTo: ID!) { markConversationRead(itemId: $id, upTo: $upTo) {
        ... on ConversationRead { upTo } ... on Refusal { code } } }`;
      const read = async (viewer: Viewer, upTo: string) =>
        (await api.as(viewer).ask(mark, { id, upTo })).markConversationRead;
      expect(await read(manager, note.id)).toEqual({ upTo: note.id });
      expect((await updates.next()).value.conversationRead.marks).toEqual([{ name: manager.name, upTo: first.id }]);
      await updates.return();
      expect(await read(shipper, note.id)).toEqual({ code: 'MESSAGE_UNKNOWN' });
      expect(await read(shipper, first.id)).toEqual({ upTo: first.id });
      expect(await read(manager, first.id)).toEqual({ upTo: note.id });
      expect(await unread(shipper)).toEqual([{ itemId: id, count: 0 }]);
      const stranger = aShipper('01BETA00000000000000000000');
      expect(await unread(stranger)).toEqual([{ itemId: id, count: 0 }]);
      await expect(read(stranger, first.id)).rejects.toThrow('NOT_FOUND');
      expect(
        (await api.as(stranger).ask('query ($id: ID!) { readMarks(itemId: $id) { name } }', { id })).readMarks,
      ).toEqual([]);
    });
  });
});
