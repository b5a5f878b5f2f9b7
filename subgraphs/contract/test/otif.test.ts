import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, MINUTE } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { beginDue } from '../src/agreed-change/commands.ts';
import { keepChange } from '../src/agreed-change/store.ts';
import { keepAll } from '../src/charge/commands.ts';
import { findContract } from '../src/contract/store.ts';
import { CHARGE_DUE, CHARGING_SOURCE } from '../src/events.ts';
import { closeDue } from '../src/otif/watch.ts';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const SCORES = `query ($id: ID!) { otifScores(contractId: $id) { period counted hits percent met excluded open
  credit { amountMinor currency } closedAt } }`;
const VERDICTS = `query ($id: ID!, $outcomes: [OtifOutcome!]) { otifVerdicts(contractId: $id, period: "2026-03", outcomes: $outcomes) {
  shipmentNumber outcome why missed minutesOff excludedBy events { type code reasonCode } dispute { text decision answer } } }`;
const TREND = '{ otifTrend { month contracts counted hits percent excluded open waiting } }';
const BY_CONTRACT = '{ otifByContract(month: "2026-03") { contract { id } counted hits percent open } }';
const FOLLOW = 'subscription { contractsUpdated { event contract { id } } }';
const CLOSE = `mutation ($id: ID!) { closeOtifPeriod(contractId: $id, period: "2026-03") {
  ... on OtifScore { percent met credit { amountMinor } } ... on Refusal { code } } }`;
const DISPUTE = `mutation ($id: ID!, $text: String!) { disputeOtifVerdict(shipmentId: $id, text: $text) {
  ... on OtifDispute { text decision } ... on Refusal { code } } }`;
const DECIDE = `mutation ($id: ID!, $decision: OtifDecision!) { decideOtifDispute(shipmentId: $id, decision: $decision, answer: "Checked") {
  ... on OtifDispute { decision answer } ... on Refusal { code } } }`;

eachDatabase((engine) => {
  describe('on time and in full', () => {
    async function start(more: Record<string, unknown> = {}) {
      const api = await startContractApi(engine);
      const otif = { lateMinutes: 60, targetPercent: 90, creditPercent: 10, exclusions: ['ao'], shortPercent: 0 };
      const { id } = await activeContract(api.system, { validTo: '2027-12-31', otif: { ...otif, ...more } });
      const positions = new Map<string, number>();
      const publish = async (source: string, type: string, subject: string, data: object) => {
        const position = (positions.get(source) ?? 0) + 1;
        positions.set(source, position);
        const head = { id: newId(), type, source, position, at: api.clock.now(), accountId: ACME, subject, seq: 1 };
        await api.bus.publish({ ...head, correlationId: 'test', data });
        await api.bus.settle();
      };
      /** A shipment of four lines that came so many minutes after its promise. */
      const deliver = async (number: string, minutes: number, more: { reason?: string; short?: object[] } = {}) => {
        const promisedAt = api.clock.now() + DAY;
        const facts = {
          shipmentId: newId(),
          accountId: ACME,
          contractId: id,
          number,
          state: 'BOOKED',
          deliveredAt: null,
          promisedAt,
        };
        const tell = (type: string, change: object) =>
          publish('shipment', type, facts.shipmentId, { ...facts, ...change });
        await tell('shipment.booked.v1', { lineCount: 4 });
        await tell('shipment.shipped.v1', { lineCount: 4, short: more.short ?? [] });
        if (more.reason) await tell('shipment.milestone-recorded.v1', { code: 'SD', reasonCode: more.reason });
        const deliveredAt = promisedAt + minutes * MINUTE;
        const delivered = { state: 'DELIVERED', deliveredAt, code: 'D1', reasonCode: 'NS', happenedAt: deliveredAt };
        await tell('shipment.milestone-recorded.v1', delivered);
        return facts.shipmentId;
      };
      const kept = (at: string, source: 'SHIPMENT' | 'WORK_ORDER', subjectId: string, done: string, minor: number) => ({
        occasion: { at: Date.parse(at), correlationId: 'test' },
        due: {
          ...({ source, kind: 'FREIGHT', reason: 'DONE', service: 'TRANSPORT', accountId: ACME } as const),
          ...{ contractId: id, chargeKey: newId(), subjectId, subjectNumber: 'X', quantity: 1, unit: 'EA' },
          ...{ amountMinor: minor, currency: 'USD', doneAt: Date.parse(done), orderNumber: null, poNumber: null },
          why: null,
        },
      });
      const keep = (...charges: ReturnType<typeof kept>[]) => api.subgraph.db.write((em) => keepAll(em, charges));
      return { ...api, id, publish, deliver, kept, keep };
    }

    it('is scored, disputed, closed and credited once, each miss with its events', async () => {
      const { as, id, deliver, publish, clock, system, subgraph, bus } = await start();
      const [boss, staff] = [as(aShipper(ACME)), as(aStaffMember(BOSTON))];
      await deliver('QS-1', 0);
      const lateOne = await deliver('QS-2', 90);
      await deliver('QS-3', 90, { reason: 'AO' });
      await deliver('QS-4', 10, { short: [{ line: 2, ordered: 10, shipped: 9 }] });
      const [score] = (await boss.ask(SCORES, { id })).otifScores;
      expect(score).toMatchObject({ period: '2026-03', counted: 12, hits: 7, percent: 58.33, met: false, excluded: 1 });
      const trend = async () => {
        await subgraph.settle();
        return (await boss.ask(TREND)).otifTrend.filter(({ counted }: { counted: number }) => counted > 0);
      };
      const judged = { month: '2026-03', contracts: 1, excluded: 1, open: 0, waiting: 0 };
      expect(await trend()).toEqual([{ ...judged, counted: 12, hits: 7, percent: 58.33 }]);
      expect((await boss.ask(BY_CONTRACT)).otifByContract).toEqual([
        { contract: { id }, counted: 12, hits: 7, percent: 58.33, open: 0 },
      ]);
      const { otifVerdicts } = await boss.ask(VERDICTS, { id, outcomes: ['MISS', 'EXCLUDED'] });
      expect(otifVerdicts).toMatchObject([
        { shipmentNumber: 'QS-2', outcome: 'MISS', why: ['LATE'], missed: 4, minutesOff: 90 },
        { shipmentNumber: 'QS-3', outcome: 'EXCLUDED', excludedBy: 'AO' },
        { shipmentNumber: 'QS-4', outcome: 'MISS', why: ['SHORT'], missed: 1 },
      ]);
      expect(otifVerdicts[1].events.map((event: { code: string }) => event.code)).toEqual([null, null, 'SD', 'D1']);
      const dispute = { id: lateOne, text: 'The dock was closed' };
      const [ours, theirs] = [await staff.subscribe(FOLLOW), await as(aShipper(BETA)).subscribe(FOLLOW)];
      const [doubted, stray] = [ours.next(), theirs.next()];
      expect((await boss.ask(DISPUTE, dispute)).disputeOtifVerdict).toEqual({ text: dispute.text, decision: null });
      expect((await boss.ask(DISPUTE, dispute)).disputeOtifVerdict).toEqual({ code: 'OTIF_DISPUTE_OPEN' });
      await subgraph.settle();
      expect((await doubted).value).toEqual({ contractsUpdated: { event: 'otif.disputed.v1', contract: { id } } });
      expect(await Promise.race([stray, Promise.resolve('nothing')])).toBe('nothing');
      await ours.return(undefined);
      void theirs.return(undefined);
      await expect(boss.ask(DECIDE, { id: lateOne, decision: 'HIT' })).rejects.toThrow('FORBIDDEN');
      const decided = await staff.ask(DECIDE, { id: lateOne, decision: 'EXCLUDED' });
      expect(decided.decideOtifDispute).toEqual({ decision: 'EXCLUDED', answer: 'Checked' });
      expect((await boss.ask(SCORES, { id })).otifScores[0]).toMatchObject({ counted: 8, hits: 7, percent: 87.5 });
      expect(await trend()).toEqual([{ ...judged, counted: 8, hits: 7, percent: 87.5, excluded: 2 }]);
      await publish(CHARGING_SOURCE, CHARGE_DUE, 'JOB-1', {
        ...{ source: 'WORK_ORDER', reason: 'DONE', subjectId: 'JOB-1', subjectNumber: 'WO-1', accountId: ACME },
        ...{ contractId: id, service: 'LABELLING', quantity: 1, unit: 'EA', amountMinor: 12_345, currency: 'USD' },
      });
      expect((await staff.ask(CLOSE, { id })).closeOtifPeriod).toEqual({ code: 'OTIF_PERIOD_OPEN' });
      clock.set('2026-04-10T00:00:00Z');
      const watch = { viewer: systemViewer('watch'), correlationId: 'x', now: clock.now, db: subgraph.db };
      await Promise.all([closeDue(watch), closeDue(watch)]);
      await subgraph.settle();
      await bus.settle();
      expect((await staff.ask(CLOSE, { id })).closeOtifPeriod).toEqual({ code: 'OTIF_PERIOD_CLOSED' });
      const [closed] = (await boss.ask(SCORES, { id })).otifScores;
      expect(closed).toMatchObject({ percent: 87.5, met: false, credit: { amountMinor: 1_235, currency: 'USD' } });
      const { charges } = await system.ask('{ charges { nodes { source reason amount { amountMinor } } } }');
      expect(charges.nodes).toMatchObject([
        { source: 'OTIF', reason: 'CREDIT', amount: { amountMinor: -1_235 } },
        { source: 'WORK_ORDER' },
      ]);
      const late = await boss.ask(DISPUTE, { id: lateOne, text: 'Again' });
      expect(late.disputeOtifVerdict).toEqual({ code: 'OTIF_PERIOD_CLOSED' });
    });

    it('gives nothing back twice when its periods become longer', async () => {
      const { as, id, deliver, publish, clock, system } = await start();
      const staff = as(aStaffMember(BOSTON));
      await deliver('QS-1', 90);
      await publish(CHARGING_SOURCE, CHARGE_DUE, 'JOB-1', {
        ...{ source: 'WORK_ORDER', reason: 'DONE', subjectId: 'JOB-1', subjectNumber: 'WO-1', accountId: ACME },
        ...{ contractId: id, service: 'LABELLING', quantity: 1, unit: 'EA', amountMinor: 10_000, currency: 'USD' },
      });
      clock.set('2026-04-10T00:00:00Z');
      expect((await staff.ask(CLOSE, { id })).closeOtifPeriod).toMatchObject({ credit: { amountMinor: 1_000 } });
      await system.ask(
        `mutation ($input: AmendContractInput!) { amendContract(input: $input) { ... on Contract { version } } }`,
        {
          input: {
            id,
            version: 2,
            reason: 'By quarters',
            otif: { targetPercent: 90, creditPercent: 10, period: 'QUARTER' },
          },
        },
      );
      const quarter = await staff.ask(CLOSE.replace('2026-03', '2026-Q1'), { id });
      expect(quarter.closeOtifPeriod).toEqual({ code: 'OTIF_PERIOD_CLOSED' });
    });

    it('scores a period by the clause agreed for its first day', async () => {
      const { id, deliver, clock, subgraph, system } = await start({ timeZone: 'Asia/Shanghai' });
      const terms = await subgraph.db.read((em) => findContract(em, systemViewer('test'), id));
      if (!terms?.otif) throw new Error('no clause');
      const change = { otif: { ...terms.otif, lateMinutes: 120 } };
      const agreed = { contractId: id, beginsOn: '2027-01-01', change, reason: 'x', actor: 'x', agreedAt: 0 };
      await subgraph.db.write((em) => keepChange(em, agreed));
      clock.set('2026-12-20T00:00:00Z');
      await deliver('QS-1', 90);
      // The watch stood for a week.
      clock.set('2027-01-08T00:30:00Z');
      await beginDue({ viewer: systemViewer('test'), correlationId: 'x', now: clock.now, db: subgraph.db });
      await deliver('QS-2', 90);
      expect((await system.ask(SCORES, { id })).otifScores).toMatchObject([
        { period: '2027-01', percent: 100, met: true },
        { period: '2026-12', percent: 0, met: false },
      ]);
    });

    it('credits the last period of a contract that goes on without a clause', async () => {
      const { as, id, deliver, publish, clock, system, subgraph } = await start();
      const shipment = await deliver('QS-1', 90);
      await publish(CHARGING_SOURCE, CHARGE_DUE, 'JOB-1', {
        ...{ source: 'WORK_ORDER', reason: 'DONE', subjectId: 'JOB-1', subjectNumber: 'WO-1', accountId: ACME },
        ...{ contractId: id, service: 'LABELLING', quantity: 1, unit: 'EA', amountMinor: 10_000, currency: 'USD' },
      });
      clock.set('2026-04-02T00:00:00Z');
      await system.ask('mutation ($input: AmendContractInput!) { amendContract(input: $input) { __typename } }', {
        input: { id, version: 2, reason: 'Without', otif: null },
      });
      const later = await deliver('QS-2', 90);
      const dispute = async (about: string) =>
        (await as(aShipper(ACME)).ask(DISPUTE, { id: about, text: 'The dock was closed' })).disputeOtifVerdict;
      expect(await dispute(shipment)).toMatchObject({ decision: null });
      // April began with the clause and is scored by it; May is not.
      expect(await dispute(later)).toMatchObject({ decision: null });
      clock.set('2026-05-02T00:00:00Z');
      expect(await dispute(await deliver('QS-3', 90))).toEqual({ code: 'OTIF_NO_CLAUSE' });
      clock.set('2026-06-20T00:00:00Z');
      await closeDue({ viewer: systemViewer('watch'), correlationId: 'x', now: clock.now, db: subgraph.db });
      expect((await system.ask(SCORES, { id })).otifScores).toMatchObject([
        { period: '2026-04', met: false, closedAt: expect.any(String) },
        { period: '2026-03', met: false, credit: { amountMinor: 1_000, currency: 'USD' } },
      ]);
    });

    it('credits of what the rule measures, whenever it was charged', async () => {
      const { as, id, deliver, clock, system, kept, keep } = await start();
      const shipment = await deliver('QS-1', 90);
      await keep(
        kept('2026-04-03', 'SHIPMENT', shipment, '2026-04-02', 10_000),
        kept('2026-04-03', 'WORK_ORDER', newId(), '2026-03-20', 5_000),
        kept('2026-03-03', 'WORK_ORDER', newId(), '2026-02-27', 7_000),
        kept('2026-04-05', 'SHIPMENT', newId(), '2026-04-04', 3_000),
      );
      clock.set('2026-04-10T00:00:00Z');
      const staff = as(aStaffMember(BOSTON));
      expect((await staff.ask(CLOSE, { id })).closeOtifPeriod).toMatchObject({ credit: { amountMinor: 1_500 } });
      // March is closed: what is charged for it since belongs to April, and nothing is lost or counted twice.
      await keep(kept('2026-04-12', 'WORK_ORDER', newId(), '2026-03-25', 2_000));
      await deliver('QS-2', 90);
      const charged = `query ($id: ID!) { otifScores(contractId: $id) { period charged { amountMinor } } }`;
      expect((await system.ask(charged, { id })).otifScores).toEqual([
        { period: '2026-04', charged: { amountMinor: 5_000 } },
        { period: '2026-03', charged: { amountMinor: 15_000 } },
      ]);
    });

    it('credits of each charge once, also where the period before was closed by what was charged within it', async () => {
      const { as, id, deliver, clock, subgraph, system, kept, keep } = await start();
      const march = await deliver('QS-1', 90);
      clock.set('2026-03-31T06:00:00Z');
      const april = await deliver('QS-2', 90);
      await keep(
        kept('2026-03-30', 'SHIPMENT', april, '2026-03-30', 4_000),
        kept('2026-03-20', 'WORK_ORDER', newId(), '2026-03-20', 5_000),
        kept('2026-04-02', 'SHIPMENT', march, '2026-04-02', 10_000),
        kept('2026-04-03', 'WORK_ORDER', newId(), '2026-04-03', 500),
      );
      clock.set('2026-04-06T00:00:00Z');
      await as(aStaffMember(BOSTON)).ask(CLOSE, { id });
      const { dataSource } = subgraph.db;
      const runner = dataSource.createQueryRunner();
      const base = dataSource.migrations.find(({ name }) => name?.startsWith('KeepOtifBase'));
      await base?.down(runner);
      await base?.up(runner);
      await runner.release();
      // Of the 4,000 March was credited, as they were charged in it; the 10,000 came after its end.
      const charged = `query ($id: ID!) { otifScores(contractId: $id) { period charged { amountMinor } } }`;
      expect((await system.ask(charged, { id })).otifScores[0]).toEqual({
        ...{ period: '2026-04', charged: { amountMinor: 10_500 } },
      });
    });

    it('scores and credits a contract that was terminated for the time it held', async () => {
      const { as, id, deliver, publish, clock, system, subgraph } = await start();
      await deliver('QS-1', 90);
      await publish(CHARGING_SOURCE, CHARGE_DUE, 'JOB-1', {
        ...{ source: 'WORK_ORDER', reason: 'DONE', subjectId: 'JOB-1', subjectNumber: 'WO-1', accountId: ACME },
        ...{ contractId: id, service: 'LABELLING', quantity: 1, unit: 'EA', amountMinor: 10_000, currency: 'USD' },
      });
      clock.set('2026-03-10T00:00:00Z');
      await system.ask('mutation ($id: ID!) { terminateContract(id: $id, reason: "Other") { __typename } }', { id });
      const after = await deliver('QS-2', 0);
      expect((await as(aShipper(ACME)).ask(DISPUTE, { id: after, text: 'Mine' })).disputeOtifVerdict).toEqual({
        code: 'OTIF_NO_CLAUSE',
      });
      clock.set('2026-04-10T00:00:00Z');
      await deliver('QS-3', 90);
      await closeDue({ viewer: systemViewer('watch'), correlationId: 'x', now: clock.now, db: subgraph.db });
      const asked = SCORES.replace('closedAt', 'closedAt to contractEnded');
      expect((await system.ask(asked, { id })).otifScores).toMatchObject([
        {
          ...{ period: '2026-03', counted: 4, hits: 0, credit: { amountMinor: 1_000 }, closedAt: expect.any(String) },
          ...{ to: '2026-03-10T00:00:00.000Z', contractEnded: true },
        },
      ]);
      const { otifVerdicts } = await system.ask(VERDICTS, { id });
      expect(otifVerdicts.map((one: { shipmentNumber: string }) => one.shipmentNumber)).toEqual(['QS-1']);
      await subgraph.settle();
      const counted = (await system.ask(TREND)).otifTrend.map((one: { counted: number }) => one.counted);
      expect(counted.reduce((sum: number, one: number) => sum + one, 0)).toBe(4);
    });

    it('decides a dispute once, whoever decides at the same time', async () => {
      const { as, deliver } = await start();
      const shipment = await deliver('QS-1', 90);
      const staff = as(aStaffMember(BOSTON));
      await as(aShipper(ACME)).ask(DISPUTE, { id: shipment, text: 'The dock was closed' });
      const decide = async (decision: string) =>
        (await staff.ask(DECIDE, { id: shipment, decision })).decideOtifDispute;
      const outcomes = await Promise.all([decide('HIT'), decide('UPHELD'), decide('EXCLUDED')]);
      expect(outcomes.filter(({ code }) => code === 'OTIF_DISPUTE_DECIDED')).toHaveLength(2);
    });

    it('shows nothing to strangers', async () => {
      const { as, id, deliver, subgraph } = await start();
      const shipment = await deliver('QS-1', 90);
      for (const stranger of [aShipper(BETA), aStaffMember(DENVER)]) {
        for (const asked of [SCORES, VERDICTS])
          await expect(as(stranger).ask(asked, { id })).rejects.toThrow('NOT_FOUND');
        await subgraph.settle();
        const { otifTrend } = await as(stranger).ask(TREND);
        expect((await as(stranger).ask(BY_CONTRACT)).otifByContract).toEqual([]);
        expect(otifTrend.filter(({ contracts }: { contracts: number }) => contracts > 0)).toEqual([]);
        await expect(as(stranger).ask(DISPUTE, { id: shipment, text: 'x' })).rejects.toThrow('NOT_FOUND');
      }
    });
  });
});
