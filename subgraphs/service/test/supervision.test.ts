import { DAY, HOUR, toIso } from '@quayside/shared/instant';
import { eachDatabase } from '@quayside/shared/testing/databases';
import type { TestGraph } from '@quayside/shared/testing/graph';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { drawLot } from '../src/supervision/supervision.ts';
import { ACME, BOSTON, DENVER, PARCEL, type ServiceApi, startServiceApi } from './service-api.ts';
import { changeCase, codesOf, openCase } from './stories.ts';

const DRAW = `mutation ($input: DrawReviewsInput!) { drawReviews(input: $input) { ... on Refusal { code }
  ... on ReviewDraw { id number seed candidates chosen drawnBy reviews { id number position state owner { id } } } } }`;
const REVIEW = `mutation ($input: ReviewWorkInput!) { reviewWork(input: $input) { ... on Refusal { code }
  ... on Review { state score remarks followUp reviewedBy } } }`;
const FOLLOW_UP = `mutation ($id: ID!) { followUpReview(id: $id, result: "Called them") { ... on Refusal { code }
  ... on Review { state followUpResult followedUpBy } } }`;
const FIGURES = `query ($from: Instant!, $to: Instant!) { supervision(closedFrom: $from, closedTo: $to) {
  open overdue dueSoon paused scores after { drawn reviewed averageScore late followUpsOpen }
  byKind { kind drawn } byOwner { owner { id } reviewed averageScore } } }`;

/** Six cases of which five are closed, the last of them late; then a day passes. */
async function closedCases({ as, clock }: ServiceApi, owner: ReturnType<typeof aStaffMember>) {
  const [customer, staff] = [as(aShipper(ACME)), as(owner)];
  const from = toIso(clock.now());
  const numbers: string[] = [];
  for (let n = 0; n < 6; n++) {
    const { id, number } = await openCase(staff, { subject: `Case ${n}` });
    if (n === 5) break;
    if (n === 4) clock.advance(73 * HOUR);
    await changeCase(staff, { id, state: 'RESOLVED', resolution: 'Refunded' });
    numbers.push(number);
  }
  await openCase(customer, { kind: 'INQUIRY' });
  clock.advance(DAY);
  return { numbers, period: { from, to: toIso(clock.now()) } };
}

eachDatabase((engine) => {
  describe('supervision', () => {
    it('draws a sample that can be drawn again, and hears what is done about it', async () => {
      const api = await startServiceApi(engine);
      const owner = aStaffMember(BOSTON);
      const { numbers, period } = await closedCases(api, owner);
      const executive = { ...aStaffMember('/group/', 'EXECUTIVE'), name: 'Erin', scopes: ['read'] };
      const [boss, staff] = [api.as(executive), api.as(owner)];
      const order = { kind: 'CASE', closedFrom: period.from, closedTo: period.to, percent: 30 };
      const draw = async () => (await boss.ask(DRAW, { input: order })).drawReviews;
      const [drawn, again] = await Promise.all([draw(), draw()]);
      expect(again).toEqual(drawn);
      expect(drawn).toMatchObject({ number: 'RV-000001', candidates: 5, chosen: 2, drawnBy: 'Erin' });
      const lot = drawLot(
        numbers.map((number) => ({ number })),
        drawn.seed,
        30,
      );
      expect(drawn.reviews.map(({ number }: { number: string }) => ({ number }))).toEqual(lot);
      await api.subgraph.settle();
      const news = await staff.subscribe(
        'subscription ($after: String) { reviewUpdated(after: $after) { review { id state } } }',
        { after: await staff.ask('{ liveHead }').then(({ liveHead }) => liveHead) },
      );
      const [{ id }, { id: other }] = drawn.reviews;
      const verdict = { id, score: 2, remarks: 'Nobody called.', followUp: 'Call them.' };
      expect((await boss.ask(REVIEW, { input: verdict })).reviewWork).toMatchObject({ state: 'FOLLOW_UP', score: 2 });
      expect((await news.next()).value.reviewUpdated.review).toEqual({ id, state: 'FOLLOW_UP' });
      await news.return();
      expect((await boss.ask(REVIEW, { input: verdict })).reviewWork).toEqual({ code: 'REVIEW_DONE' });
      await boss.ask(REVIEW, { input: { id: other, score: 5, remarks: 'As it should be.' } });
      const figures = async () => (await boss.ask(FIGURES, period)).supervision;
      expect(await figures()).toMatchObject({
        ...{ open: 2, overdue: 0, dueSoon: 1, scores: [0, 1, 0, 0, 1], byKind: [{ kind: 'CASE', drawn: 2 }] },
        after: { drawn: 2, reviewed: 2, averageScore: 3.5, followUpsOpen: 1 },
        byOwner: [{ owner: { id: owner.id }, reviewed: 2, averageScore: 3.5 }],
      });
      expect((await staff.ask(FOLLOW_UP, { id })).followUpReview).toMatchObject({
        ...{ state: 'FOLLOWED_UP', followUpResult: 'Called them', followedUpBy: 'Ada Manager' },
      });
      expect((await figures()).after.followUpsOpen).toBe(0);
    });

    it('draws no claim that is still being written', async () => {
      const api = await startServiceApi(engine);
      const from = toIso(api.clock.now());
      const unfinished = { shipmentId: PARCEL, liabilityAsserted: false, statement: '', lines: [] };
      await api
        .as(aShipper(ACME))
        .ask('mutation ($input: FileClaimInput!) { draftClaim(input: $input) { ... on Claim { state } } }', {
          input: unfinished,
        });
      api.clock.advance(DAY);
      const input = { kind: 'CLAIM', closedFrom: from, closedTo: toIso(api.clock.now()), percent: 100 };
      const boss = api.as(aStaffMember(BOSTON, 'ADMINISTRATOR'));
      expect((await boss.ask(DRAW, { input })).drawReviews).toMatchObject({ candidates: 0, chosen: 0 });
    });

    it('is for supervisors, within reach, and no news for others', async () => {
      const api = await startServiceApi(engine);
      const { period } = await closedCases(api, aStaffMember(BOSTON));
      const input = { kind: 'CASE', closedFrom: period.from, closedTo: period.to, percent: 100 };
      const boss = api.as(aStaffMember(BOSTON, 'ADMINISTRATOR'));
      const { reviews } = (await boss.ask(DRAW, { input })).drawReviews;
      const { id } = reviews[0];
      const ways = (graph: TestGraph) => [
        graph.ask(DRAW, { input }),
        graph.ask(REVIEW, { input: { id, score: 3, remarks: 'Me too' } }),
        graph.ask('{ reviewDraws { id } }'),
        graph.ask(FIGURES, period),
      ];
      const customer = api.as(aShipper(ACME));
      expect(await codesOf(ways(customer))).toEqual(['FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN']);
      expect(await codesOf(ways(api.as(aLinkHolder(ACME, PARCEL))))).toEqual([
        ...['FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN'],
      ]);
      const staff = api.as(aStaffMember(BOSTON));
      expect(await codesOf(ways(staff))).toEqual(['FORBIDDEN', 'FORBIDDEN', 'DONE', 'DONE']);
      const denver = api.as(aStaffMember(DENVER, 'ADMINISTRATOR'));
      expect((await denver.ask('{ reviewDraws { id } }')).reviewDraws).toEqual([]);
      expect((await denver.ask(FIGURES, period)).supervision).toMatchObject({ open: 0, after: { drawn: 0 } });
      expect(await codesOf([denver.ask(REVIEW, { input: { id, score: 3, remarks: 'x' } })])).toEqual(['NOT_FOUND']);
      expect((await denver.ask(DRAW, { input })).drawReviews).toMatchObject({ candidates: 0, chosen: 0 });
    });
  });
});
