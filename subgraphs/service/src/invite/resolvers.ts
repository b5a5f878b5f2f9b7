import { answer } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { invitedBy, rateByMail } from './commands.ts';

/** Behind the links in mails: the token is the credential. */
export const inviteResolvers: Resolvers = {
  Query: {
    rateInvite: async (_, { token }, ctx) => {
      const invited = await ctx.db.read((em) => invitedBy(em, token, ctx.now()));
      if (!invited) return null;
      const { invite, member } = invited;
      return { number: invite.number, occasion: invite.occasion, locale: member.locale };
    },
  },
  Mutation: {
    rateByMail: async (_, { token, score, comment }, ctx) =>
      answer(await rateByMail(ctx, { token, score, comment: comment ?? null })),
  },
};
