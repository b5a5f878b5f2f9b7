import { HOUR, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { auditClocks } from '../src/clock/audit-commands.ts';
import { ACME, BOSTON, DENVER, MANAGER, startServiceApi } from './service-api.ts';
import { changeCase, openCase, photo, send, step } from './stories.ts';

const READ = `query ($id: ID!) { case(id: $id) { state overdue
  messages { body authorKind internal attachments { url } } history { change from to actor } } }`;

const CLOCKS = `query ($id: ID!) { case(id: $id) { state dueAt overdue
  clocks { id phase dueAt pausedFor transitions { change actor reason } } } }`;
const IDS = '$id: ID!, $clockId: ID!';

eachDatabase((engine) => {
  describe('cases', () => {
    it('belong to the account manager from the start', async () => {
      const { as, clock } = await startServiceApi(engine);
      const opened = await openCase(as(aShipper(ACME)));
      const dueAt = toIso(clock.now() + 72 * HOUR);
      expect(opened).toMatchObject({ number: 'CS-000001', state: 'OPEN', owner: { id: MANAGER }, dueAt });
    });

    it('are given to whoever can work on them', async () => {
      const { as, knows } = await startServiceApi(engine);
      const customer = await knows(aShipper(ACME));
      const [elsewhere, gone] = [aStaffMember(DENVER), aStaffMember(BOSTON)];
      await knows(elsewhere);
      await knows(gone, { active: false });
      const colleague = await knows(aStaffMember(BOSTON));
      const staff = as(aStaffMember(BOSTON));
      const { id } = await openCase(staff);
      const give = ({ id: owner }: { id: string }) =>
        step(staff, 'assignCase(id: $id, ownerId: $owner)', 'Case', { id, owner }, '$id: ID!, $owner: ID!');
      for (const unfit of [customer, elsewhere, gone]) expect(await give(unfit)).toMatchObject({ code: 'OWNER_UNFIT' });
      expect(await give(colleague)).toMatchObject({ owner: { id: colleague.id } });
    });

    it('belong to the first of the staff asked', async () => {
      const { as } = await startServiceApi(engine);
      const staff = aStaffMember(BOSTON);
      expect(await openCase(as(staff))).toMatchObject({ owner: { id: staff.id } });
    });

    it('resolve a complaint only with a resolution', async () => {
      const { as, clock } = await startServiceApi(engine);
      const { id } = await openCase(as(aShipper(ACME)));
      const staff = as(aStaffMember(BOSTON));
      expect(await changeCase(staff, { id, state: 'RESOLVED' })).toMatchObject({
        code: 'COMPLAINT_RESOLUTION_MISSING',
      });
      expect(await changeCase(staff, { id, state: 'CLOSED' })).toMatchObject({ code: 'CASE_STATE' });
      const resolved = await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Refunded' });
      expect(resolved).toMatchObject({ state: 'RESOLVED', resolution: 'Refunded', closedAt: toIso(clock.now()) });
    });

    it('resolve a suggestion with a decision and reason', async () => {
      const { as } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await openCase(as(aShipper(ACME)), { kind: 'SUGGESTION' });
      const resolve = (more: Record<string, unknown>) => changeCase(staff, { id, state: 'RESOLVED', ...more });
      expect(await resolve({ resolution: 'Good' })).toMatchObject({ code: 'SUGGESTION_DECISION_MISSING' });
      expect(await resolve({ decision: 'ADOPTED' })).toMatchObject({ code: 'SUGGESTION_REASON_MISSING' });
      expect(await resolve({ decision: 'ADOPTED', resolution: 'Good' })).toMatchObject({ decision: 'ADOPTED' });
    });

    it('let the customer close or reopen what is resolved', async () => {
      const { as } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await openCase(customer, { kind: 'INQUIRY' });
      await expect(changeCase(customer, { id, state: 'IN_PROGRESS' })).rejects.toThrow('FORBIDDEN');
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'On Tuesday' });
      await send(customer, 'replyToCase', 'Case', { id, body: 'Which one?' }, 'id');
      expect((await customer.ask(READ, { id })).case).toMatchObject({ state: 'IN_PROGRESS' });
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'On 10 March' });
      expect(await changeCase(customer, { id, state: 'CLOSED' })).toMatchObject({ state: 'CLOSED' });
      const late = await send(customer, 'replyToCase', 'Case', { id, body: 'Thanks' }, 'id');
      expect(late).toMatchObject({ code: 'CASE_CLOSED' });
    });

    it('stop their clock while they wait for the customer', async () => {
      const { as, clock, subgraph } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const opened = await openCase(customer);
      const { id } = opened;
      const read = async () => (await customer.ask(CLOCKS, { id })).case;
      clock.advance(HOUR);
      await changeCase(staff, { id, state: 'WAITING_FOR_CUSTOMER' });
      expect((await read()).clocks).toMatchObject([{ phase: 'PAUSED', pausedFor: 'WAITING_FOR_CUSTOMER' }]);
      clock.advance(100 * HOUR);
      const [{ id: clockId }] = (await read()).clocks;
      await send(customer, 'replyToCase', 'Case', { id, body: 'At the ramp.' }, 'id');
      const dueAt = toIso(Date.parse(opened.dueAt) + 100 * HOUR);
      const asked = await read();
      expect(asked).toMatchObject({ state: 'IN_PROGRESS', dueAt, overdue: false });
      expect(asked.clocks).toMatchObject([{ phase: 'RUNNING', dueAt }]);
      expect(asked.clocks[0].transitions.slice(1)).toEqual([
        { change: 'PAUSED', actor: 'Ada Manager', reason: 'WAITING_FOR_CUSTOMER' },
        { change: 'RESUMED', actor: 'Sam Shipper', reason: 'CUSTOMER_ANSWERED' },
      ]);
      const turn = (graph: typeof staff, call: string) => step(graph, call, 'Case', { id, clockId }, IDS);
      const pause = 'pauseCaseClock(id: $id, clockId: $clockId, reason: AGREED_EXTENSION)';
      await expect(turn(customer, pause)).rejects.toThrow('FORBIDDEN');
      await expect(turn(as(aStaffMember(BOSTON, 'OPERATOR')), pause)).rejects.toThrow('FORBIDDEN');
      await expect(turn(as(aStaffMember(DENVER)), pause)).rejects.toThrow('NOT_FOUND');
      const papers = pause.replace('AGREED_EXTENSION', 'PAPERS_WANTED');
      expect(await turn(staff, papers)).toMatchObject({ code: 'CLOCK_NOT_PAUSABLE' });
      await turn(staff, pause);
      // What was agreed is not undone by a word of the customer.
      await changeCase(staff, { id, state: 'WAITING_FOR_CUSTOMER' });
      await send(customer, 'replyToCase', 'Case', { id, body: 'And it rains.' }, 'id');
      expect((await read()).clocks).toMatchObject([{ phase: 'PAUSED', pausedFor: 'AGREED_EXTENSION' }]);
      clock.advance(HOUR);
      const resume = 'resumeCaseClock(id: $id, clockId: $clockId)';
      expect(await turn(staff, resume)).toMatchObject({ dueAt: toIso(Date.parse(dueAt) + HOUR) });
      expect(await turn(staff, resume)).toMatchObject({ code: 'CLOCK_NOT_PAUSED' });
      expect((await subgraph.db.read((em) => auditClocks(em))).differing).toEqual([]);
    });

    it('keep a conversation and a history', async () => {
      const { as, clock } = await startServiceApi(engine);
      const [customer, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      const { id } = await openCase(customer, { attachments: [photo('F1')] });
      await send(staff, 'replyToCase', 'Case', { id, body: 'Driver says rain', internal: true }, 'id');
      await send(staff, 'replyToCase', 'Case', { id, body: 'We look into it' }, 'id');
      clock.advance(73 * HOUR);
      const seen = (await customer.ask(READ, { id })).case;
      expect(seen).toMatchObject({ state: 'IN_PROGRESS', overdue: true });
      expect(seen.messages).toEqual([
        { body: '', authorKind: 'CUSTOMER', internal: false, attachments: [{ url: '/files/F1' }] },
        { body: 'We look into it', authorKind: 'STAFF', internal: false, attachments: [] },
      ]);
      expect(seen.history).toEqual([
        { change: 'opened', from: null, to: 'OPEN', actor: 'Sam Shipper' },
        { change: 'state', from: 'OPEN', to: 'IN_PROGRESS', actor: 'Ada Manager' },
      ]);
      expect((await staff.ask(READ, { id })).case.messages).toHaveLength(3);
    });

    it('open once for the same idempotency key', async () => {
      const { as } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      const open = () => openCase(customer, { idempotencyKey: 'press-1' });
      const [one, two] = await Promise.all([open(), open()]);
      expect(one.id).toBe(two.id);
      expect((await openCase(customer)).id).not.toBe(one.id);
    });

    it('let one of two parallel changes win', async () => {
      const { as } = await startServiceApi(engine);
      const staff = as(aStaffMember(BOSTON));
      const { id } = await openCase(staff);
      const take = () => changeCase(staff, { id, state: 'IN_PROGRESS' }).catch((error: Error) => error.message);
      const outcomes = await Promise.all([take(), take()]);
      const won = outcomes.filter((one) => one.state === 'IN_PROGRESS');
      expect(won).toMatchObject([{ version: 2 }]);
      // Who comes second meets either the lock or the rule.
      const lost = outcomes.find((one) => one.state !== 'IN_PROGRESS');
      expect(lost.code ?? lost).toMatch(/CASE_STATE|CONFLICT/);
    });

    it('list by kind, state, shipment and words', async () => {
      const { as } = await startServiceApi(engine);
      const customer = as(aShipper(ACME));
      await openCase(customer);
      await openCase(customer, { kind: 'INQUIRY', subject: '50% off?' });
      const numbers = async (filter: Record<string, unknown>) => {
        const text = `query ($filter: CaseFilter) { cases(filter: $filter) { nodes { number } } }`;
        return (await customer.ask(text, { filter })).cases.nodes.map((node: { number: string }) => node.number);
      };
      expect(await numbers({})).toEqual(['CS-000002', 'CS-000001']);
      expect(await numbers({ kind: 'INQUIRY' })).toEqual(['CS-000002']);
      expect(await numbers({ search: '50%' })).toEqual(['CS-000002']);
      expect(await numbers({ search: 'cs-000001' })).toEqual(['CS-000001']);
      expect(await numbers({ search: 'x'.repeat(60_000) })).toEqual([]);
      expect(await numbers({ states: ['CLOSED'] })).toEqual([]);
    });
  });
});
