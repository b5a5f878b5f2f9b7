import { CONTRACT_ACTIVATED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { CUSTOMER_SOURCE } from '@quayside/customer/events';
import { PARAMETER_CHANGED, type ParameterName } from '@quayside/customer/parameter-events';
import { DAY, localDate } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { told, topics } from './post.ts';
import { ACME, BOSTON, DENVER, someTerms, startServiceApi } from './service-api.ts';
import { CLAIM_FIELDS, fileClaim, send, step } from './stories.ts';

const ID = '$id: ID!';
const MORE = `${CLAIM_FIELDS} pendingApproval { amount { amountMinor } askedBy mine } messages { body internal }`;
const read = async (graph: TestGraph, id: string) =>
  (await graph.ask(`query ($id: ID!) { claim(id: $id) { ${MORE} } }`, { id })).claim;
const OFFER = { decision: 'OFFER', amountMinor: 6_000, code: 'CSO', reason: 'Photos show it' };
const ANSWER = `mutation ($id: ID!, $approves: Boolean!, $note: String!) {
  answerClaimApproval(id: $id, approves: $approves, note: $note) { ... on Claim { ${MORE} } ... on Refusal { code fix } } }`;

const APPROVALS = `{ queue(filter: { kind: CLAIM_APPROVAL }) { liveCursor openCount nodes {
  id subjectId number title state reason owner { id } } } }`;
const approvalsOf = async (graph: TestGraph) => (await graph.ask(APPROVALS)).queue;
const ASSIGN = `mutation ($ids: [ID!]!, $ownerId: ID!) {
  assignQueueItems(ids: $ids, ownerId: $ownerId) { item { owner { id } } refusal { code } } }`;
const FOLLOW = `subscription ($after: String) { queueUpdated(after: $after) { item { kind subjectId open } } }`;

eachDatabase((engine) => {
  const start = async () => {
    const api = await startServiceApi(engine);
    const set = (name: ParameterName, path: string, value: number | null) =>
      api.hear(CUSTOMER_SOURCE, PARAMETER_CHANGED, ACME, {
        settingId: `${name}${path.length}`.slice(0, 26),
        name,
        path,
        value,
      });
    const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
    const { id } = await fileClaim(customer);
    await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id }, ID);
    const decide = (graph: TestGraph) => send(graph, 'decideClaim', 'Claim', { id, ...OFFER }, MORE);
    const ask = async (graph: TestGraph) => {
      const text = `mutation ($input: DecideClaimInput!) { askClaimApproval(input: $input) {
        ... on Claim { ${MORE} } ... on Refusal { code } } }`;
      return (await graph.ask(text, { input: { id, ...OFFER } })).askClaimApproval;
    };
    const reply = async (graph: TestGraph, approves: boolean, note = '') =>
      (await graph.ask(ANSWER, { id, approves, note })).answerClaimApproval;
    return { ...api, set, customer, staff, id: id as string, decide, ask, reply };
  };

  describe('above the limit of its branch', () => {
    it('a claim is decided by two, and nobody answers to themselves', async () => {
      const { set, as, customer, staff, id, decide, ask, reply } = await start();
      await set('CLAIM_APPROVAL_ABOVE', '/group/', 50);
      expect(await decide(staff)).toMatchObject({ code: 'CLAIM_NEEDS_APPROVAL' });
      const head = as(aStaffMember('/group/east/', 'SALES_HEAD'));
      expect(await ask(head)).toMatchObject({ state: 'ACKNOWLEDGED', pendingApproval: { mine: false } });
      const other = as(aStaffMember(BOSTON, 'SALES_HEAD'));
      expect((await read(other, id)).pendingApproval).toMatchObject({ amount: { amountMinor: 6_000 }, mine: true });
      const shown = await read(customer, id);
      expect(shown.pendingApproval).toBeNull();
      expect(JSON.stringify(shown.messages)).not.toContain('Photos');
      expect(await reply(head, true)).toMatchObject({ code: 'APPROVAL_BY_SELF' });
      await expect(reply(staff, true)).rejects.toThrow('FORBIDDEN');
      await expect(reply(customer, true)).rejects.toThrow('FORBIDDEN');
      await expect(reply(as(aStaffMember(DENVER, 'SALES_HEAD')), true)).rejects.toThrow('NOT_FOUND');
      expect(await reply(other, false)).toEqual({ code: 'REASON_MISSING', fix: expect.any(String) });
      expect(await reply(other, false, 'too much')).toMatchObject({ state: 'ACKNOWLEDGED', pendingApproval: null });
      expect(await reply(other, true)).toMatchObject({ code: 'APPROVAL_NONE' });
      await ask(staff);
      expect(await reply(head, true)).toMatchObject({ state: 'OFFERED', pendingApproval: null });
      expect((await read(customer, id)).messages.at(-1)).toEqual({ body: 'Photos show it', internal: false });
    });

    it('the head above the branch is told that a decision waits, and the customer is not', async () => {
      const api = await start();
      const head = await api.knows(aStaffMember(BOSTON, 'SALES_HEAD'));
      const administrator = await api.knows(aShipper(ACME, 'SHIPPER_ADMINISTRATOR'));
      await api.set('CLAIM_APPROVAL_ABOVE', '/group/', 50);
      await api.ask(api.staff);
      await expect.poll(() => topics(api, head)).toContain('APPROVAL_ASKED');
      expect(JSON.stringify(await told(api, administrator))).not.toContain('APPROVAL');
    });

    it('the nearest unit says where the limit is, from the next decision on', async () => {
      const { set, staff, decide, ask } = await start();
      expect(await ask(staff)).toEqual({ code: 'APPROVAL_NOT_NEEDED' });
      await set('CLAIM_APPROVAL_ABOVE', '/group/', 10);
      expect(await decide(staff)).toMatchObject({ code: 'CLAIM_NEEDS_APPROVAL' });
      await set('CLAIM_APPROVAL_ABOVE', '/group/west/', 0);
      await set('CLAIM_APPROVAL_ABOVE', BOSTON, 60);
      expect(await decide(staff)).toMatchObject({ state: 'OFFERED' });
    });
  });

  describe('a decision that waits', () => {
    const startWaiting = async () => {
      const api = await start();
      await api.set('CLAIM_APPROVAL_ABOVE', '/group/', 50);
      const [asker, head] = [aStaffMember(BOSTON, 'SALES_HEAD'), aStaffMember('/group/east/', 'SALES_HEAD')];
      const desks = { asker: api.as(asker), head: api.as(head) };
      const before = await approvalsOf(desks.head);
      await api.ask(desks.asker);
      const followed = async (graph: TestGraph) => graph.subscribe(FOLLOW, { after: before.liveCursor });
      return { ...api, ...desks, askerId: asker.id, headId: head.id, followed };
    };

    it('lies on the desk of exactly those who may answer', async () => {
      const { as, asker, head, staff, customer, id } = await startWaiting();
      const { nodes, openCount } = await approvalsOf(head);
      expect(nodes).toMatchObject([{ subjectId: id, number: 'CL-000001', state: 'OFFER', reason: 'DUE_TODAY' }]);
      expect([openCount, nodes[0].title]).toEqual([1, expect.stringMatching(/^60\.00 USD · Ada Manager · /)]);
      for (const other of [asker, staff, as(aStaffMember(DENVER, 'SALES_HEAD')), as(aStaffMember(BOSTON, 'EXECUTIVE'))])
        expect(await approvalsOf(other)).toMatchObject({ nodes: [], openCount: 0 });
      const reader = as({ ...aStaffMember(BOSTON, 'SALES_HEAD'), scopes: ['read'] });
      expect((await approvalsOf(reader)).nodes).toEqual([]);
      await expect(approvalsOf(customer)).rejects.toThrow('FORBIDDEN');
      const granted = as({ ...aStaffMember(BOSTON), permissions: ['APPROVE_CLAIMS'] });
      expect((await approvalsOf(granted)).nodes).toMatchObject([{ subjectId: id }]);
    });

    it.each([
      ['approved', true],
      ['denied', false],
    ])('leaves it at once when it is %s', async (_, approves) => {
      const { head, asker, reply, id, followed, subgraph } = await startWaiting();
      const [seen, seenByAsker] = [await followed(head), await followed(asker)];
      await reply(head, approves, 'Too much');
      expect((await approvalsOf(head)).nodes).toEqual([]);
      await subgraph.settle();
      const items = async (updates: typeof seen, until: (item: { kind: string; open: boolean }) => boolean) => {
        for (const all: { kind: string }[] = []; ; ) {
          const { item } = (await updates.next()).value.queueUpdated;
          all.push(item);
          if (until(item)) return updates.return().then(() => all);
        }
      };
      const gone = await items(seen, ({ kind, open }) => kind === 'CLAIM_APPROVAL' && !open);
      expect(gone).toContainEqual({ kind: 'CLAIM_APPROVAL', subjectId: id, open: false });
      let claims = 0;
      const ofAsker = await items(seenByAsker, ({ kind }) => kind === 'CLAIM' && ++claims === 2);
      expect(ofAsker.map(({ kind }) => kind)).toEqual(['CLAIM', 'CLAIM']);
    });

    it('leaves it when the claim is withdrawn, or another is asked for', async () => {
      const { head, asker, ask, as, customer, id } = await startWaiting();
      const [first] = (await approvalsOf(head)).nodes;
      await ask(as(aStaffMember(BOSTON)));
      const again = (await approvalsOf(head)).nodes;
      expect([again.length, again[0].id === first.id]).toEqual([1, false]);
      expect((await approvalsOf(asker)).nodes).toEqual(again);
      await step(customer, 'withdrawClaim(id: $id)', 'Claim', { id }, ID);
      expect((await approvalsOf(head)).nodes).toEqual([]);
    });

    it('is given to nobody who may not answer it', async () => {
      const { head, headId, askerId, knows } = await startWaiting();
      const [{ id }] = (await approvalsOf(head)).nodes;
      const manager = await knows(aStaffMember(BOSTON));
      await knows({ ...aStaffMember(BOSTON, 'SALES_HEAD'), id: askerId });
      await knows({ ...aStaffMember('/group/east/', 'SALES_HEAD'), id: headId });
      const give = async (ownerId: string) => (await head.ask(ASSIGN, { ids: [id], ownerId })).assignQueueItems[0];
      expect(await give(manager.id)).toMatchObject({ refusal: { code: 'APPROVAL_NOT_THEIRS' } });
      expect(await give(askerId)).toMatchObject({ refusal: { code: 'APPROVAL_NOT_THEIRS' } });
      for (let count = 0; count < 2; count++)
        expect(await give(headId)).toMatchObject({ item: { owner: { id: headId } }, refusal: null });
      const listen = 'subscription ($id: ID!) { conversationRead(itemId: $id) { cursor } }';
      await expect(head.subscribe(listen, { id })).rejects.toThrow('NOT_FOUND');
    });
  });

  it('an approval answered meanwhile stays off the desk', async () => {
    const { set, ask, staff, knows, as, subgraph } = await start();
    await set('CLAIM_APPROVAL_ABOVE', '/group/', 50);
    await ask(staff);
    const head = await knows(aStaffMember('/group/east/', 'SALES_HEAD'));
    const [{ id }] = (await approvalsOf(as(head))).nodes;
    // MariaDB reads the row as it was, and waits with its own change until the other one is there.
    let closing = () => {};
    const started = new Promise<void>((resolve) => {
      closing = resolve;
    });
    const giving = started.then(() => as(head).ask(ASSIGN, { ids: [id], ownerId: head.id }));
    await subgraph.db.write(async (em) => {
      await em.query('UPDATE queue_item SET is_open = 0, closed_at = 1 WHERE id = ?', [id]);
      closing();
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect((await giving).assignQueueItems[0].refusal).not.toBeNull();
    expect((await approvalsOf(as(head))).nodes).toEqual([]);
  });

  it('a contract comes onto the desk by the reminder days of its branch, at once', async () => {
    const { set, staff, hear, clock } = await start();
    const validTo = localDate(clock.now() + 60 * DAY);
    await hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, {
      ...someTerms(),
      contractId: 'C-60',
      number: 'CT-60',
      validTo,
    });
    const contracts = async () =>
      (await staff.ask('{ queue(filter: { kind: CONTRACT }) { nodes { number } } }')).queue.nodes.map(
        ({ number }: { number: string }) => number,
      );
    expect(await contracts()).not.toContain('CT-60');
    await set('CONTRACT_REMINDER_DAYS', '/group/east/', 90);
    expect(await contracts()).toContain('CT-60');
    await set('CONTRACT_REMINDER_DAYS', '/group/east/', null);
    expect(await contracts()).not.toContain('CT-60');
  });
});
