import { answer } from '@quayside/shared/graphql/result-union';
import { localTime } from '@quayside/shared/instant';
import type { Resolvers } from '../generated/resolver-types.ts';
import { raiseException, recordMilestone, resolveException, updateEta } from './commands.ts';
import { ageSeconds } from './eta.ts';

/** Facts, estimates and exceptions. */
export const trackingFactResolvers: Resolvers = {
  Mutation: {
    recordMilestone: async (_, { input }, ctx) => answer(await recordMilestone(ctx, input)),
    updateEta: async (_, { input }, ctx) => answer(await updateEta(ctx, input)),
    raiseException: async (_, { input }, ctx) => answer(await raiseException(ctx, input)),
    resolveException: async (_, args, ctx) => answer(await resolveException(ctx, args)),
  },
  Milestone: {
    localTime: ({ at, timeZone }) => localTime(at, timeZone),
    sealNumbers: ({ sealNumbers }) => [...(sealNumbers ?? [])],
    scannedUnits: ({ scannedUnits }) => [...(scannedUnits ?? [])],
  },
  Eta: { ageSeconds: (eta, _, ctx) => ageSeconds(eta, ctx.now()) },
};
