import { answer } from '@quayside/shared/graphql/result-union';
import type { Resolvers } from '../generated/resolver-types.ts';
import { invitedBy, rateByMail, recommendByMail, recommends } from './commands.ts';

/** Behind the links in mails: the token is the credential. */
export const inviteResolvers: Resolvers = {
  Query: {
    rateInvite: async (_, { token }, ctx) => {
      const now = ctx.now();
      return ctx.db.read(async (em) => {
        const invited = await invitedBy(em, token, now);
        if (!invited) return null;
        const { invite, member } = invited;
        const { number, occasion } = invite;
        return { number, occasion, locale: member.locale, recommends: await recommends(em, invite, now) };
      });
    },
  },
  Mutation: {
    rateByMail: async (_, { token, score, comment }, ctx) =>
      answer(await rateByMail(ctx, { token, score, comment: comment ?? null })),
    recommendByMail: async (_, { token, score }, ctx) => answer(await recommendByMail(ctx, token, score)),
  },
};
