import { forbidden } from '@quayside/shared/errors';
import type { Resolvers } from '../generated/resolver-types.ts';
import { analyseCases, countComplaints } from './store.ts';

/** Where complaints, inquiries and suggestions come from and how they end. */
export const caseAnalysisResolvers: Resolvers = {
  Query: {
    complaintCounts: (_, { from, to }, ctx) => {
      if (ctx.viewer.kind === 'link') throw forbidden('count complaints');
      return ctx.db.read((em) => countComplaints(em, ctx.viewer, { from, to }));
    },
    caseAnalysis: (_, { by, filter }, ctx) => {
      if (ctx.viewer.kind === 'link') throw forbidden('analyse cases');
      return ctx.db.read((em) => analyseCases(em, ctx.viewer, { by, filter: filter ?? {}, now: ctx.now() }));
    },
  },
};
