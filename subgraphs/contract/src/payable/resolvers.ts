import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { AddCarrierCardInput, Resolvers } from '../generated/resolver-types.ts';
import { type LiveUpdate, liveUpdates } from '../live.ts';
import { CARRIER_COST_KNOWN } from '../money-events.ts';
import { cardOf } from '../rate/card-input.ts';
import { toRateCard } from '../rate/commands.ts';
import type { RateCard } from '../rate/rate.ts';
import { toPreview } from '../rate/resolvers.ts';
import { beside } from './beside.ts';
import type { CarrierInvoice } from './carrier-invoice.ts';
import { addCarrierCard, endCarrierCard, previewCarrierCard, recordCarrierInvoice, setTolerance } from './commands.ts';
import { approveCarrierInvoice, disputeCarrierInvoice, matchCarrierInvoice } from './decision-commands.ts';
import { findCarrierInvoices, listCarrierCards, listCarrierInvoices } from './store.ts';

/** What carriers ask for, and what was expected. */
export const payableResolvers = {
  Query: {
    carrierInvoice: async (_, { id }, ctx) =>
      (await ctx.db.read((em) => findCarrierInvoices(em, ctx.viewer, [id])))[0] ?? null,
    carrierInvoices: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const liveCursor = await ctx.live.cursor();
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listCarrierInvoices(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ receivedAt, id }) => ({ at: receivedAt, id }));
      return { nodes: [...nodes], pageInfo, liveCursor };
    },
    carrierCards: (_, __, ctx) => ctx.db.read((em) => listCarrierCards(em, ctx.viewer)),
    previewCarrierCard: async (_, { input }, ctx) => toPreview(await previewCarrierCard(ctx, carrierCardOf(input))),
  },
  Mutation: {
    addCarrierCard: async (_, { input }, ctx) => answer(await addCarrierCard(ctx, carrierCardOf(input))),
    endCarrierCard: async (_, { id, validTo }, ctx) => answer(await endCarrierCard(ctx, id, validTo)),
    recordCarrierInvoice: async (_, { input }, ctx) =>
      answer(await recordCarrierInvoice(ctx, { ...input, source: input.source ?? 'API', lines: input.lines ?? [] })),
    setCarrierTolerance: async (_, allowed, ctx) => answer(await setTolerance(ctx, allowed)),
    approveCarrierInvoice: async (_, { id, payMinor, answer: words }, ctx) =>
      answer(await approveCarrierInvoice(ctx, id, payMinor, words)),
    disputeCarrierInvoice: async (_, { id, reason }, ctx) => answer(await disputeCarrierInvoice(ctx, id, reason)),
    matchCarrierInvoice: async (_, { id }, ctx) => answer(await matchCarrierInvoice(ctx, id)),
  },
  Subscription: {
    carrierInvoicesUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        liveUpdates(ctx, {
          after,
          filter: id ? { subject: id } : {},
          concerns: ({ type }) => type === CARRIER_COST_KNOWN,
          load: async ({ subject }) =>
            (await ctx.db.read((em) => findCarrierInvoices(em, ctx.viewer, [subject])))[0] ?? null,
        }),
      resolve: ({ about, ...update }: LiveUpdate<CarrierInvoice>) => ({ ...update, carrierInvoice: about }),
    },
  },
  CarrierInvoice: {
    account: ({ accountId }) => ({ id: accountId }),
    billed: ({ billedMinor, currency }) => money(billedMinor, currency),
    expected: ({ expectedMinor, currency }) => (expectedMinor === null ? null : money(expectedMinor, currency)),
    pay: ({ payMinor, currency }) => (payMinor === null ? null : money(payMinor, currency)),
    lines: ({ lines, currency }) =>
      lines.map(({ description, amountMinor }) => ({ description, amount: money(amountMinor, currency) })),
    comparison: ({ lines, expected, currency }) => beside(lines, expected, currency),
    expectedCharges: ({ expected, currency }) =>
      expected.map(({ kind, quantity, unit, amountMinor }) => ({
        ...{ kind, quantity, unit },
        amount: money(amountMinor, currency),
      })),
  },
  CarrierComparison: {
    billed: ({ billedMinor, currency }) => money(billedMinor, currency),
    expected: ({ expectedMinor, currency }) => money(expectedMinor, currency),
  },
  CarrierCard: { scac: ({ contractId }) => contractId },
  CarrierInvoiceResult: resultUnion('CarrierInvoice'),
  CarrierToleranceResult: resultUnion('CarrierTolerance'),
  CarrierCardResult: resultUnion('CarrierCard'),
} satisfies Resolvers;

const carrierCardOf = ({ scac, ...card }: AddCarrierCardInput): RateCard =>
  toRateCard(cardOf({ ...card, contractId: scac }));
