import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { DAY } from '@quayside/shared/instant';
import type { ServiceContext } from '../context.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { analyseDefect, correctDefect, linkCasesToDefect, openDefect, reopenDefect, verifyDefect } from './commands.ts';
import { defectUpdates } from './live.ts';
import { maySeeDefects } from './policy.ts';
import { casesOfGroup, failureGroups, findDefect, listDefects } from './store.ts';

const MOST_DAYS = 400;

const refuseOthers = ({ viewer }: ServiceContext): void => {
  if (!maySeeDefects(viewer)) throw forbidden('see defects');
};

/** What fails again and again, why, and whether it has stopped. */
export const defectResolvers: Resolvers = {
  Query: {
    defect: (_, { id }, ctx) => ctx.db.read((em) => findDefect(em, ctx.viewer, id)),
    defects: (_, { states }, ctx) => {
      refuseOthers(ctx);
      return ctx.db.read((em) => listDefects(em, ctx.viewer, states));
    },
    recurringFailures: (_, { days, atLeast }, ctx) => {
      refuseOthers(ctx);
      const from = ctx.now() - Math.min(MOST_DAYS, Math.max(1, days ?? 90)) * DAY;
      return ctx.db.read((em) => failureGroups(em, ctx.viewer, { from, atLeast: Math.max(2, atLeast ?? 3) }));
    },
  },
  Mutation: {
    openDefect: async (_, { input }, ctx) => answer(await openDefect(ctx, { ...input, caseIds: input.caseIds ?? [] })),
    linkCasesToDefect: async (_, { id, caseIds }, ctx) => answer(await linkCasesToDefect(ctx, id, caseIds)),
    analyseDefect: async (_, { id, rootCause }, ctx) => answer(await analyseDefect(ctx, id, rootCause)),
    correctDefect: async (_, { id, measure }, ctx) => answer(await correctDefect(ctx, id, measure)),
    verifyDefect: async (_, { id, effect }, ctx) => answer(await verifyDefect(ctx, id, effect)),
    reopenDefect: async (_, { id, reason }, ctx) => answer(await reopenDefect(ctx, id, reason)),
  },
  Subscription: {
    defectUpdated: { subscribe: (_, { id, after }, ctx) => defectUpdates(ctx, id ?? null, after) },
  },
  Defect: {
    owner: ({ ownerId }) => (ownerId ? { id: ownerId } : null),
    cases: ({ id }, _, ctx) => ctx.loaders.casesOfDefect.load(id),
    recurrences: async ({ id, correctedAt }, _, ctx) =>
      correctedAt === null
        ? 0
        : (await ctx.loaders.casesOfDefect.load(id)).filter(({ openedAt }) => openedAt > correctedAt).length,
  },
  RecurringFailure: { cases: (group, _, ctx) => ctx.db.read((em) => casesOfGroup(em, ctx.viewer, group)) },
  Case: { defect: ({ id }, _, ctx) => (maySeeDefects(ctx.viewer) ? ctx.loaders.defectOfCase.load(id) : null) },
  DefectResult: resultUnion('Defect'),
};
