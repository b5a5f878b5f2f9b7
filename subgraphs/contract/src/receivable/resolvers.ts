import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import { ok } from '@quayside/shared/result';
import type { CollectionStepRuleInput, Resolvers } from '../generated/resolver-types.ts';
import { type LiveUpdate, liveUpdates } from '../live.ts';
import { REMITTANCE_CHANGED } from '../money-events.ts';
import { setCollectionRule } from './commands.ts';
import { age, BUCKETS, bucketOf, type CollectionRule, daysOf } from './receivable.ts';
import type { Remittance } from './remittance.ts';
import { applyRemittance, recordRemittance, reverseRemittance } from './remittance-commands.ts';
import { collectionRuleFor, findRemittances, listRemittances, openReceivables, openSums } from './store.ts';

const MOST_SHOWN = 200;

/** What is owed, how long, and what was paid. */
export const receivableResolvers = {
  Query: {
    receivablesAgeing: async (_, { accountId }, ctx) => {
      const open = await ctx.db.read((em) => openSums(em, ctx.viewer, accountId ?? null));
      return age(open, localDate(ctx.now()));
    },
    openReceivables: (_, { accountId, bucket }, ctx) => {
      const due = bucket ? daysOf(bucket, localDate(ctx.now())) : {};
      return ctx.db.read((em) => openReceivables(em, ctx.viewer, { accountId: accountId ?? null, ...due }, MOST_SHOWN));
    },
    remittance: async (_, { id }, ctx) => (await ctx.db.read((em) => findRemittances(em, ctx.viewer, [id])))[0] ?? null,
    remittances: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const liveCursor = await ctx.live.cursor();
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listRemittances(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ recordedAt, id }) => ({ at: recordedAt, id }));
      return { nodes: [...nodes], pageInfo, liveCursor };
    },
    collectionSteps: async (_, __, ctx) => [...(await ctx.db.read((em) => collectionRuleFor(em, ctx.viewer)))],
  },
  Mutation: {
    recordRemittance: async (_, { input }, ctx) =>
      answer(await recordRemittance(ctx, { ...input, source: input.source ?? 'API' })),
    applyRemittance: async (_, { id, items }, ctx) => answer(await applyRemittance(ctx, id, items)),
    reverseRemittance: async (_, { id, reason }, ctx) => answer(await reverseRemittance(ctx, id, reason)),
    setCollectionSteps: async (_, { steps }, ctx) => {
      const set = await setCollectionRule(ctx, ruleIn(steps));
      return answer(set.ok ? ok({ steps: [...set.value] }) : set);
    },
  },
  Subscription: {
    remittancesUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        liveUpdates(ctx, {
          after,
          filter: id ? { subject: id } : {},
          concerns: ({ type }) => type === REMITTANCE_CHANGED,
          load: async ({ subject }) =>
            (await ctx.db.read((em) => findRemittances(em, ctx.viewer, [subject])))[0] ?? null,
        }),
      resolve: ({ about, ...update }: LiveUpdate<Remittance>) => ({ ...update, remittance: about }),
    },
  },
  Receivable: {
    invoice: async ({ id }, _, ctx) => {
      const invoice = await ctx.loaders.invoice.load(id);
      if (!invoice) throw new RangeError(`the receivable ${id} has lost its invoice`);
      return invoice;
    },
    total: ({ totalMinor, currency }) => money(totalMinor, currency),
    credited: ({ creditedMinor, currency }) => money(creditedMinor, currency),
    paid: ({ paidMinor, currency }) => money(paidMinor, currency),
    open: ({ openMinor, currency }) => money(openMinor, currency),
    bucket: ({ dueOn }, _, ctx) => bucketOf(dueOn, localDate(ctx.now())),
    nextStepOn: ({ nextOn }) => nextOn || null,
    steps: async ({ id, currency }, _, ctx) =>
      (await ctx.loaders.collectionSteps.load(id)).map(({ openMinor, ...step }) => ({
        ...step,
        open: money(openMinor, currency),
      })),
  },
  Ageing: {
    account: ({ accountId }) => ({ id: accountId }),
    open: ({ openMinor, currency }) => money(openMinor, currency),
    buckets: ({ buckets, currency }) => BUCKETS.map((bucket) => ({ bucket, amount: money(buckets[bucket], currency) })),
  },
  Remittance: {
    account: ({ accountId }) => ({ id: accountId }),
    amount: ({ amountMinor, currency }) => money(amountMinor, currency),
    unapplied: ({ unappliedMinor, currency }) => money(unappliedMinor, currency),
    items: ({ items, currency }) => items.map((item) => ({ ...item, currency })),
    reversal: ({ reversedAt: at, reversedBy: by, reversalReason: reason }) =>
      at === null ? null : { at, by: by ?? '', reason: reason ?? '' },
  },
  RemittanceItem: {
    paid: ({ paidMinor, currency }) => money(paidMinor, currency),
    applied: ({ appliedMinor, currency }) => money(appliedMinor, currency),
    deducted: ({ deductedMinor, currency }) => (deductedMinor ? money(deductedMinor, currency) : null),
    invoice: ({ invoiceId }, _, ctx) => (invoiceId ? ctx.loaders.invoice.load(invoiceId) : null),
  },
  RemittanceResult: resultUnion('Remittance'),
  CollectionRulesResult: resultUnion('CollectionRules'),
} satisfies Resolvers;

const ruleIn = (steps: readonly CollectionStepRuleInput[]): CollectionRule =>
  steps.flatMap(({ step, days }) => (step === 'NONE' ? [] : [{ step, days }]));
