import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { Resolvers } from '../generated/resolver-types.ts';
import { cardOf } from '../rate/card-input.ts';
import { toRateCard } from '../rate/commands.ts';
import { addCarrierCard, approveCarrierInvoice, recordCarrierInvoice, setTolerance } from './commands.ts';
import { listCarrierInvoices } from './store.ts';

/** What carriers ask for, and what was expected. */
export const payableResolvers: Resolvers = {
  Query: {
    carrierInvoices: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const page = { first: size, after: decodePageKey(after) };
      const rows = await ctx.db.read((em) => listCarrierInvoices(em, ctx.viewer, filter ?? {}, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ receivedAt, id }) => ({ at: receivedAt, id }));
      return { nodes: [...nodes], pageInfo };
    },
  },
  Mutation: {
    addCarrierCard: async (_, { input: { scac, ...card } }, ctx) =>
      answer(await addCarrierCard(ctx, toRateCard(cardOf({ ...card, contractId: scac })))),
    recordCarrierInvoice: async (_, { input }, ctx) =>
      answer(await recordCarrierInvoice(ctx, { ...input, source: input.source ?? 'API', lines: input.lines ?? [] })),
    setCarrierTolerance: async (_, allowed, ctx) => answer(await setTolerance(ctx, allowed)),
    approveCarrierInvoice: async (_, { id, payMinor, answer: words }, ctx) =>
      answer(await approveCarrierInvoice(ctx, id, payMinor, words)),
  },
  CarrierInvoice: {
    account: ({ accountId }) => ({ id: accountId }),
    billed: ({ billedMinor, currency }) => money(billedMinor, currency),
    expected: ({ expectedMinor, currency }) => (expectedMinor === null ? null : money(expectedMinor, currency)),
    pay: ({ payMinor, currency }) => (payMinor === null ? null : money(payMinor, currency)),
    lines: ({ lines, currency }) =>
      lines.map(({ description, amountMinor }) => ({ description, amount: money(amountMinor, currency) })),
    expectedCharges: ({ expected, currency }) =>
      expected.map(({ kind, quantity, unit, amountMinor }) => ({
        ...{ kind, quantity, unit },
        amount: money(amountMinor, currency),
      })),
  },
  CarrierInvoiceResult: resultUnion('CarrierInvoice'),
  CarrierToleranceResult: resultUnion('CarrierTolerance'),
  CarrierCardResult: resultUnion('CarrierCard'),
};
