import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result } from '@quayside/shared/result';
import { chargeStorage } from '../activity/storage-commands.ts';
import { type BillingRule, billingFault } from './billing.ts';
import { putBillingRule } from './billing-store.ts';
import { mayBill } from './policy.ts';
import { type RunOutcome, runInvoices } from './run-commands.ts';

/** Says how an account is billed from its next invoice on. */
export function setBillingRule(ctx: CommandContext, rule: BillingRule): Promise<Result<BillingRule>> {
  if (!mayBill(ctx.viewer)) throw forbidden('set how an account is billed');
  return ctx.db.write(async (em) => {
    if (!(await reachesAccount(em, ctx.viewer, rule.accountId))) throw notFound('The account');
    const fault = billingFault(rule);
    if (fault) return fault;
    await putBillingRule(em, rule, ctx.viewer.name, ctx.now());
    return ok(rule);
  });
}

/** Bills an account for all periods that are over; whoever sees one account may bill that one. */
export async function billAccount(ctx: CommandContext, accountId: string): Promise<Result<RunOutcome>> {
  if (!mayBill(ctx.viewer)) throw forbidden('run invoices');
  const inReach = await ctx.db.read((em) => reachesAccount(em, ctx.viewer, accountId));
  if (!inReach) throw notFound('The account');
  const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
  await chargeStorage(ctx.db, occasion, localDate(ctx.now()));
  return ok(await runInvoices(ctx.db, occasion, { accountId }));
}

/** Bills every account within reach: the run of the product itself, and of an administrator for the own branches. */
export async function billEverybody(ctx: CommandContext): Promise<Result<RunOutcome>> {
  const { kind } = ctx.viewer.reach;
  if (!mayBill(ctx.viewer) || (kind !== 'everything' && ctx.viewer.role !== 'ADMINISTRATOR')) {
    throw forbidden('bill every account');
  }
  const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
  await chargeStorage(ctx.db, occasion, localDate(ctx.now()));
  return ok(await runInvoices(ctx.db, occasion, { viewer: ctx.viewer }));
}
