import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aLinkHolder, aShipper } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { people } from './post.ts';
import { ACME, BETA, deliver, PARCEL, startServiceApi } from './service-api.ts';
import { changeCase, openCase, send } from './stories.ts';

const FIELDS = 'id score channel cause followUpId';
const say = (graph: TestGraph, input: Record<string, unknown>) =>
  graph
    .ask(
      `mutation ($input: SatisfactionInput!) { answerSatisfaction(input: $input) {
        ... on SatisfactionAnswer { ${FIELDS} } ... on Refusal { code field } } }`,
      { input },
    )
    .then(({ answerSatisfaction }) => answerSatisfaction);
const RATE = `mutation ($score: Int!) { rateDelivery(score: $score) { ... on DeliveryRating { score } ... on Refusal { code } } }`;
const REPORT = `{ satisfactionReport(from: "2020-01-01T00:00:00.000Z", to: "2040-01-01T00:00:00.000Z") {
  answers average scores promoters detractors recommendation traits { dimension value bottom middle }
  followUps { account { id } followUpId } } }`;
const CASE =
  'query ($id: ID!) { case(id: $id) { subject category priority owner { id } shipment { id } account { id } } }';
const DAY = 86_400_000;

eachDatabase((engine) => {
  describe('satisfaction', () => {
    it('opens an owned case for a bad delivery, once, and lets it be changed for a while', async () => {
      const api = await startServiceApi(engine);
      const { manager } = await people(api);
      await deliver(api);
      const consignee = api.as(aLinkHolder(ACME, PARCEL));
      expect((await consignee.ask(RATE, { score: 1 })).rateDelivery).toEqual({ score: 1 });
      expect((await consignee.ask(RATE, { score: 2 })).rateDelivery).toEqual({ score: 2 });
      const { satisfactionReport: report } = await api.as(manager).ask(REPORT);
      expect(report).toMatchObject({
        answers: 1,
        average: 2,
        scores: [0, 1, 0, 0, 0],
        traits: null,
        recommendation: null,
      });
      const [{ followUpId }] = report.followUps;
      const { case: opened } = await api.as(manager).ask(CASE, { id: followUpId });
      expect(opened).toEqual({
        ...{ subject: 'Follow up: 1 of 5', category: 'OTHER', priority: 'HIGH', owner: { id: manager.id } },
        ...{ shipment: { id: PARCEL }, account: { id: ACME } },
      });
      const { queue } = await api.as(manager).ask('{ queue { nodes { id } } }');
      expect(queue.nodes).toEqual([{ id: followUpId }]);
      api.clock.advance(15 * DAY);
      expect((await consignee.ask(RATE, { score: 5 })).rateDelivery).toEqual({ code: 'ANSWER_FIXED' });
      expect((await api.as(manager).ask(REPORT)).satisfactionReport.average).toBe(2);
    });

    it('is asked of a finished case, and for each period', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      const rating = { measure: 'CSAT', occasion: 'CASE', subjectId: id, score: 4 };
      expect(await say(api.as(shipper), rating)).toEqual({ code: 'NOT_FINISHED', field: null });
      await send(api.as(manager), 'replyToCase', 'Case', { id, body: 'Done' }, 'id');
      await changeCase(api.as(manager), { id, state: 'RESOLVED', resolution: 'Refunded' });
      await changeCase(api.as(manager), { id, state: 'CLOSED' });
      expect(await say(api.as(shipper), rating)).toMatchObject({ score: 4, channel: 'PORTAL', followUpId: null });
      expect(await say(api.as(shipper), { ...rating, score: 6 })).toEqual({ code: 'SCORE_RANGE', field: 'score' });
      const nps = { measure: 'NPS', occasion: 'PERIOD' };
      expect(await say(api.as(shipper), { ...nps, score: 9 })).toMatchObject({ score: 9 });
      const call = { ...nps, accountId: ACME, score: 3, cause: 'BILLING', channel: 'CALL', respondent: 'Pat of Acme' };
      expect(await say(api.as(manager), { ...call, channel: null })).toEqual({
        code: 'CHANNEL_MISSING',
        field: 'channel',
      });
      const heard = await say(api.as(manager), call);
      expect(heard).toMatchObject({ channel: 'CALL', cause: 'BILLING' });
      expect((await api.as(manager).ask(CASE, { id: heard.followUpId })).case.category).toBe('BILLING');
      // The customer reads what becomes of it.
      expect((await api.as(shipper).ask(CASE, { id: heard.followUpId })).case.subject).toBe('Follow up: 3 of 10');
      const { satisfactionReport: report } = await api.as(manager).ask(REPORT);
      expect(report).toMatchObject({ answers: 1, promoters: 1, detractors: 1, recommendation: 0 });
    });

    it('of one account is not told to another, nor to another branch', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const denver = await api.knows({
        ...manager,
        id: '01DENVER000000000000000000',
        reach: { kind: 'organization', path: '/group/west/' },
      });
      await deliver(api);
      for (let n = 0; n < 10; n++) {
        const heard = {
          measure: 'CSAT',
          occasion: 'DELIVERY',
          subjectId: PARCEL,
          channel: 'INTERVIEW',
          respondent: `P${n}`,
        };
        const score = n < 2 ? 1 : 4;
        await say(api.as(manager), { ...heard, score, ...(n < 2 ? { cause: 'SILENCE' } : {}) });
      }
      const { satisfactionReport: own } = await api.as(manager).ask(REPORT);
      expect(own.traits[0]).toEqual({ dimension: 'CAUSE', value: 'SILENCE', bottom: 1, middle: 0 });
      const { satisfactionReport: foreign } = await api.as(denver).ask(REPORT);
      expect(foreign).toMatchObject({ answers: 0, average: null, traits: null, followUps: [] });
      await expect(api.as(shipper).ask(REPORT)).rejects.toThrow('FORBIDDEN');
      const other = api.as(aShipper(BETA));
      const about = { measure: 'CSAT', occasion: 'DELIVERY', subjectId: PARCEL, score: 5 };
      await expect(say(other, about)).rejects.toThrow('NOT_FOUND');
      await expect(say(api.as(denver), { ...about, channel: 'CALL', respondent: 'x' })).rejects.toThrow('NOT_FOUND');
      await expect(say(other, { measure: 'NPS', occasion: 'PERIOD', accountId: ACME, score: 5 })).rejects.toThrow(
        'NOT_FOUND',
      );
      const mine = await other.ask('query ($id: ID!) { mySatisfaction(subjectId: $id) { id } }', { id: PARCEL });
      expect(mine.mySatisfaction).toBeNull();
    });
  });
});
