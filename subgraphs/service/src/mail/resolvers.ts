import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { ServiceContext } from '../context.ts';
import type { MailTold } from '../events.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { retryMail } from './commands.ts';
import { findMail, listHeld, mailsAbout } from './store.ts';

/** The proof of what was sent, and what came in and was not posted. */
export const mailResolvers: Resolvers = {
  Query: {
    mailsAbout: (_, { subjectId }, ctx) => ctx.db.read((em) => mailsAbout(em, ctx.viewer, subjectId)),
    heldMails: async (_, { first, after }, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see held mails');
      const size = clampFirst(first);
      const page = { first: size, after: decodePageKey(after) };
      const { nodes, pageInfo } = toPage(await ctx.db.read((em) => listHeld(em, ctx.viewer, page)), size, (row) => row);
      return { nodes: [...nodes], pageInfo };
    },
  },
  Mutation: { retryMail: async (_, { id }, ctx) => answer(await retryMail(ctx, id)) },
  Mail: {
    member: ({ memberId }) => ({ id: memberId }),
    nextAt: ({ state, nextAt }) => (state === 'QUEUED' ? nextAt : null),
  },
  HeldMail: { reason: ({ reason }) => reason ?? 'UNREADABLE' },
  MailResult: resultUnion('Mail'),
  Subscription: {
    mailUpdated: {
      subscribe: (_, { subjectId, after }, ctx) => {
        if (!isStaff(ctx.viewer)) throw forbidden('see mails');
        return mailUpdates(ctx, subjectId, after);
      },
    },
  },
};

async function* mailUpdates(ctx: ServiceContext, subject: string, after: string | null | undefined) {
  for await (const { cursor, event } of ctx.live.follow(after, { subject })) {
    if (!event.type.startsWith('mail.')) continue;
    const { mailId } = event.data as MailTold;
    const mail = await ctx.db.read((em) => findMail(em, ctx.viewer, mailId));
    if (mail) yield { mailUpdated: { cursor, event: event.type, at: event.at, mail } };
  }
}
