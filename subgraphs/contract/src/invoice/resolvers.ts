import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { Resolvers } from '../generated/resolver-types.ts';
import { type LiveUpdate, liveUpdates } from '../live.ts';
import { creditorReference, numberMeant } from '../receivable/creditor-reference.ts';
import { dayAfter, lastPeriod, usualBilling } from './billing.ts';
import { agreedBillingOf, billingRuleOf, unbilledSums, waitingForBills } from './billing-store.ts';
import { billAccount, billEverybody, setBillingRule } from './commands.ts';
import { decideDispute, disputeLine } from './dispute-commands.ts';
import type { Invoice } from './invoice.ts';
import { findInvoices, kindSums, linesOf, listInvoices, olderWork } from './store.ts';
import { TAX_RULES } from './tax.ts';
import { toldInvoice } from './told-invoice.ts';

const MOST_LINES = 500;

/** What is asked to be paid, line by line, and what customers say of it. */
export const invoiceResolvers = {
  Query: {
    invoice: async (_, { id }, ctx) => (await ctx.db.read((em) => findInvoices(em, ctx.viewer, [id])))[0] ?? null,
    invoices: async (_, { filter, first, after }, ctx) => {
      const size = clampFirst(first);
      const liveCursor = await ctx.live.cursor();
      const page = { first: size, after: decodePageKey(after) };
      const wanted = filter?.number ? { ...filter, number: numberMeant(filter.number) } : (filter ?? {});
      const rows = await ctx.db.read((em) => listInvoices(em, ctx.viewer, wanted, page));
      const { nodes, pageInfo } = toPage(rows, size, ({ issuedAt, id }) => ({ at: issuedAt ?? 0, id }));
      return { nodes: [...nodes], pageInfo, liveCursor };
    },
    taxRules: () => [...TAX_RULES],
    accountsToBill: async (_, __, ctx) => {
      if (!isStaff(ctx.viewer)) return [];
      const today = localDate(ctx.now());
      const waiting = await ctx.db.read((em) => waitingForBills(em, ctx.viewer));
      const ids = waiting.map(({ accountId }) => accountId);
      const agreed = await ctx.db.read((em) => agreedBillingOf(em, ids));
      const isDue = ({ accountId, since }: { accountId: string; since: number }): boolean => {
        const { cycle } = agreed.get(accountId) ?? usualBilling(accountId);
        return since < Date.parse(dayAfter(lastPeriod(cycle, today).to));
      };
      return waiting.filter(isDue).map(({ accountId }) => ({ id: accountId }));
    },
  },
  Mutation: {
    setBillingRule: async (_, { input }, ctx) => answer(await setBillingRule(ctx, input)),
    runInvoices: async (_, { accountId }, ctx) =>
      answer(accountId ? await billAccount(ctx, accountId) : await billEverybody(ctx)),
    disputeInvoiceLine: async (_, { lineId, reason }, ctx) => answer(await disputeLine(ctx, lineId, reason)),
    decideDispute: async (_, { id, creditMinor, answer: words }, ctx) =>
      answer(await decideDispute(ctx, id, { creditMinor, answer: words })),
  },
  Subscription: {
    invoicesUpdated: {
      subscribe: (_, { id, after }, ctx) =>
        liveUpdates(ctx, {
          after,
          concerns: (event) => {
            const told = toldInvoice(event);
            return told !== null && (!id || told === id);
          },
          load: async (event) =>
            (await ctx.db.read((em) => findInvoices(em, ctx.viewer, [toldInvoice(event) ?? ''])))[0] ?? null,
        }),
      resolve: ({ about, ...update }: LiveUpdate<Invoice>) => ({ ...update, invoice: about }),
    },
  },
  Invoice: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.invoice.load(id),
    number: ({ number }) => number ?? '',
    account: ({ accountId }) => ({ id: accountId }),
    net: ({ netMinor, currency }) => money(netMinor, currency),
    tax: ({ taxMinor, currency }) => money(taxMinor, currency),
    total: ({ totalMinor, currency }) => money(totalMinor, currency),
    issuedAt: ({ issuedAt }) => issuedAt ?? 0,
    dueOn: ({ dueOn }) => dueOn ?? '',
    paymentReference: ({ kind, number }) => (kind === 'INVOICE' && number ? creditorReference(number) : null),
    receivable: ({ id }, _, ctx) => ctx.loaders.receivable.load(id),
    credits: ({ creditsInvoiceId }, _, ctx) => (creditsInvoiceId ? ctx.loaders.invoice.load(creditsInvoiceId) : null),
    creditNotes: ({ id }, _, ctx) => ctx.loaders.creditNotes.load(id),
    lines: async ({ id, currency }, { first, after }, ctx) => {
      const page = { after: after ?? 0, most: Math.min(MOST_LINES, Math.max(1, first ?? 100)) };
      const lines = await ctx.db.read((em) => linesOf(em, ctx.viewer, id, page));
      return lines.map((line) => ({ ...line, currency }));
    },
    kinds: async ({ id, currency }, _, ctx) => {
      const sums = await ctx.db.read((em) => kindSums(em, ctx.viewer, id));
      return sums.map(({ kind, amountMinor, lineCount }) => ({
        kind,
        lineCount,
        amount: money(amountMinor, currency),
      }));
    },
    olderWork: async (invoice, _, ctx) => {
      // A credit note takes back what was on an invoice: nothing of it is billed for the first time.
      if (invoice.kind !== 'INVOICE' || invoice.billsFrom >= invoice.periodFrom) return null;
      const { lineCount, netMinor } = await ctx.db.read((em) => olderWork(em, ctx.viewer, invoice));
      return { lineCount, net: money(netMinor, invoice.currency) };
    },
    disputes: ({ id }, _, ctx) => ctx.loaders.disputes.load(id),
  },
  InvoiceLine: {
    amount: ({ amountMinor, currency }) => money(amountMinor, currency),
    charge: ({ chargeId }, _, ctx) => (chargeId ? ctx.loaders.charge.load(chargeId) : null),
    contract: ({ contractId }, _, ctx) => ctx.loaders.contract.load(contractId),
    dispute: async ({ id, invoiceId }, _, ctx) =>
      (await ctx.loaders.disputes.load(invoiceId)).findLast(({ lineId }) => lineId === id) ?? null,
  },
  InvoiceDispute: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.dispute.load(id),
    invoice: async ({ invoiceId }, _, ctx) => found(await ctx.loaders.invoice.load(invoiceId)),
    line: async ({ lineId, invoiceId }, _, ctx) => {
      const { currency } = found(await ctx.loaders.invoice.load(invoiceId));
      return { ...found(await ctx.loaders.invoiceLine.load(lineId)), currency };
    },
    creditNote: ({ creditNoteId }, _, ctx) => (creditNoteId ? ctx.loaders.invoice.load(creditNoteId) : null),
  },
  InvoiceRunResult: resultUnion('InvoiceRun'),
  BillingRuleResult: resultUnion('BillingRule'),
  DisputeResult: resultUnion('InvoiceDispute'),
} satisfies Resolvers;

/** The invoice that a charge is on. */
export const chargeInvoice: NonNullable<NonNullable<Resolvers['Charge']>['invoice']> = async ({ id }, _, ctx) => {
  const line = await ctx.loaders.lineOfCharge.load(id);
  return line && ctx.loaders.invoice.load(line.invoiceId);
};

/** How an account is billed, for whoever sees its money. */
export const accountBilling: NonNullable<NonNullable<Resolvers['Account']>['billing']> = async ({ id }, _, ctx) => {
  const seen = await ctx.loaders.accountInReach.load(id);
  return seen ? ctx.db.read((em) => billingRuleOf(em, id)) : null;
};

/** What of an account is on no invoice yet, for whoever sees its money. */
export const accountUnbilled: NonNullable<NonNullable<Resolvers['Account']>['unbilled']> = async ({ id }, _, ctx) => {
  const seen = await ctx.loaders.accountInReach.load(id);
  if (!seen) return [];
  return ctx.db.read(async (em) => {
    const { cycle } = await billingRuleOf(em, id);
    const until = Date.parse(dayAfter(lastPeriod(cycle, localDate(ctx.now())).to));
    return (await unbilledSums(em, id, until)).map(({ currency, dueMinor, laterMinor, ...counts }) => ({
      ...{ currency, ...counts },
      due: money(dueMinor, currency),
      later: money(laterMinor, currency),
    }));
  });
};

/** What belongs to a row in reach is in reach. */
function found<T>(row: T | null): T {
  if (row === null) throw new RangeError('an invoice has lost one of its own');
  return row;
}
