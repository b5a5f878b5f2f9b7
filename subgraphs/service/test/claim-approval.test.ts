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
  answerClaimApproval(id: $id, approves: $approves, note: $note) { ... on Claim { ${MORE} } ... on Refusal { code } } }`;

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
      expect(await reply(head, true)).toEqual({ code: 'APPROVAL_BY_SELF' });
      await expect(reply(staff, true)).rejects.toThrow('FORBIDDEN');
      await expect(reply(customer, true)).rejects.toThrow('FORBIDDEN');
      await expect(reply(as(aStaffMember(DENVER, 'SALES_HEAD')), true)).rejects.toThrow('NOT_FOUND');
      expect(await reply(other, false)).toEqual({ code: 'REASON_MISSING' });
      expect(await reply(other, false, 'too much')).toMatchObject({ state: 'ACKNOWLEDGED', pendingApproval: null });
      expect(await reply(other, true)).toEqual({ code: 'APPROVAL_NONE' });
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
