import type { Said, ServiceFacts } from '@quayside/service/events';
import type { EventReader } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Viewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { TOUCH_HEARD, TOUCH_LOGGED } from '../src/events.ts';
import { factsOf } from '../src/fact/hearing.ts';
import { followTouches } from '../src/touch/consumer.ts';
import { compareWithLogs, repairFromLogs } from '../src/value/rebuild-commands.ts';
import { aMember, aWorld, type CustomerApi, customerApis, INVITE } from './customer-api.ts';

const TOUCHES = `query ($id: ID!, $origin: TouchOrigin) { account(id: $id) { touches(origin: $origin) { nodes {
  id channel direction ourSide theirSide notes heldAt thread { kind id number } } }
  value { contactPlan { why lastTouchAt } serving { kind } } } }`;
const LOG = `mutation($input: LogTouchInput!) { logTouch(input: $input) { __typename } }`;
const LOGGED = {
  ...{ accountId: 'acme', channel: 'CALL', direction: 'FROM_US', purpose: 'ROUTINE', notes: 'Asked', outcome: 'DONE' },
  theirSide: 'Joan',
};
const MESSAGE = (n: number): string => `01K0MESSAGE${String(n).padStart(15, '0')}`;
const MINUTE = 60_000;

/** What a step of the case CS-1 tells; a test names what it depends on. */
type Told = Partial<ServiceFacts> & {
  readonly actorId?: string;
  readonly actor?: string;
  readonly messageId?: string | null;
  readonly internal?: boolean;
  readonly said?: Said | null;
};
const FACTS = {
  kind: 'CASE',
  id: 'case-1',
  number: 'CS-1',
  accountId: 'acme',
  shipmentId: null,
  state: 'OPEN',
} as const;

eachDatabase((engine) => {
  const start = customerApis(engine);

  /** A world with Sam at Acme and Maya in the east, and the service's log as it grows. */
  async function aConversation() {
    const { api } = await aWorld(await start());
    const invite = async (facts: object): Promise<string> =>
      (await api.system.ask(INVITE, { input: aMember(facts as Record<string, unknown>) })).inviteMember.id;
    const sam = await invite({});
    const staff = { role: 'ACCOUNT_MANAGER', accountId: null, orgUnitId: 'east' };
    const maya = await invite({ ...staff, name: 'Maya Manager', email: 'maya@east.example' });
    const log: EventEnvelope[] = [];
    const event = (verb: string, told: Told, position = log.length + 1): EventEnvelope => ({
      ...{ id: `event-${position}`, type: `case.${verb}.v1`, source: 'service', position, accountId: 'acme' },
      ...{ at: api.clock.now() + position * MINUTE, subject: FACTS.id, seq: position, correlationId: 'c' },
      data: { ...FACTS, ownerId: null, internal: false, actorId: sam, actor: 'Sam Shipper', ...told },
    });
    const tell = async (verb: string, told: Told): Promise<void> => {
      const one = event(verb, told);
      log.push(one);
      await api.bus.publish(one);
      await api.settle();
    };
    return { api, sam, maya, log, tell, byMaya: { actorId: maya, actor: 'Maya Manager', ownerId: maya } };
  }

  const east = aStaffMember('/group/east/');
  const touches = async (api: CustomerApi, viewer: Viewer = east, more: object = {}) =>
    (await api.as(viewer).ask(TOUCHES, { id: 'acme', ...more })).account?.touches.nodes ?? [];
  const said = (by: Said['by'], name: string | null, more: Partial<Said> = {}): Said => ({
    ...{ by, name, way: 'PORTAL', excerpt: 'Where is it?', first: false, ...more },
  });

  describe('what is said in conversations', () => {
    it('stands in the history of contacts, with both sides, its way and the way back to it', async () => {
      const { api, tell, byMaya } = await aConversation();
      await tell('opened', { messageId: null, said: said('CUSTOMER', 'Sam Shipper', { first: true }) });
      await tell('replied', { ...byMaya, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      const mailed = said('CUSTOMER', 'Sam Shipper', { way: 'EMAIL', excerpt: 'Thanks' });
      await tell('replied', { ownerId: byMaya.ownerId, messageId: MESSAGE(2), said: mailed });
      const thread = { kind: 'CASE', id: 'case-1', number: 'CS-1' };
      const line = { ourSide: 'Maya Manager', theirSide: 'Sam Shipper', notes: 'Where is it?', thread };
      expect(await touches(api)).toMatchObject([
        { ...line, id: MESSAGE(2), direction: 'FROM_THEM', channel: 'E_MAIL', notes: 'Thanks' },
        { ...line, id: MESSAGE(1), direction: 'FROM_US', channel: 'PORTAL' },
        // Nobody answers for it yet: it was said to the branch.
        { ...line, id: 'case-1', direction: 'FROM_THEM', channel: 'PORTAL', ourSide: 'Unit east' },
      ]);
      expect(await touches(api, east, { origin: 'LOGGED' })).toEqual([]);
      expect((await api.events()).filter(({ type }) => type === TOUCH_HEARD).length).toBeGreaterThan(0);
    });

    it('names who called, spoke through a tracking link, or wrote the opening for the customer', async () => {
      const { api, tell, byMaya } = await aConversation();
      const called = said('CUSTOMER', 'Joan Lee', { way: 'PHONE', first: true });
      await tell('opened', { ...byMaya, messageId: null, said: called });
      const link = { actorId: 'link', actor: 'Consignee Li', id: 'case-2', number: 'CS-2' };
      const asked = said('CONSIGNEE', 'Consignee Li', { way: 'TRACKING_PAGE', first: true });
      await tell('opened', { ...link, messageId: null, said: asked });
      const ours = said('STAFF', 'Maya Manager', { excerpt: 'We were told to hold it.', first: true });
      await tell('opened', { ...byMaya, id: 'case-3', number: 'CS-3', messageId: null, said: ours });
      const reply = { ...byMaya, id: 'case-2', number: 'CS-2', messageId: MESSAGE(1) };
      await tell('replied', { ...reply, said: said('STAFF', 'Maya Manager') });
      expect(await touches(api)).toMatchObject([
        { direction: 'FROM_US', ourSide: 'Maya Manager', theirSide: 'Consignee Li', channel: 'PORTAL' },
        { id: 'case-3', direction: 'FROM_US', ourSide: 'Maya Manager', theirSide: 'Company acme', channel: 'PORTAL' },
        { direction: 'FROM_THEM', theirSide: 'Consignee Li', channel: 'TRACKING_PAGE' },
        { direction: 'FROM_THEM', ourSide: 'Maya Manager', theirSide: 'Joan Lee', channel: 'CALL' },
      ]);
    });

    it('is no note among the staff, no draft, and nothing that the product wrote', async () => {
      const { api, tell, byMaya } = await aConversation();
      // A note is silent even if an event would carry words of it.
      await tell('replied', { ...byMaya, internal: true, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      await tell('replied', { ...byMaya, internal: true, messageId: MESSAGE(2) });
      await tell('replied', { actorId: 'system', actor: 'Quayside', messageId: MESSAGE(3) });
      await tell('replied', { messageId: MESSAGE(4), said: null });
      await tell('opened', { state: 'DRAFT', messageId: null });
      await tell('assigned', { ...byMaya });
      expect(await touches(api)).toEqual([]);
    });

    it('is read of older events by who did it, without its words and its way', async () => {
      const { api, tell, byMaya } = await aConversation();
      await tell('opened', { messageId: null });
      await tell('replied', { ...byMaya, messageId: MESSAGE(1) });
      await tell('state-changed', { ...byMaya });
      // What one of the staff opened may be nobody's word.
      await tell('opened', { ...byMaya, id: 'case-2', number: 'CS-2', messageId: null });
      const line = { notes: '', channel: 'MESSAGE' };
      expect(await touches(api)).toMatchObject([
        { ...line, id: MESSAGE(1), direction: 'FROM_US', ourSide: 'Maya Manager', theirSide: 'Sam Shipper' },
        { ...line, id: 'case-1', direction: 'FROM_THEM', theirSide: 'Sam Shipper' },
      ]);
    });

    it('is kept once however often it is told, and added again where it is missing', async () => {
      const { api, log, tell, byMaya } = await aConversation();
      await tell('opened', { messageId: null, said: said('CUSTOMER', 'Sam Shipper', { first: true }) });
      await tell('replied', { ...byMaya, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      const before = await touches(api);
      await tell('replied', { ...byMaya, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      expect(await touches(api)).toEqual(before);
      const { db } = api.subgraph;
      const none: EventReader = { readAfter: async () => [], head: async () => 0 };
      const service: EventReader = {
        readAfter: async (from) => log.filter(({ position }) => position > from),
        head: async () => log.length,
      };
      const logs = { shipment: none, contract: none, service, customer: new EventLog('customer', db) };
      const look = () => compareWithLogs(db, logs, api.clock.now());
      expect(await look()).toMatchObject({ equal: true, differing: [] });
      await db.write((em) => em.query('DELETE FROM customer_touch'));
      expect(await look()).toMatchObject({ equal: false, differing: [{ accountId: 'acme', what: 'touches' }] });
      await repairFromLogs(db, logs, ['acme']);
      expect(await look()).toMatchObject({ equal: true, differing: [] });
      expect(await touches(api)).toEqual(before);
    });

    it('is read from the beginning of the log where a store begins to hear it', async () => {
      const { api, log, tell, byMaya } = await aConversation();
      await tell('opened', { messageId: null });
      await tell('replied', { ...byMaya, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      const before = await touches(api);
      const { db } = api.subgraph;
      await db.write(async (em) => {
        await em.query('DELETE FROM customer_touch');
        await em.query(`DELETE FROM inbox WHERE id = 'customer-touches:service'`);
      });
      const bus = new MemoryBus(silentLog);
      bus.register('service', {
        readAfter: async (from) => log.filter(({ position }) => position > from),
        head: async () => log.length,
      });
      const following = await followTouches(db, bus, api.clock.now);
      await bus.settle();
      expect(before).toHaveLength(2);
      await expect.poll(() => touches(api)).toEqual(before);
      await following.stop();
      await bus.close();
    });

    it('costs nothing and meets no contact plan, which is met by what is logged', async () => {
      const { api, log, tell, byMaya } = await aConversation();
      await api.as(east).ask(LOG, { input: { ...LOGGED, outcome: 'TO_FOLLOW_UP', followUpOn: '2030-01-01' } });
      await api.settle();
      const ask = async () => (await api.as(east).ask(TOUCHES, { id: 'acme' })).account.value;
      const before = await ask();
      expect(before.contactPlan).toMatchObject({ why: 'FOLLOW_UP', lastTouchAt: expect.any(String) });
      await tell('replied', { ...byMaya, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      expect(await ask()).toEqual(before);
      expect(log.flatMap(factsOf)).toEqual([]);
      expect((await api.events()).filter(({ type }) => type === TOUCH_LOGGED)).toHaveLength(1);
      expect(await touches(api)).toHaveLength(2);
      expect(await touches(api, east, { origin: 'CONVERSATION' })).toMatchObject([{ id: MESSAGE(1) }]);
    });

    it.each<[string, Viewer]>([
      ['a member of the account', aShipper('acme', 'SHIPPER_ADMINISTRATOR')],
      ['a member of another account', aShipper('globex')],
      ['a key of the account', aKey('acme')],
      ['a link of the account', aLinkHolder('acme', 'shipment')],
      ['the staff of another branch', aStaffMember('/group/west/', 'EXECUTIVE')],
    ])('is nothing to %s', async (_, viewer) => {
      const { api, tell, byMaya } = await aConversation();
      await tell('replied', { ...byMaya, messageId: MESSAGE(1), said: said('STAFF', 'Maya Manager') });
      const answer = await api.as(viewer).answer('{ account(id: "acme") { touches { nodes { id } } } }');
      const account = answer.data?.['account'] as { touches: { nodes: object[] } } | null | undefined;
      expect(account?.touches.nodes ?? []).toEqual([]);
      const references = 'query($all: [_Any!]!) { _entities(representations: $all) { ... on Touch { notes } } }';
      const { _entities } = await api.as(viewer).ask(references, { all: [{ __typename: 'Touch', id: MESSAGE(1) }] });
      expect(_entities).toEqual([null]);
    });
  });
});
