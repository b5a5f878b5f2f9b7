import { factsOf } from '@quayside/customer/fact/hearing';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { SATISFACTION_ANSWERED } from '../src/events.ts';
import type { Answer } from '../src/satisfaction/answer.ts';
import { insertAnswer } from '../src/satisfaction/answer-store.ts';
import { bitOf, type Cause } from '../src/satisfaction/report.ts';
import { ACME, BETA, BETA_PARCEL, BOSTON, DENVER, PARCEL, type ServiceApi, startServiceApi } from './service-api.ts';

const SPAN = '2020-01-01T00:00:00.000Z';
const END = '2040-01-01T00:00:00.000Z';
const BY_CAUSE = `{ satisfactionByCause(from: "${SPAN}", to: "${END}") { cause answers bad } }`;
const ANSWERS = `query ($filter: SatisfactionAnswerFilter) { satisfactionAnswers(filter: $filter) { total nodes {
  measure score comment causes at shipment { id } account { id } } } }`;

interface Said {
  readonly score: number;
  readonly causes?: readonly Cause[];
  readonly accountId?: string;
  readonly measure?: Answer['measure'];
}

/** Answers as they are kept, each of a respondent of its own. */
async function heard(api: ServiceApi, said: readonly Said[]): Promise<void> {
  await api.subgraph.db.write(async (em) => {
    for (const [n, { score, causes = [], accountId = ACME, measure = 'CSAT' }] of said.entries()) {
      const shipmentId = measure === 'NPS' ? null : accountId === ACME ? PARCEL : BETA_PARCEL;
      const about =
        measure === 'NPS' ? { occasion: 'PERIOD', period: '2026-Q4' } : { occasion: 'DELIVERY', period: '' };
      const at = api.clock.now() + n;
      await insertAnswer(em, {
        ...(about as Pick<Answer, 'occasion' | 'period'>),
        ...{ id: `A${n}`, measure, subjectId: shipmentId ?? accountId, respondent: `R${n}`, accountId, shipmentId },
        ...{ channel: 'CALL', recordedBy: 'x', score, comment: `Word ${n}`, cause: null },
        causes: causes.reduce((bits, cause) => bits | bitOf(cause), 0),
        ...{ followUpId: null, whatChanged: null, changeToldAt: null, firstAt: at, at, version: 1 },
      });
    }
  });
}

const ask = async (graph: TestGraph, filter: object) => (await graph.ask(ANSWERS, { filter })).satisfactionAnswers;

eachDatabase((engine) => {
  it('tells of recommendations that nobody has heard, each on its day, when a store is upgraded', async () => {
    const api = await startServiceApi(engine);
    const { db } = api.subgraph;
    await heard(api, [{ score: 9, measure: 'NPS' }, { score: 1 }]);
    api.clock.advance(86_400_000);
    const runner = db.dataSource.createQueryRunner();
    await db.dataSource.migrations.find(({ name }) => name?.startsWith('TellRecommendations'))?.up(runner);
    await runner.release();
    await api.subgraph.settle();
    const log = (await new EventLog('service', db).readAfter(0, 100)).filter(
      ({ type }) => type === SATISFACTION_ANSWERED,
    );
    const at = api.clock.now() - 86_400_000;
    const fact = { id: 'RECOMMENDATION:A0', accountId: ACME, kind: 'RECOMMENDATION', quantity: 9, at };
    expect(log.flatMap(factsOf)).toMatchObject([fact]);
  });

  describe('the answers behind satisfaction by cause', () => {
    it('are as many as each bar says, for a customer and for the staff', async () => {
      const api = await startServiceApi(engine);
      await heard(api, [
        { score: 1, causes: ['LATE'] },
        { score: 2, causes: ['LATE', 'BILLING'] },
        { score: 4, causes: ['LATE'] },
        { score: 5 },
        { score: 0, causes: ['LATE'], measure: 'NPS' },
        { score: 1, causes: ['DAMAGE'], accountId: BETA },
      ]);
      for (const viewer of [
        aShipper(ACME),
        aKey(ACME),
        aStaffMember(BOSTON),
        aStaffMember('/group/'),
        aShipper(BETA),
      ]) {
        const graph = api.as(viewer);
        const bars = (await graph.ask(BY_CAUSE)).satisfactionByCause;
        expect(bars.length).toBeGreaterThan(0);
        for (const { cause, answers, bad } of bars) {
          const behind = { measure: 'CSAT', from: SPAN, to: END, ...(cause ? { cause } : { noCause: true }) };
          expect(await ask(graph, behind)).toMatchObject({ total: answers, nodes: { length: answers } });
          expect(await ask(graph, { ...behind, bad: true })).toMatchObject({ total: bad });
        }
      }
    });

    it('are told: the score, why, when and about what, and to the staff in whose words', async () => {
      const api = await startServiceApi(engine);
      await heard(api, [{ score: 2, causes: ['LATE', 'BILLING'] }, { score: 5 }]);
      const { nodes } = await ask(api.as(aShipper(ACME)), { cause: 'BILLING' });
      expect(await ask(api.as(aShipper(ACME)), { score: 5 })).toMatchObject({ total: 1, nodes: [{ score: 5 }] });
      const at = new Date(api.clock.now()).toISOString();
      const about = { shipment: { id: PARCEL }, account: { id: ACME } };
      // The words were written down by one of the staff after a call, for the staff.
      const ours = await ask(api.as(aStaffMember(BOSTON)), { cause: 'BILLING' });
      expect(ours.nodes).toMatchObject([{ comment: 'Word 0' }]);
      expect(nodes).toEqual([{ measure: 'CSAT', score: 2, comment: null, causes: ['LATE', 'BILLING'], at, ...about }]);
    });

    it('of one customer are nobody else’s, nor another branch’s', async () => {
      const api = await startServiceApi(engine);
      await heard(api, [
        { score: 1, causes: ['LATE'] },
        { score: 3, measure: 'NPS' },
      ]);
      for (const stranger of [aShipper(BETA), aKey(BETA), aStaffMember(DENVER)]) {
        for (const filter of [{}, { accountId: ACME }, { subjectId: PARCEL }, { cause: 'LATE' }]) {
          expect(await ask(api.as(stranger), filter)).toEqual({ total: 0, nodes: [] });
        }
      }
      // Whether somebody recommends us is between them and us: no board of a customer counts it.
      expect(await ask(api.as(aShipper(ACME)), { measure: 'NPS' })).toEqual({ total: 0, nodes: [] });
      expect(await ask(api.as(aStaffMember(BOSTON)), { measure: 'NPS' })).toMatchObject({ total: 1 });
      await expect(ask(api.as(aLinkHolder(ACME, PARCEL)), {})).rejects.toThrow('FORBIDDEN');
    });
  });
});
