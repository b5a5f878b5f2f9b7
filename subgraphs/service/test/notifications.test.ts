import { CREDIT_CHANGED } from '@quayside/contract/credit-events';
import {
  CONTRACT_ACTIVATED,
  CONTRACT_EXPIRING,
  CONTRACT_SOURCE,
  OTIF_DISPUTED,
  OTIF_SCORED,
  type OtifDisputed,
  type OtifScored,
  QUOTE_CHANGED,
  type QuoteFacts,
} from '@quayside/contract/events';
import { COLLECTION_STEP_TAKEN, INVOICE_ISSUED } from '@quayside/contract/money-events';
import { EDI_ACKNOWLEDGEMENT_OVERDUE, EDI_SOURCE } from '@quayside/edi-bridge/events';
import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { EXCEPTION_RAISED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { eventually, people, type Told, told, topics } from './post.ts';
import { ACME, aShipment, BOSTON, MANAGER, PARCEL, someTerms, startServiceApi } from './service-api.ts';
import { changeCase, openBranch, openCase, readyToStart, requestWork, send, step, workThrough } from './stories.ts';

const CHOOSE = `mutation ($topic: NotificationTopic!, $portal: Boolean!, $email: Boolean!) {
  chooseNotification(topic: $topic, portal: $portal, email: $email) {
    ... on NotificationPreferences { topics { topic portal email chosen } } ... on Refusal { code field } } }`;
const FOLLOW = `subscription ($after: String) { notificationReceived(after: $after) {
  cursor event unreadCount notification { id topic number } } }`;
const HOUR = 3_600_000;

eachDatabase((engine) => {
  describe('notifications', () => {
    it('tell the owner of a new case, and not who opened it', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { id, number } = await openCase(api.as(shipper));
      await eventually(api, manager, ['ITEM_OPENED']);
      const [news] = (await told(api, manager)).nodes;
      expect(news).toMatchObject({ subjectKind: 'CASE', subjectId: id, number, title: 'Two days late', read: false });
      expect(news).toMatchObject({ actor: shipper.name, account: { id: ACME } });
      expect(await topics(api, shipper)).toEqual([]);
    });

    it('bring an answer to who takes part, and a note to nobody of the customer', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const administrator = await api.knows(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      const { id } = await openCase(api.as(shipper));
      await send(api.as(manager), 'replyToCase', 'Case', { id, body: 'The carrier lies', internal: true }, 'id');
      await send(api.as(manager), 'replyToCase', 'Case', { id, body: 'We look into it' }, 'id');
      await eventually(api, shipper, ['ITEM_REPLIED']);
      const [news] = (await told(api, shipper)).nodes;
      expect(news).toMatchObject({ excerpt: 'We look into it', internal: false });
      expect(await topics(api, administrator)).toEqual(['ITEM_REPLIED', 'ITEM_OPENED']);
      expect(JSON.stringify(await told(api, administrator))).not.toContain('carrier');
    });

    it('tell a state once, however many steps are taken in it', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const customer = api.as(shipper);
      const { id } = await openCase(customer);
      const { case: opened } = await customer.ask('query ($id: ID!) { case(id: $id) { clocks { id kind } } }', { id });
      const clock = opened.clocks.find(({ kind }: { kind: string }) => kind === 'RESOLVE').id;
      const turn = { id, clock };
      const about = '$id: ID!, $clock: ID!';
      const paused = 'pauseCaseClock(id: $id, clockId: $clock, reason: AGREED_EXTENSION)';
      await step(api.as(manager), paused, 'Case', turn, about);
      await step(api.as(manager), 'resumeCaseClock(id: $id, clockId: $clock)', 'Case', turn, about);
      const suggestion = await openCase(customer, { kind: 'SUGGESTION', subject: 'Softer tape' });
      const adopted = { id: suggestion.id, state: 'RESOLVED', resolution: 'Good', decision: 'ADOPTED' };
      await changeCase(api.as(manager), adopted);
      const follow = 'followCaseUp(id: $id, text: "Bought")';
      await step(api.as(manager), follow, 'Case', { id: suggestion.id }, '$id: ID!');
      await eventually(api, shipper, ['ITEM_STATE_CHANGED', 'ITEM_STATE_CHANGED']);
      const { nodes } = await told(api, shipper);
      expect(nodes.map(({ subjectId }: { subjectId: string }) => subjectId)).toEqual([suggestion.id, suggestion.id]);
    });

    it('tell of the beginning of a job, not of each of its steps', async () => {
      const api = await startServiceApi(engine);
      const { shipper } = await people(api);
      const operator = await api.knows(aStaffMember(BOSTON, 'OPERATOR'));
      await openBranch(api);
      const { id } = await requestWork(api.as(shipper));
      await readyToStart(api, id);
      await workThrough(api.as(operator), id);
      const states = async () => (await told(api, shipper)).nodes.map(({ state }: { state: string }) => state);
      await expect.poll(states).toContain('IN_PROGRESS');
      expect((await states()).filter((state: string) => state === 'IN_PROGRESS')).toHaveLength(1);
    });

    it('reach only whoever may see the subject', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const denver = await api.knows(aStaffMember('/group/west/denver/'));
      const gone = await api.knows(aStaffMember(BOSTON), { active: false });
      const { id } = await openCase(api.as(shipper));
      await step(
        api.as(manager),
        'assignCase(id: $id, ownerId: $owner)',
        'Case',
        { id, owner: denver.id },
        '$id: ID!, $owner: ID!',
      );
      await step(
        api.as(manager),
        'assignCase(id: $id, ownerId: $owner)',
        'Case',
        { id, owner: gone.id },
        '$id: ID!, $owner: ID!',
      );
      await step(
        api.as(manager),
        'assignCase(id: $id, ownerId: $owner)',
        'Case',
        { id, owner: MANAGER },
        '$id: ID!, $owner: ID!',
      );
      await send(api.as(shipper), 'replyToCase', 'Case', { id, body: 'Any news?' }, 'id');
      await eventually(api, manager, ['ITEM_REPLIED', 'ITEM_OPENED']);
      expect(await topics(api, denver)).toEqual([]);
      expect(await topics(api, gone)).toEqual([]);
      // The account moves to another branch: what was told before is out of reach as well.
      expect((await told(api, { ...manager, reach: { kind: 'organization', path: '/group/west/' } })).nodes).toEqual(
        [],
      );
    });

    it('are made once over a restart and a replay', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      await openCase(api.as(shipper));
      await eventually(api, manager, ['ITEM_OPENED']);
      // As when the inbox was put back to an older state: every event comes again.
      await api.subgraph.db.write((em) =>
        em.query("UPDATE inbox SET position = 0 WHERE id = 'service-notifications:service'"),
      );
      await api.restart();
      await openCase(api.as(shipper));
      await eventually(api, manager, ['ITEM_OPENED', 'ITEM_OPENED']);
      const { nodes } = await told(api, manager);
      expect(new Set(nodes.map(({ id }: Told) => id)).size).toBe(2);
    });

    it('leave history alone', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      api.clock.advance(-72 * HOUR);
      await openCase(api.as(shipper));
      api.clock.advance(72 * HOUR);
      const { number } = await openCase(api.as(shipper), { subject: 'Today' });
      await expect
        .poll(async () =>
          (await told(api, manager)).nodes
            .filter((one: { topic: string }) => one.topic === 'ITEM_OPENED')
            .map((one: { number: string }) => one.number),
        )
        .toEqual([number]);
    });

    it('come from shipments and contracts too', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const administrator = await api.knows(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      const raised = { ...aShipment(), exceptionId: 'X1', exceptionKind: 'DAMAGE' };
      await api.hear(SHIPMENT_SOURCE, EXCEPTION_RAISED, ACME, raised);
      await api.hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms());
      await eventually(api, shipper, ['SHIPMENT_EXCEPTION']);
      expect((await told(api, manager)).nodes[1]).toMatchObject({
        topic: 'SHIPMENT_EXCEPTION',
        subjectId: PARCEL,
        state: 'DAMAGE',
      });
      await eventually(api, administrator, ['CONTRACT_CHANGED', 'SHIPMENT_EXCEPTION']);
    });

    it('ask a customer to pay once per step, and say on which terms it orders', async () => {
      const api = await startServiceApi(engine);
      const { manager } = await people(api);
      const administrator = await api.knows(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      const money = { currency: 'USD', totalMinor: 100, openMinor: 100, dueOn: '2026-04-01' };
      const facts = { invoiceId: 'I1', number: 'INV-000001', accountId: ACME, ...money };
      await api.hear(CONTRACT_SOURCE, INVOICE_ISSUED, ACME, { ...facts, kind: 'INVOICE' });
      await api.hear(CONTRACT_SOURCE, COLLECTION_STEP_TAKEN, ACME, { ...facts, step: 'DUNNING_1' });
      await api.hear(CONTRACT_SOURCE, COLLECTION_STEP_TAKEN, ACME, { ...facts, step: 'DUNNING_1' });
      const credit = { accountId: ACME, reason: 'OVERDUE', actorId: null, actor: null };
      await api.hear(CONTRACT_SOURCE, CREDIT_CHANGED, ACME, { ...credit, state: 'HOLD', before: null });
      await api.hear(CONTRACT_SOURCE, CREDIT_CHANGED, ACME, { ...credit, state: 'HOLD', before: 'OPEN' });
      await eventually(api, administrator, ['CREDIT_CHANGED', 'PAYMENT_REMINDER', 'INVOICE_ISSUED']);
      expect((await told(api, administrator)).nodes).toMatchObject([
        { subjectKind: 'CREDIT', subjectId: ACME, state: 'HOLD' },
        { subjectKind: 'INVOICE', subjectId: 'I1', number: 'INV-000001', state: 'DUNNING_1' },
        { subjectKind: 'INVOICE', dueAt: '2026-04-01T23:59:59.000Z', dueOn: '2026-04-01' },
      ]);
      expect(await topics(api, manager)).toEqual(['CREDIT_CHANGED', 'PAYMENT_REMINDER']);
    });

    it('bring a quote to whoever is to answer it, and an end that comes up to both sides', async () => {
      const api = await startServiceApi(engine);
      const { manager } = await people(api);
      const administrator = await api.knows(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      const offer: QuoteFacts = {
        ...{ quoteId: 'Q1', number: 'QT-000001', accountId: ACME, name: 'Next year', state: 'OFFERED' },
        ...{ validUntil: '2026-12-31', contractId: null, actorId: manager.id, actor: manager.name },
      };
      await api.hear(CONTRACT_SOURCE, QUOTE_CHANGED, ACME, offer);
      await eventually(api, administrator, ['QUOTE_CHANGED']);
      expect((await told(api, administrator)).nodes[0]).toMatchObject({ subjectKind: 'QUOTE', subjectId: 'Q1' });
      expect(await topics(api, manager)).toEqual([]);
      await api.hear(CONTRACT_SOURCE, CONTRACT_EXPIRING, ACME, someTerms({ validTo: '2026-12-31' }));
      await eventually(api, manager, ['CONTRACT_EXPIRING']);
      await eventually(api, administrator, ['CONTRACT_EXPIRING', 'QUOTE_CHANGED']);
      expect((await told(api, manager)).nodes[0]).toMatchObject({ dueOn: '2026-12-31' });
    });

    it('tell what a carrier bills to those only who may see margins', async () => {
      const api = await startServiceApi(engine);
      const { manager } = await people(api);
      const alarm = (messageId: string, ourCost = {}) =>
        api.hear(EDI_SOURCE, EDI_ACKNOWLEDGEMENT_OVERDUE, ACME, {
          ...{ messageId, direction: 'OUT', state: 'SENT', partnerId: 'CARRIER', accountId: ACME, ...ourCost },
        });
      await alarm('M1', { ourCost: true });
      await eventually(api, manager, ['EDI_ALARM']);
      await api.knows(manager, { permissions: ['EDIT_RATES'] });
      await alarm('M2', { ourCost: true });
      await alarm('M3');
      await eventually(api, manager, ['EDI_ALARM', 'EDI_ALARM']);
      expect((await told(api, manager)).nodes).toMatchObject([{ subjectId: 'M3' }, { subjectId: 'M1' }]);
    });

    it('tell both sides of a period that was not kept, and of a verdict that is doubted', async () => {
      const api = await startServiceApi(engine);
      const { manager } = await people(api);
      const administrator = await api.knows(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      const scored: OtifScored = {
        ...{
          periodId: 'P1',
          contractId: 'C1',
          accountId: ACME,
          number: 'QC-000001',
          name: 'Acme 2026',
          period: '2026-02',
        },
        ...{ percent: 91.5, met: false, targetPercent: 95, creditMinor: 12_000, currency: 'USD' },
      };
      await api.hear(CONTRACT_SOURCE, OTIF_SCORED, ACME, { ...scored, percent: 97, met: true, creditMinor: 0 });
      await api.hear(CONTRACT_SOURCE, OTIF_SCORED, ACME, scored);
      await eventually(api, manager, ['OTIF_MISSED']);
      await eventually(api, administrator, ['OTIF_MISSED']);
      expect((await told(api, administrator)).nodes[0]).toMatchObject({
        ...{ subjectKind: 'OTIF', subjectId: 'C1', number: 'QC-000001', state: '2026-02: 91.5 % / 95 %' },
      });
      const thirds = { ...scored, period: '2026-03', percent: 200 / 6, targetPercent: 100 / 1.5 };
      await api.hear(CONTRACT_SOURCE, OTIF_SCORED, ACME, thirds);
      await eventually(api, administrator, ['OTIF_MISSED', 'OTIF_MISSED']);
      const states = (await told(api, administrator)).nodes.map(({ state }: { state: string }) => state);
      expect(states).toContain('2026-03: 33.33 % / 66.67 %');
      const dispute: OtifDisputed = {
        ...{ accountId: ACME, contractId: 'C1', shipmentId: 'S1', period: '2026-03', number: 'QC-000001' },
        ...{ decision: null, actorId: administrator.id, actor: administrator.name },
      };
      await api.hear(CONTRACT_SOURCE, OTIF_DISPUTED, ACME, dispute);
      await eventually(api, manager, ['OTIF_DISPUTED', 'OTIF_MISSED', 'OTIF_MISSED']);
      expect(await topics(api, administrator)).toEqual(['OTIF_MISSED', 'OTIF_MISSED']);
      const decided = { ...dispute, decision: 'HIT', actorId: manager.id, actor: manager.name };
      await api.hear(CONTRACT_SOURCE, OTIF_DISPUTED, ACME, decided);
      await eventually(api, administrator, ['OTIF_DISPUTED', 'OTIF_MISSED', 'OTIF_MISSED']);
      expect((await told(api, administrator)).nodes[0]).toMatchObject({ state: 'HIT' });
    });

    it('follow what a member has chosen', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const choose = async (viewer: Viewer, topic: string, portal: boolean, email: boolean) =>
        (await api.as(viewer).ask(CHOOSE, { topic, portal, email })).chooseNotification;
      await choose(manager, 'ITEM_OPENED', false, false);
      expect(await choose(shipper, 'CLOCK_DUE', true, true)).toEqual({ code: 'TOPIC_NOT_YOURS', field: 'topic' });
      const { topics: chosen } = await choose(shipper, 'ITEM_OPENED', true, false);
      expect(chosen).toContainEqual({ topic: 'ITEM_OPENED', portal: true, email: false, chosen: true });
      await openCase(api.as(aStaffMember(BOSTON)));
      await eventually(api, shipper, ['ITEM_OPENED']);
      expect(await topics(api, manager)).toEqual([]);
      const key: Viewer = { ...shipper, kind: 'key', role: null };
      await expect(choose(key, 'ITEM_OPENED', true, true)).rejects.toThrow('FORBIDDEN');
    });

    it('arrive live, resume at a cursor and tell what was read elsewhere', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { liveCursor } = await told(api, manager);
      const updates = await api.as(manager).subscribe(FOLLOW, { after: liveCursor });
      const next = async () => (await updates.next()).value.notificationReceived;
      const { number } = await openCase(api.as(shipper));
      const first = await next();
      expect(first).toMatchObject({ event: 'notification.made.v1', unreadCount: 1, notification: { number } });
      const mark = `mutation ($ids: [ID!]!) { markNotificationsRead(ids: $ids) { ... on NotificationsMarked { marked } } }`;
      const ids = [first.notification.id];
      expect((await api.as(shipper).ask(mark, { ids })).markNotificationsRead).toEqual({ marked: 0 });
      expect((await api.as(manager).ask(mark, { ids })).markNotificationsRead).toEqual({ marked: 1 });
      expect((await api.as(manager).ask(mark, { ids })).markNotificationsRead).toEqual({ marked: 0 });
      expect(await next()).toMatchObject({ event: 'notification.read.v1', unreadCount: 0, notification: null });
      await updates.return();
      const resumed = await api.as(manager).subscribe(FOLLOW, { after: first.cursor });
      expect((await resumed.next()).value.notificationReceived.event).toBe('notification.read.v1');
      await resumed.return();
    });

    it('are paged, and all marked as read up to what was seen', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      for (let count = 0; count < 3; count++) {
        await openCase(api.as(shipper));
        api.clock.advance(1_000);
      }
      await expect.poll(async () => (await told(api, manager)).unreadCount).toBe(3);
      const page = await told(api, manager, { first: 2 });
      const rest = await told(api, manager, { first: 2, after: page.pageInfo.endCursor });
      expect([page.nodes.length, rest.nodes.length, rest.pageInfo.hasNextPage]).toEqual([2, 1, false]);
      const until = new Date(api.clock.now() - 1_500).toISOString();
      const all = `mutation ($until: Instant!) { markAllNotificationsRead(until: $until) { ... on NotificationsMarked { marked } } }`;
      expect((await api.as(manager).ask(all, { until })).markAllNotificationsRead).toEqual({ marked: 2 });
      expect((await told(api, manager, { unreadOnly: true })).nodes).toHaveLength(1);
    });
  });
});
