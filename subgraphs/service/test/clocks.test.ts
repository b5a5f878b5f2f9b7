import { CONTRACT_ACTIVATED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, HOUR } from '@quayside/shared/instant';
import { silentLog } from '@quayside/shared/log';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { claims } from '../src/claim/store.ts';
import { auditClocks } from '../src/clock/audit-commands.ts';
import { watchClocks } from '../src/clock/watch-commands.ts';
import { ACME, BETA, BOSTON, DENVER, deliver, type ServiceApi, someTerms, startServiceApi } from './service-api.ts';
import { changeCase, fileClaim, openCase, send, step } from './stories.ts';

const ID = '$id: ID!';
const CLOCKS = `legs { kind clocks { id kind phase regime regimeVersion source dueAt timeZone pausedFor
  transitions { change actor reason } } }`;
const clocksOf = async (graph: TestGraph, id: string, leg = 0) =>
  (await graph.ask(`query ($id: ID!) { claim(id: $id) { ${CLOCKS} } }`, { id })).claim.legs[leg].clocks;

const clockEvents = async ({ subgraph }: ServiceApi) => {
  await subgraph.settle();
  const events = await new EventLog('service', subgraph.db).readAfter(0, 200);
  return events.filter(({ type }) => type.startsWith('clock.'));
};

const watchOf = ({ subgraph, clock }: ServiceApi) =>
  watchClocks({
    ...{ db: subgraph.db, log: silentLog, now: clock.now },
    find: (em, _, id) => claims.find(em, systemViewer('test'), id),
  });

const SET = `mutation ($input: SetBusinessCalendarInput!) { setBusinessCalendar(input: $input) {
  ... on BusinessCalendar { party version } ... on Refusal { code field } } }`;
const PARIS = { accountId: ACME, timeZone: 'Europe/Paris', restDays: [6, 7], country: 'FR' };

eachDatabase((engine) => {
  describe('clocks', () => {
    it('say once what is due, however many watch', async () => {
      const api = await startServiceApi(engine);
      const { id } = await fileClaim(api.as(aShipper(ACME)));
      api.clock.advance(24 * DAY);
      await Promise.all([watchOf(api).look(), watchOf(api).look(), watchOf(api).look()]);
      api.clock.advance(10 * DAY);
      await Promise.all([watchOf(api).look(), watchOf(api).look(), watchOf(api).look()]);
      const told = (await clockEvents(api)).map(({ type, subject, data }) => [
        ...[type, subject, (data as { clockKind: string }).clockKind],
      ]);
      expect(told).toEqual([
        ['clock.reminded.v1', id, 'ACKNOWLEDGE'],
        ['clock.missed.v1', id, 'ACKNOWLEDGE'],
      ]);
      const [acknowledge] = await clocksOf(api.as(aShipper(ACME)), id);
      expect(acknowledge).toMatchObject({
        ...{ kind: 'ACKNOWLEDGE', phase: 'MISSED', regime: 'house', source: 'House promise' },
        transitions: [{ change: 'STARTED', actor: 'Sam Shipper' }, { change: 'REMINDED' }, { change: 'MISSED' }],
      });
    });

    it('reach who is looking without anybody acting', async () => {
      const api = await startServiceApi(engine);
      const customer = api.as(aShipper(ACME));
      const { id } = await fileClaim(customer);
      const updates = await customer.subscribe(
        `subscription ($id: ID!, $after: String) { claimUpdated(id: $id, after: $after) { event } }`,
        { id, after: 'service.0' },
      );
      await updates.next();
      api.clock.advance(31 * DAY);
      expect((await updates.next()).value.claimUpdated.event).toBe('clock.missed.v1');
      await updates.return();
    });

    it('are read anew from their transitions', async () => {
      const api = await startServiceApi(engine);
      await deliver(api);
      await fileClaim(api.as(aShipper(ACME)));
      const audit = () => api.subgraph.db.read((em) => auditClocks(em));
      expect(await audit()).toMatchObject({ differing: [] });
      expect((await audit()).clocks).toBeGreaterThan(5);
      await api.subgraph.db.write((em) => em.query('UPDATE clock SET due_at = due_at + 1'));
      expect((await audit()).differing).toHaveLength((await audit()).clocks);
    });

    it('wait for papers where the regime says so', async () => {
      const api = await startServiceApi(engine);
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      const ask = { id, kinds: ['REPAIR_ESTIMATE'], note: 'What would a repair cost?' };
      await send(staff, 'askForClaimPapers', 'Claim', ask, 'id');
      const decide = async () => (await clocksOf(customer, id)).find((one: { kind: string }) => one.kind === 'DECIDE');
      expect(await decide()).toMatchObject({ phase: 'PAUSED', pausedFor: 'PAPERS_WANTED' });
      await step(staff, 'acknowledgeClaim(id: $id)', 'Claim', { id }, ID);
      const due = async () =>
        (await customer.ask(`query ($id: ID!) { claim(id: $id) { dueAt overdue missingPapers } }`, { id })).claim;
      // Nothing is owed while everything waits; somebody asks again after thirty days.
      expect((await due()).dueAt).toBe(new Date(api.clock.now() + 30 * DAY).toISOString());
      api.clock.advance(10 * DAY);
      const kinds = ['BILL_OF_LADING', 'COMMERCIAL_INVOICE', 'DELIVERY_RECEIPT', 'PHOTOS', 'REPAIR_ESTIMATE'];
      for (const kind of kinds) {
        const attachments = [{ fileId: 'F1', fileName: 'paper.jpg', mediaType: 'image/jpeg' }];
        await send(customer, 'addClaimPaper', 'Claim', { id, kind, attachments }, 'id');
      }
      expect(await decide()).toMatchObject({ phase: 'RUNNING', dueAt: '2026-07-11T04:59:59.999Z' });
      expect(await due()).toEqual({ dueAt: '2026-07-11T04:59:59.999Z', overdue: false, missingPapers: [] });
    });

    it('run on under 49 CFR 370, whatever is asked', async () => {
      const api = await startServiceApi(engine);
      const terms = someTerms({ regime: 'us-motor', fileWithinDays: 270 });
      await api.hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, terms);
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      const { id } = await fileClaim(customer);
      await send(staff, 'askForClaimPapers', 'Claim', { id, kinds: ['PHOTOS'], note: 'Photos, please.' }, 'id');
      const clocks = await clocksOf(customer, id);
      expect(clocks).toMatchObject([
        { kind: 'ACKNOWLEDGE', phase: 'RUNNING', source: '49 CFR 370.5(a)', regimeVersion: 2 },
        { kind: 'DECIDE', phase: 'RUNNING', source: '49 CFR 370.9(a)' },
      ]);
      const pause = `pauseClaimClock(id: $id, clockId: "${clocks[1].id}", reason: PAPERS_WANTED)`;
      expect(await step(staff, pause, 'Claim', { id }, ID)).toMatchObject({ code: 'CLOCK_NOT_PAUSABLE' });
      const resume = `resumeClaimClock(id: $id, clockId: "${clocks[1].id}")`;
      expect(await step(staff, resume, 'Claim', { id }, ID)).toMatchObject({ code: 'CLOCK_NOT_PAUSED' });
      const strange = `resumeClaimClock(id: $id, clockId: "${newId()}")`;
      expect(await step(staff, strange, 'Claim', { id }, ID)).toMatchObject({ code: 'CLOCK_UNKNOWN' });
    });

    it('keep the carrier leg apart, and among the staff', async () => {
      const api = await startServiceApi(engine);
      await deliver(api);
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      const lines = [{ description: 'Lamps', quantity: 3, cause: 'CONCEALED_DAMAGE', amountMinor: 12_000 }];
      const { id } = await fileClaim(customer, { lines });
      const kinds = async (graph: TestGraph) =>
        (await clocksOf(graph, id, 1)).map(({ kind, phase, dueAt }: Record<string, string>) => [kind, phase, dueAt]);
      expect(await kinds(customer)).toEqual([]);
      // CMR 30(1): Tue 3 … Sat 7, Mon 9, Tue 10 March.
      const notice = '2026-03-11T04:59:59.999Z';
      expect(await kinds(staff)).toEqual([
        ['NOTICE', 'RUNNING', notice],
        ['FILE', 'RUNNING', notice],
        ['SUE', 'RUNNING', '2027-03-03T05:59:59.999Z'],
      ]);
      await step(staff, 'claimAgainstCarrier(id: $id, reference: "ABF-7")', 'Claim', { id }, ID);
      expect((await kinds(staff)).map(([kind, phase]: string[]) => `${kind} ${phase}`)).toEqual([
        ...['NOTICE MET', 'FILE MET', 'SUE PAUSED'],
      ]);
      const declined = { id, state: 'DECLINED', note: 'Packing' };
      await send(staff, 'recordCarrierAnswer', 'Claim', declined, 'id');
      expect((await kinds(staff)).at(2)).toEqual(['SUE', 'RUNNING', '2027-03-03T05:59:59.999Z']);
    });

    it('count by the calendar that the party has said', async () => {
      const api = await startServiceApi(engine);
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      await deliver(api);
      const lines = (sku: string) => [
        { sku, description: sku, quantity: 1, cause: 'CONCEALED_DAMAGE', amountMinor: 1 },
      ];
      const notice = async (sku: string) => {
        const { id } = await fileClaim(customer, { lines: lines(sku) });
        const [first] = await clocksOf(customer, id);
        return { id, timeZone: first.timeZone, dueAt: first.dueAt };
      };
      const before = await notice('A');
      expect(before).toMatchObject({ timeZone: 'America/Chicago', dueAt: '2026-03-11T04:59:59.999Z' });
      const set = async (graph: TestGraph, change: object = {}) =>
        (await graph.ask(SET, { input: { ...PARIS, ...change } })).setBusinessCalendar;
      const updates = await staff.subscribe(
        'subscription { businessCalendarUpdated { calendar { party version timeZone } } }',
      );
      expect(await set(staff)).toEqual({ party: ACME, version: 1 });
      const { calendar } = (await updates.next()).value.businessCalendarUpdated;
      expect(calendar).toEqual({ party: ACME, version: 1, timeZone: 'Europe/Paris' });
      await updates.return();
      expect(await set(staff, { holidays: ['2026-03-05'] })).toEqual({ party: ACME, version: 2 });
      expect(await notice('B')).toMatchObject({ timeZone: 'Europe/Paris', dueAt: '2026-03-11T22:59:59.999Z' });
      expect((await clocksOf(customer, before.id))[0]).toMatchObject({ dueAt: before.dueAt });
      expect(await set(staff, { timeZone: 'Mars/Base' })).toEqual({ code: 'TIME_ZONE_UNKNOWN', field: 'timeZone' });
      expect(await set(staff, { carrierScac: 'ABFS' })).toMatchObject({ code: 'CALENDAR_PARTY' });
      await expect(set(api.as(aStaffMember(DENVER)))).rejects.toThrow('NOT_FOUND');
      await expect(set(api.as(aStaffMember(BOSTON, 'OPERATOR')))).rejects.toThrow('FORBIDDEN');
      await expect(set(customer)).rejects.toThrow('FORBIDDEN');
      const list = async (graph: TestGraph) =>
        (await graph.ask('{ businessCalendars { party version } }')).businessCalendars;
      expect(await list(customer)).toEqual([{ party: ACME, version: 2 }]);
      expect(await list(api.as(aShipper(BETA)))).toEqual([]);
    });

    it('hold a case to what the contract promises', async () => {
      const api = await startServiceApi(engine);
      await api.hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms({ responseHours: 4, resolveHours: 48 }));
      const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
      const { id } = await openCase(customer);
      const clocks = async () =>
        (await customer.ask(`query ($id: ID!) { case(id: $id) { dueAt clocks { kind phase dueAt } } }`, { id })).case;
      const later = (hours: number) => new Date(api.clock.now() + hours * HOUR).toISOString();
      expect(await clocks()).toEqual({
        dueAt: later(48),
        clocks: [
          { kind: 'RESPOND', phase: 'RUNNING', dueAt: later(4) },
          { kind: 'RESOLVE', phase: 'RUNNING', dueAt: later(48) },
        ],
      });
      await send(staff, 'replyToCase', 'Case', { id, body: 'We look' }, 'id');
      const phases = async () => (await clocks()).clocks.map(({ phase }: { phase: string }) => phase);
      expect(await phases()).toEqual(['MET', 'RUNNING']);
      await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Refunded' });
      expect(await phases()).toEqual(['MET', 'MET']);
      await send(customer, 'replyToCase', 'Case', { id, body: 'Not yet' }, 'id');
      expect(await phases()).toEqual(['MET', 'RUNNING']);
    });
  });
});
