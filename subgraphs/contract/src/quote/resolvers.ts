import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { localDate } from '@quayside/shared/instant';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { termsOf } from '../contract/terms-commands.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { type LiveUpdate, liveUpdates } from '../live.ts';
import { acceptQuote, endQuote, openQuote, proposeQuote } from './commands.ts';
import { mayBind, sideOf } from './policy.ts';
import { accept, type Proposal, type Quote } from './quote.ts';
import { findQuote, listQuotes } from './store.ts';
import { isOpen } from './transitions.ts';

const LONGEST_KEY = 64;

/** Negotiations and what both sides have proposed. */
export const quoteResolvers = {
  Query: {
    quote: (_, { id }, ctx) => ctx.db.read((em) => findQuote(em, ctx.viewer, id)),
    quotes: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const liveCursor = await ctx.live.cursor();
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listQuotes(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ createdAt, id }) => ({ at: createdAt, id }));
      return { nodes: [...nodes], pageInfo, liveCursor };
    },
  },
  Mutation: {
    openQuote: async (_, { input }, ctx) => {
      const terms = await termsOf(ctx, input.terms);
      if (!terms.ok) return answer(terms);
      return answer(
        await openQuote(ctx, {
          accountId: input.accountId,
          contractId: input.contractId ?? null,
          terms: terms.value,
          note: input.note ?? null,
          validUntil: input.validUntil ?? null,
          idempotencyKey: input.idempotencyKey?.slice(0, LONGEST_KEY) || null,
        }),
      );
    },
    proposeQuote: async (_, { input }, ctx) => {
      const terms = await termsOf(ctx, input.terms);
      if (!terms.ok) return answer(terms);
      const { id, version, note, validUntil } = input;
      const proposal = { id, version, terms: terms.value, note: note ?? null, validUntil: validUntil ?? null };
      return answer(await proposeQuote(ctx, proposal));
    },
    acceptQuote: async (_, input, ctx) => answer(await acceptQuote(ctx, input)),
    endQuote: async (_, input, ctx) => answer(await endQuote(ctx, input)),
  },
  Subscription: {
    quotesUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        liveUpdates(ctx, {
          after,
          filter: id ? { subject: id } : {},
          concerns: ({ type }) => type.startsWith('quote.'),
          load: ({ subject }) => ctx.loaders.quote.load(subject),
        }),
      resolve: ({ about, ...update }: LiveUpdate<Quote>) => ({ ...update, quote: about }),
    },
  },
  Quote: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.quote.load(id),
    account: ({ accountId }) => ({ id: accountId }),
    lapsed: (quote, _, ctx) => isOpen(quote.state) && quote.validUntil < localDate(ctx.now()),
    contract: ({ contractId }, _, ctx) => (contractId ? ctx.loaders.contract.load(contractId) : null),
    proposals: ({ id }, _, ctx) => ctx.loaders.proposals.load(id),
    actions: (quote, _, ctx) => {
      const side = sideOf(ctx.viewer);
      if (!side || !isOpen(quote.state)) return [];
      const takes = mayBind(ctx.viewer) && accept(quote, side, localDate(ctx.now())).ok;
      return ['PROPOSE', ...(takes ? ['ACCEPT'] : []), 'END'];
    },
  },
  QuoteProposal: {
    name: ({ terms }) => terms.name,
    validFrom: ({ terms }) => terms.validFrom,
    validTo: ({ terms }) => terms.validTo,
    parties: ({ terms }) => [...terms.parties],
    services: ({ terms }) => [...terms.services],
    serviceLevels: ({ terms }) => [...terms.serviceLevels],
    liability: ({ terms }) => terms.liability,
    catalogue: ({ terms }) => [...terms.catalogue],
    volumes: ({ terms }) => [...terms.volumes],
    tier: ({ terms }) => terms.tier,
    otif: ({ terms }) => terms.otif,
    papers: ({ terms }: Proposal) => [...terms.papers],
  },
  QuoteResult: resultUnion('Quote'),
} satisfies Resolvers;
