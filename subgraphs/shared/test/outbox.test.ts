import { afterEach, describe, expect, it } from 'vitest';
import { Database } from '../src/db/database.ts';
import { CreateTenantScope1767225600001, tenantScopeTable } from '../src/db/reach.ts';
import type { EventEnvelope } from '../src/events/envelope.ts';
import { CreateInbox1767225600002, consume, each, inboxTable } from '../src/events/inbox.ts';
import { MemoryBus } from '../src/events/memory-bus.ts';
import { silentLog } from '../src/log.ts';
import { appendEvents, type NewEvent } from '../src/outbox/append.ts';
import { EventFeed, FEED_LIMITS, type FeedLimits, type FollowOptions } from '../src/outbox/event-feed.ts';
import type { EventFilter } from '../src/outbox/event-filter.ts';
import { EventLog } from '../src/outbox/event-log.ts';
import { Relay } from '../src/outbox/relay.ts';
import { CreateEventLog1767225600000, eventTable, relayTable } from '../src/outbox/table.ts';
import { eachDatabase } from '../src/testing/databases.ts';
import { aLinkHolder, aShipper, aStaffMember } from '../src/testing/viewers.ts';

const tables = [eventTable, relayTable, inboxTable, tenantScopeTable];
const migrations = [CreateEventLog1767225600000, CreateTenantScope1767225600001, CreateInbox1767225600002];

const anEvent = (subject: string, seq: number): NewEvent => ({
  type: 'box.moved.v1',
  accountId: null,
  subject,
  seq,
  at: 0,
  correlationId: 'test',
  data: { seq },
});

eachDatabase((engine) => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function startPublisher() {
    const db = await Database.open({ url: await engine.freshUrl(), tables, migrations });
    const bus = new MemoryBus(silentLog);
    const log = new EventLog('box', db);
    bus.register('box', log);
    const relay = new Relay({ source: 'box', db, bus, log: silentLog });
    await relay.start();
    cleanups.push(async () => {
      await relay.stop();
      await bus.close();
      await db.close();
    });
    const publish = (events: NewEvent[]) => db.write((em) => appendEvents(em, events));
    return { db, bus, log, relay, publish };
  }

  describe('outbox', () => {
    it('stamps gap-free positions in the order of versions', async () => {
      const { publish, relay, log } = await startPublisher();
      await Promise.all([1, 2, 3].map((n) => publish([anEvent(`a${n}`, 1), anEvent(`a${n}`, 2)])));
      await relay.settle();
      const events = await log.readAfter(0, 10);
      expect(events.map((event) => event.position)).toEqual([1, 2, 3, 4, 5, 6]);
      for (const subject of ['a1', 'a2', 'a3']) {
        expect(events.filter((event) => event.subject === subject).map((event) => event.seq)).toEqual([1, 2]);
      }
    });

    it('hands its work over when it stops', async () => {
      const { db, bus, publish, relay, log } = await startPublisher();
      await publish([anEvent('a', 1)]);
      await relay.settle();
      await relay.stop();
      const heir = new Relay({ source: 'box', db, bus, log: silentLog });
      cleanups.push(() => heir.stop());
      await heir.start();
      await publish([anEvent('a', 2)]);
      // Far shorter than the lease.
      await expect.poll(() => log.head(), { timeout: 1_000 }).toBe(2);
    });

    it('publishes nothing of a transaction that fails', async () => {
      const { db, relay, log } = await startPublisher();
      const failing = db.write(async (em) => {
        await appendEvents(em, [anEvent('a', 1)]);
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      await relay.settle();
      expect(await log.head()).toBe(0);
    });

    it('resumes a follower without gap or double', async () => {
      const { publish, relay, log, bus } = await startPublisher();
      const feed = new EventFeed(log, bus);
      await feed.start();
      cleanups.push(() => feed.stop());
      await publish([anEvent('a', 1), anEvent('a', 2)]);
      await relay.settle();
      const seen: number[] = [];
      const follower = feed.follow({ after: 1 });
      await publish([anEvent('a', 3)]);
      for await (const event of follower) {
        seen.push(event.seq);
        if (event.seq === 3) break;
      }
      expect(seen).toEqual([2, 3]);
    });

    const followed = async (
      { log, bus }: { log: EventLog; bus: MemoryBus },
      options: FollowOptions,
      limits: Partial<FeedLimits> = {},
    ): Promise<number[]> => {
      const feed = new EventFeed(log, bus, { ...FEED_LIMITS, ...limits });
      const seen: number[] = [];
      for await (const event of feed.follow(options)) seen.push(event.position);
      return seen;
    };
    const ofAccount = (accountId: string, subject: string, seq: number) => ({ ...anEvent(subject, seq), accountId });

    it('reads only what a follower may be concerned by', async () => {
      const { db, publish, relay, log, bus } = await startPublisher();
      await db.write((em) => em.getRepository(tenantScopeTable).insert({ accountId: 'one', path: '/g/east/' }));
      const both = (n: number) => [ofAccount('one', `a${n}`, 1), ofAccount('two', `b${n}`, 1)];
      await publish([1, 2, 3].flatMap(both));
      await relay.settle();
      const positions = async (filter: EventFilter) =>
        (await followed({ log, bus }, { after: 0, replayOnly: true, filter })).length;
      expect(await positions({})).toBe(6);
      expect(await positions({ accountId: 'one' })).toBe(3);
      expect(await positions({ subject: 'b2' })).toBe(1);
      expect(await positions({ subject: 'b2', accountId: 'one' })).toBe(0);
      expect(await positions({ viewer: aShipper('two') })).toBe(3);
      expect(await positions({ viewer: aStaffMember('/g/east/') })).toBe(3);
      expect(await positions({ viewer: aStaffMember('/g/west/') })).toBe(0);
      expect(await positions({ viewer: aLinkHolder('one', 'a3') })).toBe(1);
    });

    it('refuses a cursor that leads nowhere', async () => {
      const { publish, relay, log, bus } = await startPublisher();
      await publish(Array.from({ length: 20 }, (_, n) => anEvent(n % 10 ? 'a' : 'b', n)));
      await relay.settle();
      const reading = (after: number, filter: EventFilter, limits: Partial<FeedLimits>) =>
        followed({ log, bus }, { after, replayOnly: true, filter }, limits);
      await expect(reading(21, {}, {})).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
      await expect(reading(9, {}, { span: 10 })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
      await expect(reading(10, {}, { replay: 9 })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
      expect(await reading(10, {}, { span: 10, replay: 10 })).toHaveLength(10);
      expect(await reading(20, {}, {})).toEqual([]);
      // An index finds the events of one subject, however long ago.
      expect(await reading(0, { subject: 'b' }, { span: 10 })).toHaveLength(2);
    });

    it('keeps little for a slow follower and loses nothing', async () => {
      const { publish, relay, log, bus } = await startPublisher();
      const feed = new EventFeed(log, bus, { ...FEED_LIMITS, queue: 3 });
      await feed.start();
      cleanups.push(() => feed.stop());
      const follower = feed.follow({ after: null, filter: { subject: 'a' } });
      const seen: number[] = [];
      for (let round = 0; round < 4; round++) {
        await publish(Array.from({ length: 10 }, (_, n) => anEvent(n % 2 ? 'b' : 'a', round * 10 + n)));
        await relay.settle();
        await bus.settle();
        for (let n = 0; n < (round === 3 ? 14 : 2); n++) seen.push((await follower.next()).value?.seq ?? -1);
      }
      await follower.return();
      expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
    });

    it('gives a consumer each event once', async () => {
      const { db, bus, publish, relay } = await startPublisher();
      const seen: number[] = [];
      let failures = 1;
      const handle = async (_: unknown, event: EventEnvelope): Promise<void> => {
        if (failures-- > 0) throw new Error('first delivery fails');
        seen.push(event.seq);
      };
      await publish([anEvent('a', 1), anEvent('a', 2)]);
      const first = await consume({ name: 'reader', source: 'box', db, bus, handle: each(handle) });
      await relay.settle();
      await expect.poll(() => seen).toEqual([1, 2]);
      await first.stop();
      await publish([anEvent('a', 3)]);
      await consume({ name: 'reader', source: 'box', db, bus, handle: each(handle) });
      await expect.poll(() => seen).toEqual([1, 2, 3]);
    });

    it('lets no consumer stay ahead of its source', async () => {
      const { db, bus, publish, relay } = await startPublisher();
      await publish([anEvent('a', 1), anEvent('a', 2)]);
      await relay.settle();
      // As after a restore of an older source: the consumer has dealt with events that exist no more.
      await db.write((em) => em.getRepository(inboxTable).insert({ id: 'reader:box', position: 7 }));
      const seen: number[] = [];
      const handle = async (_: unknown, event: EventEnvelope): Promise<void> => void seen.push(event.position);
      await consume({ name: 'reader', source: 'box', db, bus, handle: each(handle) });
      await bus.settle();
      expect(await db.read((em) => em.getRepository(inboxTable).findBy({ id: 'reader:box' }))).toMatchObject([
        { position: 2 },
      ]);
      await publish([anEvent('a', 3)]);
      await expect.poll(() => seen).toEqual([3]);
    });

    it('costs no transaction for events that do not concern a consumer, and remembers them by the thousand', async () => {
      const { db, bus, publish } = await startPublisher();
      const seen: number[] = [];
      const handle = async (_: unknown, event: EventEnvelope): Promise<void> => void seen.push(event.seq);
      const concerns = ({ subject }: EventEnvelope) => subject === 'wanted';
      const start = () => consume({ name: 'picky', source: 'box', db, bus, concerns, handle: each(handle) });
      const position = async () => {
        await bus.settle();
        return (await db.read((em) => em.getRepository(inboxTable).findOneByOrFail({ id: 'picky:box' }))).position;
      };
      let others = 0;
      const other = () => anEvent('other', ++others);
      const many = (count: number) => publish(Array.from({ length: count }, other));
      const first = await start();
      await many(600);
      expect(await position()).toBe(0);
      await publish([other(), anEvent('wanted', 2), other()]);
      await expect.poll(() => seen).toEqual([2]);
      expect(await position()).toBeGreaterThanOrEqual(602);
      await many(1_200);
      await expect.poll(position).toBeGreaterThan(1_500);
      await first.stop();
      await publish([anEvent('wanted', 4)]);
      await start();
      await expect.poll(() => seen).toEqual([2, 4]);
    });

    it('keeps parallel transactions apart', async () => {
      const { db } = await startPublisher();
      const scope = (accountId: string) => ({ accountId, path: '/x/' });
      const works = Array.from({ length: 20 }, (_, n) =>
        db.write(async (em) => {
          await em.getRepository(tenantScopeTable).insert(scope(`account-${n}`));
          if (n % 2) throw new Error('odd');
        }),
      );
      const outcomes = await Promise.allSettled(works);
      expect(outcomes.filter((one) => one.status === 'rejected')).toHaveLength(10);
      expect(await db.read((em) => em.getRepository(tenantScopeTable).count())).toBe(10);
    });
  });
});
