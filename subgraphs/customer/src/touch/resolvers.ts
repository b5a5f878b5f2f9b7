import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { Resolvers } from '../generated/resolver-types.ts';
import { logTouch } from './commands.ts';
import { listTouches } from './store.ts';
import { maySeeTouches } from './touch.ts';

const NOTHING = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };

export const touchResolvers = {
  Mutation: {
    logTouch: async (_, { input }, ctx) => answer(await logTouch(ctx, input)),
  },
  Touch: {
    __resolveReference: async ({ id }, ctx) => (maySeeTouches(ctx.viewer) ? ctx.loaders.touch.load(id) : null),
    contact: (touch, _, ctx) => (touch.contactId ? ctx.loaders.contact.load(touch.contactId) : null),
    thread: ({ threadKind: kind, threadId: id, threadNumber: number }) =>
      kind && id ? { kind, id, number: number ?? '' } : null,
  },
  TouchResult: resultUnion('Touch'),
} satisfies Resolvers;

/** What of an account only the staff sees of its contacts. */
export const accountTouches: NonNullable<NonNullable<Resolvers['Account']>['touches']> = async (
  account,
  { first, after, origin },
  ctx,
) => {
  if (!maySeeTouches(ctx.viewer)) return NOTHING;
  const page = { first: clampFirst(first), after: decodePageKey(after) };
  const rows = await ctx.db.read((em) => listTouches(em, ctx.viewer, { accountId: account.id, origin }, page));
  const { nodes, pageInfo } = toPage(rows, page.first, ({ heldAt, id }) => ({ at: heldAt, id }));
  return { nodes: [...nodes], pageInfo };
};
