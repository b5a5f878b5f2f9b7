import { notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { ok } from '@quayside/shared/result';
import type { Resolvers } from '../generated/resolver-types.ts';
import { mayPay, payInvoices } from './commands.ts';
import { receiveEvent } from './event-commands.ts';
import { payable } from './online-payment.ts';

/** What is paid by card or wallet, on a page of the provider. */
export const onlinePaymentResolvers = {
  Mutation: {
    payInvoices: async (_, { invoiceIds }, ctx) => {
      const opened = await payInvoices(ctx, invoiceIds);
      return answer(opened.ok ? ok({ url: opened.value }) : opened);
    },
    receivePaymentEvent: (_, { body, signature }, ctx) => {
      if (ctx.viewer.kind !== 'system') throw notFound('The event');
      return receiveEvent(ctx, Buffer.from(body, 'base64'), signature);
    },
  },
  PayInvoicesResult: resultUnion('CheckoutPage'),
} satisfies Resolvers;

/** Of `Invoice`: would `payInvoices` open a page for it? */
export const invoicePayableOnline: NonNullable<NonNullable<Resolvers['Invoice']>['payableOnline']> = async (
  { id },
  _,
  ctx,
) => {
  if (!ctx.payments || !mayPay(ctx.viewer)) return false;
  const receivable = await ctx.loaders.receivable.load(id);
  if (!receivable) return false;
  const disputed = (await ctx.loaders.disputes.load(id)).some(({ state }) => state === 'OPEN');
  return payable([receivable], new Set(disputed ? [id] : [])).ok;
};
