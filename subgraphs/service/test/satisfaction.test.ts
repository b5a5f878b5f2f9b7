import { CONTRACT_SOURCE } from '@quayside/contract/events';
import { LINE_DISPUTED } from '@quayside/contract/money-events';
import { rateDoor } from '@quayside/gateway/http/rate-door';
import { LocalLink } from '@quayside/gateway/local-link';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { MILESTONE_RECORDED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { insertAnswer } from '../src/satisfaction/answer-store.ts';
import { people, writtenTo } from './post.ts';
import { ACME, aShipment, BETA, DENVER, deliver, PARCEL, startServiceApi } from './service-api.ts';
import { changeCase, fileClaim, openCase, send } from './stories.ts';

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
  answers average scores promoters detractors recommendation
  followUps { account { id } followUpId } periods { period promoters recommendation } }
  satisfactionTraits(from: "2020-01-01T00:00:00.000Z", to: "2040-01-01T00:00:00.000Z") {
    ofAnswers { dimension value bottom middle } ofCustomers { value } } }`;
const CASE =
  'query ($id: ID!) { case(id: $id) { subject category priority owner { id } shipment { id } account { id } } }';
const BY_CAUSE = `{ satisfactionByCause(from: "2020-01-01T00:00:00.000Z", to: "2040-01-01T00:00:00.000Z") {
  cause answers bad average } }`;
const ANSWERS = `query ($filter: SatisfactionAnswerFilter) { satisfactionAnswers(filter: $filter) { nodes {
  respondent causes shipment { id } followUp { owner { id } } } } }`;
const PERIOD = '{ satisfactionAnswers(filter: { measure: NPS }) { nodes { period } } }';
const TELL = `mutation ($id: ID!, $text: String!) { tellWhatChanged(id: $id, text: $text) {
  ... on SatisfactionAnswer { whatChanged } ... on Refusal { code field } } }`;
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

    it('stays what its respondent said, whoever writes another one down', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      await deliver(api);
      await api.as(aLinkHolder(ACME, PARCEL)).ask(RATE, { score: 1 });
      const about = { measure: 'CSAT', occasion: 'DELIVERY', subjectId: PARCEL };
      await say(api.as(shipper), { ...about, score: 2 });
      for (const respondent of ['consignee', shipper.id]) {
        const heard = await say(api.as(manager), { ...about, score: 5, channel: 'CALL', respondent });
        expect(heard).toEqual({ code: 'ANSWER_OF_ANOTHER', field: 'respondent' });
      }
      const { satisfactionReport: report } = await api.as(manager).ask(REPORT);
      expect(report.scores).toEqual([1, 1, 0, 0, 0]);
    });

    it('counts every answer, and a claim by what it is about', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      await deliver(api);
      const answer = (n: number) => ({
        ...({ measure: 'CSAT', occasion: 'DELIVERY', subjectId: PARCEL, period: '', accountId: ACME } as const),
        ...({ id: `A${n}`, respondent: `R${n}`, shipmentId: PARCEL, channel: 'CALL', recordedBy: 'x' } as const),
        ...{
          score: n < 5 ? 1 : 5,
          comment: null,
          cause: null,
          followUpId: null,
          whatChanged: null,
          causes: 0,
          changeToldAt: null,
          version: 1,
        },
        ...{ firstAt: api.clock.now() + n, at: api.clock.now() + n },
      });
      await api.subgraph.db.write(async (em) => {
        for (let n = 0; n < 20; n++) await insertAnswer(em, answer(n));
      });
      const lines = [{ description: 'Freight bill', quantity: 1, cause: 'OVERCHARGE', amountMinor: 900 }];
      await fileClaim(api.as(shipper), { lines });
      const draft = { shipmentId: PARCEL, liabilityAsserted: false, statement: '', lines: [] };
      await send(api.as(shipper), 'draftClaim', 'Claim', draft, 'id');
      await api.subgraph.settle();
      const { satisfactionReport: all, satisfactionTraits: traits } = await api.as(manager).ask(REPORT);
      expect(all).toMatchObject({ answers: 20, average: 4, scores: [5, 0, 0, 0, 15] });
      const causes = traits.ofAnswers.filter(({ dimension }: { dimension: string }) => dimension === 'CAUSE');
      expect(causes.map(({ value }: { value: string }) => value)).toEqual(['BILLING']);
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
      expect(report.periods).toEqual([{ period: expect.stringMatching(/^20..-Q.$/), promoters: 1, recommendation: 0 }]);
    });

    it('learns why from what happened, and tells what changed', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const parcels = Array.from({ length: 10 }, (_, at) => `01PLANTED${at}0000000000000000`);
      const [now, staff] = [api.clock.now(), api.as(manager)];
      for (const [at, shipmentId] of parcels.entries()) {
        // The first three came late, one of them after a word too late; one was billed wrong; the others went well.
        const promisedAt = now - (at < 3 ? 2 : -2) * DAY;
        const facts = aShipment({ shipmentId, state: 'DELIVERED', deliveredAt: now - DAY, promisedAt });
        await api.hear(SHIPMENT_SOURCE, MILESTONE_RECORDED, ACME, facts);
      }
      const disputed = { disputeId: 'D1', accountId: ACME, shipmentId: parcels[3], invoiceNumber: 'INV-1', line: 1 };
      const line = {
        subjectNumber: 'QS-1',
        kind: 'FUEL',
        amountMinor: 100,
        currency: 'USD',
        reason: 'Twice',
        openedBy: 'A',
      };
      await api.hear(CONTRACT_SOURCE, LINE_DISPUTED, ACME, { ...disputed, ...line });
      const answers: { id: string; followUpId: string | null }[] = [];
      for (const [at, subjectId] of parcels.entries()) {
        const heard = { measure: 'CSAT', occasion: 'DELIVERY', subjectId, channel: 'CALL', respondent: 'Dock' };
        answers.push(await say(staff, { ...heard, score: at < 2 ? 1 : at < 4 ? 3 : 5 }));
      }
      await api.subgraph.settle();
      const found = [
        { cause: 'LATE', answers: 3, bad: 2, average: 1.67 },
        { cause: 'BILLING', answers: 1, bad: 0, average: 3 },
        { cause: null, answers: 6, bad: 0, average: 5 },
      ];
      expect((await staff.ask(BY_CAUSE)).satisfactionByCause).toEqual(found);
      expect((await staff.ask(REPORT)).satisfactionTraits.ofAnswers[0]).toEqual({
        ...{ dimension: 'CAUSE', value: 'LATE', bottom: 1, middle: 0.166666667 },
      });
      // A customer sees how its own deliveries were judged, nobody else's.
      expect((await api.as(shipper).ask(BY_CAUSE)).satisfactionByCause).toEqual(found);
      expect((await api.as(aShipper(BETA)).ask(BY_CAUSE)).satisfactionByCause).toEqual([]);
      expect((await api.as(aStaffMember(DENVER)).ask(BY_CAUSE)).satisfactionByCause).toEqual([]);
      await expect(api.as(aLinkHolder(ACME, PARCEL)).ask(BY_CAUSE)).rejects.toThrow('FORBIDDEN');

      const [first] = answers;
      const words = { id: first?.id, text: 'We call from now on when a truck is late.' };
      expect((await staff.ask(TELL, { ...words, text: ' ' })).tellWhatChanged).toEqual({
        ...{ code: 'WHAT_CHANGED_MISSING', field: 'text' },
      });
      expect((await staff.ask(TELL, words)).tellWhatChanged).toEqual({ whatChanged: words.text });
      await expect(api.as(shipper).ask(TELL, words)).rejects.toThrow('FORBIDDEN');
      await expect(api.as(aStaffMember(DENVER)).ask(TELL, words)).rejects.toThrow('NOT_FOUND');
      const { satisfactionReport: report } = await staff.ask(REPORT);
      const { followUpId } = report.followUps.at(-1);
      // What went wrong is known, though nobody said it.
      expect((await staff.ask(CASE, { id: first?.followUpId })).case.category).toBe('DELAY');
      const talk = await api.as(shipper).ask('query ($id: ID!) { case(id: $id) { messages { body } } }', {
        id: followUpId,
      });
      expect(JSON.stringify(talk)).toContain(words.text);
    });

    it('is said with one tap in a mail, by whoever was asked and nobody else', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      await send(api.as(manager), 'replyToCase', 'Case', { id, body: 'Done' }, 'id');
      await changeCase(api.as(manager), { id, state: 'RESOLVED', resolution: 'Refunded' });
      const linkIn = async () => {
        const texts = (await writtenTo(api, shipper)).map(({ text }) => text ?? '');
        return texts.flatMap((text) => /https:\/\/portal\.example(\/rate\/qr_\S+)\?score=2/.exec(text)?.[1] ?? [])[0];
      };
      await expect.poll(linkIn, { timeout: 10_000 }).toBeTruthy();
      const path = (await linkIn()) ?? '';
      const app = new Hono().route('/rate', rateDoor({ service: new LocalLink(api.subgraph), tls: false }));
      const html = async (asked: string, form?: Record<string, string>) => {
        const body = form && { method: 'POST', body: new URLSearchParams(form) };
        const answer = await app.request(asked, { ...body }, {});
        return { status: answer.status, text: await answer.text() };
      };
      // To look at a link keeps nothing.
      expect((await html(`${path}?score=2`)).text).toContain('How content are you with CS-');
      expect((await api.as(manager).ask(REPORT)).satisfactionReport.answers).toBe(0);
      expect((await html(path, { score: '2' })).text).toContain('You said 2 of 5');
      expect((await html(path, { score: '2', comment: '<b>Late</b>' })).text).toContain('&lt;b&gt;Late');
      // One more tap, once a quarter: would they recommend us?
      expect((await html(path, { score: '2', comment: '<b>Late</b>' })).text).toContain('recommend us');
      expect((await html(path, { recommend: '10' })).text).toContain('You said 10 of 10');
      expect((await html(path, { score: '2', comment: '<b>Late</b>' })).text).not.toContain('recommend us');
      expect((await api.as(manager).ask(REPORT)).satisfactionReport).toMatchObject({ answers: 1, promoters: 1 });
      const mine = await api
        .as(shipper)
        .ask(`query ($id: ID!) { mySatisfaction(subjectId: $id) { score channel comment } }`, { id });
      expect(mine.mySatisfaction).toEqual({ score: 2, channel: 'EMAIL', comment: '<b>Late</b>' });
      const strangers = [`/rate/qr_${'A'.repeat(22)}`, '/rate/x', path.slice(0, -1)];
      for (const guess of strangers) expect((await html(guess, { score: '5' })).status).toBe(404);
      api.clock.advance(31 * DAY);
      expect(await html(path)).toEqual({ status: 404, text: expect.stringContaining('has ended') });
    });

    it('leads from a figure to the answers behind it', async () => {
      const api = await startServiceApi(engine);
      const { manager } = await people(api);
      await deliver(api);
      const about = { measure: 'CSAT', occasion: 'DELIVERY', subjectId: PARCEL, channel: 'CALL' };
      await say(api.as(manager), { ...about, respondent: 'Joan', score: 1, cause: 'SILENCE' });
      await say(api.as(manager), { ...about, respondent: 'Li', score: 5, comment: 'Quick' });
      const nps = { measure: 'NPS', occasion: 'PERIOD', accountId: ACME, channel: 'INTERVIEW', respondent: 'Pat' };
      await say(api.as(manager), { ...nps, score: 3 });
      const named = async (filter: object) =>
        (await api.as(manager).ask(ANSWERS, { filter })).satisfactionAnswers.nodes
          .map(({ respondent }: { respondent: string }) => respondent)
          .sort();
      expect(await named({})).toEqual(['Joan', 'Li', 'Pat']);
      expect(await named({ cause: 'SILENCE' })).toEqual(['Joan']);
      expect(await named({ noCause: true, measure: 'CSAT' })).toEqual(['Li']);
      expect(await named({ bad: true })).toEqual(['Joan', 'Pat']);
      expect(await named({ subjectId: PARCEL })).toEqual(['Joan', 'Li']);
      const { satisfactionAnswers: one } = await api.as(manager).ask(ANSWERS, { filter: { cause: 'SILENCE' } });
      expect(one.nodes).toEqual([
        { respondent: 'Joan', causes: ['SILENCE'], shipment: { id: PARCEL }, followUp: { owner: { id: manager.id } } },
      ]);
      const { period } = (await api.as(manager).ask(PERIOD)).satisfactionAnswers.nodes[0];
      expect(await named({ period })).toEqual(['Pat']);
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
      const { satisfactionTraits: own } = await api.as(manager).ask(REPORT);
      expect(own.ofAnswers[0]).toEqual({ dimension: 'CAUSE', value: 'SILENCE', bottom: 1, middle: 0 });
      const { satisfactionReport: foreign, satisfactionTraits } = await api.as(denver).ask(REPORT);
      expect(foreign).toMatchObject({ answers: 0, average: null, followUps: [] });
      expect(satisfactionTraits).toEqual({ ofAnswers: null, ofCustomers: null });
      await expect(api.as(shipper).ask(REPORT)).rejects.toThrow('FORBIDDEN');
      expect((await api.as(denver).ask(ANSWERS, { filter: {} })).satisfactionAnswers.nodes).toEqual([]);
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
