import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { boughtKnownFrom } from '../bought/store.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { type Answer, respondentOf, wasRecorded } from './answer.ts';
import { answerSatisfaction, tellWhatChanged } from './answer-commands.ts';
import {
  countAnswers,
  followedUpWithin,
  judgedWithin,
  listAnswers,
  ownAnswers,
  recommendedByPeriod,
  scoresWithin,
  toldConsignee,
} from './answer-store.ts';
import { rateDelivery } from './commands.ts';
import { satisfactionUpdates } from './live.ts';
import { causesIn, countOf, customerTraitsOf, recommendationOf, traitsOf } from './report.ts';
import { customersBehind, profilesWithin } from './trait-store.ts';

const SHOWN = 20;
const MOST_CUSTOMERS = 100;

function figuresOf(given: Awaited<ReturnType<typeof scoresWithin>>) {
  const countOf = (measure: Answer['measure'], score: number): number =>
    given.find((one) => one.measure === measure && one.score === score)?.count ?? 0;
  const scores = [1, 2, 3, 4, 5].map((score) => countOf('CSAT', score));
  const answers = scores.reduce((sum, count) => sum + count, 0);
  const { score: recommendation, ...recommended } = recommendationOf((score) => countOf('NPS', score));
  return {
    ...{ answers, scores, ...recommended, recommendation },
    average: answers === 0 ? null : scores.reduce((sum, count, index) => sum + count * (index + 1), 0) / answers,
  };
}

/** The verdict of who received the goods. */
export const satisfactionResolvers: Resolvers = {
  Query: {
    satisfactionReport: async (_, { from, to }, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see what customers said');
      // Before the answers: what comes meanwhile is told after it.
      const liveCursor = await ctx.live.cursor();
      return ctx.db.read(async (em) => {
        const followUps = await followedUpWithin(em, ctx.viewer, { from, to }, SHOWN);
        const periods = (await recommendedByPeriod(em, ctx.viewer)).map(({ score, ...period }) => ({
          ...{ ...period, recommendation: score },
        }));
        const figures = figuresOf(await scoresWithin(em, ctx.viewer, { from, to }));
        return { ...figures, followUps, periods, liveCursor };
      });
    },
    satisfactionAnswers: async (_, { filter, first, after }, ctx) => {
      if (ctx.viewer.kind === 'link') throw forbidden('see what others said');
      const page = { first: clampFirst(first), after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listAnswers(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, page.first, ({ at, id }) => ({ at, id }));
      return { nodes: [...nodes], pageInfo, filter: filter ?? {} };
    },
    satisfactionTraits: async (_, { measure, ...span }, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see what customers said');
      return ctx.db.read(async (em) => {
        const answers = await judgedWithin(em, ctx.viewer, { ...span, measure });
        const profileOf = await profilesWithin(em, ctx.viewer, span);
        const [ofAnswers, ofCustomers] = [traitsOf(answers), customerTraitsOf(answers, profileOf)];
        return {
          ...{ answers: countOf(answers), customers: new Set(answers.map(({ accountId }) => accountId)).size },
          ...{ ofAnswers: ofAnswers && [...ofAnswers], ofCustomers: ofCustomers && [...ofCustomers] },
          boughtKnownFrom: answers.length > 0 ? await boughtKnownFrom(em, span.from) : null,
        };
      });
    },
    satisfactionCustomers: async (_, { filter, measure }, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see what customers said');
      return ctx.db.read((em) => customersBehind(em, ctx.viewer, { ...filter, measure }, MOST_CUSTOMERS));
    },
    mySatisfaction: async (_, { subjectId }, ctx) =>
      (await ctx.db.read((em) => ownAnswers(em, ctx.viewer, subjectId)))[0] ?? null,
  },
  Tracking: {
    whatChanged: ({ id }, _, ctx) => ctx.db.read((em) => toldConsignee(em, ctx.viewer, id)),
  },
  CustomerSatisfaction: { account: ({ accountId }) => ({ id: accountId }) },
  SatisfactionAnswerConnection: {
    // Counted where it is asked for: it reads every row behind the list.
    total: ({ filter }, _, ctx) => ctx.db.read((em) => countAnswers(em, ctx.viewer, filter)),
  },
  SatisfactionAnswer: {
    account: ({ accountId }) => ({ id: accountId }),
    causes: ({ causes }) => [...causesIn(causes)],
    // What our people wrote down after a talk was written for our people.
    comment: (said, _, ctx) => (isStaff(ctx.viewer) || !wasRecorded(said) ? said.comment : null),
    respondent: (said) => respondentOf(said),
    shipment: ({ shipmentId }) => (shipmentId === null ? null : { id: shipmentId }),
    case: ({ occasion, subjectId }, _, ctx) => (occasion === 'CASE' ? ctx.loaders.case.load(subjectId) : null),
    claim: ({ occasion, subjectId }, _, ctx) => (occasion === 'CLAIM' ? ctx.loaders.claim.load(subjectId) : null),
    followUp: ({ followUpId }, _, ctx) => (followUpId === null ? null : ctx.loaders.case.load(followUpId)),
  },
  SatisfactionResult: resultUnion('SatisfactionAnswer'),
  Mutation: {
    answerSatisfaction: async (_, { input }, ctx) => {
      const { subjectId = null, accountId = null, comment = null } = input;
      const { cause = null, channel = null, respondent = null } = input;
      const optional = { subjectId, accountId, comment, cause, channel, respondent };
      return answer(await answerSatisfaction(ctx, { ...input, ...optional }));
    },
    tellWhatChanged: async (_, { id, text }, ctx) => answer(await tellWhatChanged(ctx, id, text)),
    rateDelivery: async (_, { score, comment }, ctx) =>
      answer(await rateDelivery(ctx, { score, comment: comment ?? null })),
  },
  RatingResult: resultUnion('DeliveryRating'),
  Subscription: {
    satisfactionUpdated: { subscribe: (_, { after }, ctx) => satisfactionUpdates(ctx, after) },
  },
};
