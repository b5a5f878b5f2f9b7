import { resultUnion } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { closeSession, openSession, type Verified, verifySession } from './commands.ts';

/** The viewer travels as JSON: its shape is the business of the gateway and the subgraphs, not of the graph. */
export const toVerifiedViewer = ({ viewer, expiresAt }: Verified): { viewer: string; expiresAt: number | null } => ({
  viewer: JSON.stringify(viewer),
  expiresAt,
});

export const signInResolvers = {
  Query: {
    verifySession: async (_, { token }, ctx) => {
      const verified = await verifySession(ctx, token);
      return verified && toVerifiedViewer(verified);
    },
  },
  Mutation: {
    openSession: async (_, args, ctx) => {
      const opened = await openSession(ctx, args);
      if (!opened.ok) return opened.refusal;
      const { token, viewer, expiresAt } = opened.value;
      return { token, viewer: JSON.stringify(viewer), expiresAt };
    },
    closeSession: (_, { token }, ctx) => closeSession(ctx, token),
  },
  OpenSessionResult: resultUnion('OpenedSession'),
} satisfies Resolvers;
