import { forbidden } from '@quayside/shared/errors';
import { isStaff } from '@quayside/shared/identity';
import type { Resolvers } from '../generated/resolver-types.ts';
import { houseTolerance } from '../payable/store.ts';
import { houseCollection } from '../receivable/store.ts';
import { houseStandards } from './house-standard.ts';

/** What the house set before its units could. */
export const houseStandardResolvers = {
  Query: {
    houseStandards: (_, __, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see parameters');
      return ctx.db.read(async (em) => houseStandards(await houseCollection(em), await houseTolerance(em)));
    },
  },
} satisfies Resolvers;
