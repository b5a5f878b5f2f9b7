import { CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_SOURCE } from '@quayside/contract/events';
import {
  EDI_ACKNOWLEDGEMENT_OVERDUE,
  EDI_MESSAGE_CHANGED,
  EDI_SOURCE,
  type EdiMessageFacts,
} from '@quayside/edi-bridge/events';
import type { Viewer } from '@quayside/shared/identity';
import { DAY, HOUR, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BETA_PARCEL, BOSTON, DENVER, someTerms, startServiceApi } from './service-api.ts';
import { fileClaim, openCase } from './stories.ts';

const QUEUE = `query ($filter: QueueFilter) { queue(filter: $filter, first: 50) {
  nodes { id number kind title state reason snoozedUntil snoozedWhy owner { id } open } openCount overdueCount } }`;
const SNOOZE = `mutation ($ids: [ID!]!, $until: Instant, $reason: String) {
  snoozeQueueItems(ids: $ids, until: $until, reason: $reason) { id item { snoozedUntil } refusal { code } } }`;
const ASSIGN = `mutation ($ids: [ID!]!, $ownerId: ID!) {
  assignQueueItems(ids: $ids, ownerId: $ownerId) { id item { owner { id } } refusal { code } } }`;
const SAVE = `mutation ($name: String!, $filter: QueueFilter!) { saveView(name: $name, filter: $filter) {
  ... on SavedView { id name filter { kind mine search } } ... on Refusal { code } } }`;

const MESSAGE = '01MESSAGE00000000000000000';
const aMessage = (change: Partial<EdiMessageFacts> = {}): EdiMessageFacts => ({
  messageId: MESSAGE,
  direction: 'IN',
  state: 'QUARANTINED',
  partnerId: 'ACME',
  accountId: ACME,
  summary: '940: W0501 "Q" has no agreed meaning.',
  ...change,
});

eachDatabase((engine) => {
  describe('desk', () => {
    async function startDesk() {
      const api = await startServiceApi(engine);
      const me = aStaffMember(BOSTON);
      const staff = api.as(me);
      const customer = api.as(aShipper(ACME));
      const { id: caseId } = await openCase(customer);
      const queue = async (filter: Record<string, unknown> = {}, graph = staff) =>
        (await graph.ask(QUEUE, { filter })).queue;
      const numbers = async (filter: Record<string, unknown> = {}, graph = staff) =>
        (await queue(filter, graph)).nodes.map((node: { number: string }) => node.number);
      return { ...api, me, staff, customer, caseId, queue, numbers };
    }

    it('shows messages that wait for a person until they do not', async () => {
      const { hear, queue, as } = await startDesk();
      await hear(EDI_SOURCE, EDI_MESSAGE_CHANGED, ACME, aMessage());
      const { nodes } = await queue({ kind: 'EDI_MESSAGE' });
      expect(nodes).toMatchObject([
        { id: MESSAGE, state: 'QUARANTINED', title: aMessage().summary, reason: 'DUE_TODAY' },
      ]);
      expect((await queue({ kind: 'EDI_MESSAGE' }, as(aStaffMember(DENVER)))).nodes).toEqual([]);
      await hear(EDI_SOURCE, EDI_MESSAGE_CHANGED, ACME, aMessage({ state: 'PROCESSED' }));
      expect((await queue({ kind: 'EDI_MESSAGE' })).nodes).toEqual([]);
    });

    it('shows what carriers bill to those who may see margins', async () => {
      const { hear, queue, as, knows } = await startDesk();
      const [manager, operator] = [aStaffMember(BOSTON), await knows(aStaffMember(BOSTON, 'OPERATOR'))];
      const seen = async (viewer: Viewer) => {
        const { nodes, openCount } = await queue({ kind: 'EDI_MESSAGE' }, as(viewer));
        return [nodes.length, openCount];
      };
      await hear(EDI_SOURCE, EDI_MESSAGE_CHANGED, ACME, aMessage({ state: 'HELD', ourCost: true }));
      expect([await seen(manager), await seen(operator)]).toEqual([
        [1, 1],
        [0, 0],
      ]);
      const give = async (giver: Viewer) =>
        (await as(giver).ask(ASSIGN, { ids: [MESSAGE], ownerId: operator.id })).assignQueueItems[0].refusal.code;
      expect([await give(manager), await give(operator)]).toEqual(['COST_NOT_THEIRS', 'NOT_FOUND']);
      const listen = 'subscription ($id: ID!) { conversationRead(itemId: $id) { cursor } }';
      await expect(as(operator).subscribe(listen, { id: MESSAGE })).rejects.toThrow('NOT_FOUND');
    });

    it('shows an acknowledgement that does not come', async () => {
      const { hear, queue } = await startDesk();
      const sent = aMessage({ direction: 'OUT', state: 'SENT' });
      await hear(EDI_SOURCE, EDI_MESSAGE_CHANGED, ACME, sent);
      expect((await queue({ kind: 'EDI_MESSAGE' })).nodes).toEqual([]);
      await hear(EDI_SOURCE, EDI_ACKNOWLEDGEMENT_OVERDUE, ACME, sent);
      expect((await queue({ kind: 'EDI_MESSAGE' })).nodes).toMatchObject([{ state: 'OVERDUE' }]);
    });

    it('shows a contract thirty days before its end, unless it is renewed', async () => {
      const { hear, queue, clock } = await startDesk();
      const until = (days: number) => toIso(clock.now() + days * DAY).slice(0, 10);
      const terms = someTerms({ contractId: '01ENDING000000000000000000', number: 'QC-000009', validTo: until(40) });
      await hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, terms);
      const contracts = async () =>
        (await queue({ kind: 'CONTRACT' })).nodes.map((node: { number: string }) => node.number);
      expect(await contracts()).not.toContain('QC-000009');
      clock.advance(11 * DAY);
      expect(await contracts()).toContain('QC-000009');
      await hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, { ...terms, validTo: until(400) });
      expect(await contracts()).not.toContain('QC-000009');
    });

    it('puts work aside, but never beyond its deadline', async () => {
      const { staff, caseId, clock, numbers, queue } = await startDesk();
      const snooze = async (hours: number, reason = 'The customer is away') =>
        (await staff.ask(SNOOZE, { ids: [caseId], until: toIso(clock.now() + hours * HOUR), reason }))
          .snoozeQueueItems[0];
      expect(await snooze(1, ' ')).toMatchObject({ refusal: { code: 'REASON_MISSING' } });
      expect(await snooze(-1)).toMatchObject({ refusal: { code: 'SNOOZE_PAST' } });
      expect(await snooze(24 * 60)).toMatchObject({ refusal: { code: 'SNOOZE_TOO_LONG' } });
      expect(await snooze(2)).toMatchObject({ refusal: null });
      expect(await numbers()).toEqual([]);
      expect((await queue({ snoozed: true })).nodes).toMatchObject([{ snoozedWhy: 'The customer is away' }]);
      clock.advance(3 * HOUR);
      expect(await numbers()).toEqual(['CS-000001']);
    });

    it('brings work back as soon as something happens to it', async () => {
      const { staff, customer, caseId, clock, numbers } = await startDesk();
      const until = toIso(clock.now() + HOUR);
      await staff.ask(SNOOZE, { ids: [caseId], until, reason: 'Later' });
      expect(await numbers()).toEqual([]);
      await customer.ask(
        `mutation ($input: ReplyInput!) { replyToCase(input: $input) { ... on Case { id } ... on Refusal { code } } }`,
        { input: { id: caseId, body: 'Any news?' } },
      );
      expect(await numbers()).toEqual(['CS-000001']);
    });

    it('gives several pieces of work to one, each answered for itself', async () => {
      const { hear, staff, me, customer, caseId, as, queue } = await startDesk();
      await hear(EDI_SOURCE, EDI_MESSAGE_CHANGED, ACME, aMessage());
      const claim = await fileClaim(customer);
      const foreign = await openCase(as(aShipper(BETA)), { shipmentId: BETA_PARCEL });
      const ids = [caseId, claim.id, MESSAGE, foreign.id];
      const { assignQueueItems } = await staff.ask(ASSIGN, { ids, ownerId: me.id });
      expect(assignQueueItems.map((one: { refusal: { code: string } | null }) => one.refusal?.code ?? 'done')).toEqual([
        'done',
        'done',
        'done',
        'NOT_FOUND',
      ]);
      const mine = (await queue({ mine: true })).nodes.map(({ kind }: { kind: string }) => kind);
      expect(mine.sort()).toEqual(['CASE', 'CLAIM', 'EDI_MESSAGE']);
      await expect(customer.ask(ASSIGN, { ids, ownerId: me.id })).rejects.toThrow('FORBIDDEN');
      await expect(customer.ask(SNOOZE, { ids, until: null })).rejects.toThrow('FORBIDDEN');
    });

    it('finds work by number and by words', async () => {
      const { hear, numbers, queue } = await startDesk();
      await hear(EDI_SOURCE, EDI_MESSAGE_CHANGED, ACME, aMessage());
      expect(await numbers({ search: 'cs-' })).toEqual(['CS-000001']);
      expect((await queue({ search: 'no AGREED' })).nodes).toMatchObject([{ id: MESSAGE }]);
      expect(await numbers({ search: '100%' })).toEqual([]);
    });

    it('keeps views of the queue for the one who made them', async () => {
      const { staff, as, customer } = await startDesk();
      const { saveView } = await staff.ask(SAVE, { name: ' Mine, claims ', filter: { kind: 'CLAIM', mine: true } });
      expect(saveView).toMatchObject({ name: 'Mine, claims', filter: { kind: 'CLAIM', mine: true, search: null } });
      await staff.ask(SAVE, { name: 'Mine, claims', filter: { search: 'x' } });
      const VIEWS = '{ savedViews { id name filter { kind search } } }';
      expect((await staff.ask(VIEWS)).savedViews).toEqual([
        { id: saveView.id, name: 'Mine, claims', filter: { kind: null, search: 'x' } },
      ]);
      expect((await as({ ...aStaffMember(BOSTON), id: '01SOMEBODYELSE000000000000' }).ask(VIEWS)).savedViews).toEqual(
        [],
      );
      expect((await staff.ask(SAVE, { name: ' ', filter: {} })).saveView).toEqual({ code: 'VIEW_NAME' });
      await expect(customer.ask(SAVE, { name: 'x', filter: {} })).rejects.toThrow('FORBIDDEN');
      await staff.ask('mutation ($id: ID!) { removeView(id: $id) }', { id: saveView.id });
      expect((await staff.ask(VIEWS)).savedViews).toEqual([]);
    });
  });
});
