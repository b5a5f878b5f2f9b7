import type { Resolvers } from '../generated/resolver-types.ts';
import { recordsOf } from './store.ts';

const MOST_RECORDS = 200;

/** The log as its account may read it, and check it: each book is a whole chain. */
export const auditResolvers: Resolvers = {
  Query: {
    auditRecords: (_, { accountId, book, afterSeq, first }, ctx) => {
      const size = Math.max(1, Math.min(MOST_RECORDS, first ?? MOST_RECORDS));
      return ctx.db.read((em) =>
        recordsOf(em, ctx.viewer, { accountId, book: book ?? 'ACCOUNT', afterSeq: afterSeq ?? 0, first: size }),
      );
    },
  },
};
