import { AppError, notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import type { ServiceContext } from '../context.ts';
import { CONVERSATION_READ } from '../events.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { findItem } from '../queue/store.ts';
import { isOfStaff, markConversationRead, mentionablesFor, readMarksFor } from './commands.ts';
import { countUnreadMessages } from './store.ts';

const MOST_ITEMS = 100;

/** What was said, who has read it, and who may be asked to. */
export const conversationResolvers: Resolvers = {
  Query: {
    unreadMessages: (_, { itemIds }, ctx) => {
      if (itemIds.length > MOST_ITEMS) throw new AppError('BAD_USER_INPUT', `Ask for ${MOST_ITEMS} items at most.`);
      return ctx.db.read((em) => countUnreadMessages(em, ctx.viewer, [...new Set(itemIds)]));
    },
    readMarks: (_, { itemId }, ctx) => readMarksFor(ctx, itemId),
    mentionables: async (_, { itemId, internal }, ctx) =>
      (await mentionablesFor(ctx, itemId, internal ?? false)).map((member) => ({
        id: member.memberId,
        name: member.name,
        staff: isOfStaff(member),
      })),
  },
  Mutation: {
    markConversationRead: async (_, place, ctx) => answer(await markConversationRead(ctx, place)),
  },
  // The address checks the rights again when it is followed: a name is no permission.
  Attachment: { url: ({ fileId }) => `/files/${encodeURIComponent(fileId)}` },
  ReadMark: { member: ({ memberId }) => ({ id: memberId }) },
  ConversationReadResult: resultUnion('ConversationRead'),
  Subscription: {
    conversationRead: {
      subscribe: async (_, { itemId, after }, ctx) => {
        const find = () => ctx.db.read((em) => findItem(em, ctx.viewer, itemId));
        if (!(await find())) throw notFound('The conversation');
        return marksRead(ctx, itemId, after, find);
      },
    },
  },
};

async function* marksRead(
  ctx: ServiceContext,
  itemId: string,
  after: string | null | undefined,
  find: () => Promise<object | null>,
) {
  for await (const { cursor, event } of ctx.live.follow(after, { subject: itemId })) {
    if (event.type !== CONVERSATION_READ || !(await find())) continue;
    const marks = await readMarksFor(ctx, itemId);
    yield { conversationRead: { cursor, event: event.type, at: event.at, itemId, marks } };
  }
}
