import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { mayBill } from '../invoice/policy.ts';
import { creditsTaken } from '../invoice/store.ts';
import { REMITTANCE_CHANGED, type RemittanceFacts } from '../money-events.ts';
import { keepReceivable } from './commands.ts';
import { numberMeant } from './creditor-reference.ts';
import {
  type Assignment,
  assign,
  match,
  type NewRemittance,
  type Remittance,
  remittanceFault,
  sameFault,
} from './remittance.ts';
import { owedAgain, reversalFault, reversedFault } from './reversal.ts';
import {
  findReceivables,
  findRemittance,
  findRemittances,
  insertRemittance,
  receivablesNumbered,
  saveRemittance,
} from './store.ts';

/**
 * Books a payment and matches it with the invoices that it names. The same reference of an account again answers what
 * was booked, for banks and partners send twice; with another amount it is refused, for that is another payment.
 */
export function recordRemittance(ctx: CommandContext, given: NewRemittance): Promise<Result<Remittance>> {
  if (!mayBill(ctx.viewer)) throw forbidden('book payments');
  const named = given.items.map((item) => ({ ...item, invoiceNumber: numberMeant(item.invoiceNumber) }));
  const input: NewRemittance = { ...given, items: named };
  return ctx.db.write(async (em) => {
    if (!(await reachesAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    const fault = remittanceFault(input);
    if (fault) return fault;
    const reference = input.reference.trim();
    const known = await findRemittance(em, ctx.viewer, input.accountId, reference);
    if (known?.reversedAt != null) return reversedFault(reference);
    if (known) return sameFault(known, input) ?? ok(known);
    const numbers = input.items.map(({ invoiceNumber }) => invoiceNumber);
    const credits = await creditsTaken(em, ctx.viewer, input.accountId, numbers);
    const paid = [...new Set([...numbers, ...credits.map(({ invoiceNumber }) => invoiceNumber)])];
    const matched = match(input, await receivablesNumbered(em, ctx.viewer, input.accountId, paid), credits);
    if (!matched.ok) return matched;
    const { items, settled, unappliedMinor } = matched.value;
    const standing = { reversedAt: null, reversedBy: null, reversalReason: null };
    const recorded = { recordedAt: ctx.now(), recordedBy: ctx.viewer.name, ...standing, version: 1 };
    const remittance: Remittance = { ...input, ...recorded, id: newId(), reference, items, unappliedMinor };
    await insertRemittance(em, remittance);
    const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
    for (const receivable of settled) await keepReceivable(em, occasion, receivable, { paidOn: input.paidOn });
    await tell(em, ctx, remittance);
    return ok(remittance);
  });
}

/** Applies what is left of a payment to invoices of the account that paid. @throws AppError CONFLICT when it has changed meanwhile. */
export function applyRemittance(
  ctx: CommandContext,
  id: string,
  given: readonly Assignment[],
): Promise<Result<Remittance>> {
  const wanted = given.map((item) => ({ ...item, invoiceNumber: numberMeant(item.invoiceNumber) }));
  return ctx.db.write(async (em) => {
    const [remittance] = await findRemittances(em, ctx.viewer, [id]);
    if (!remittance) throw notFound('The payment');
    if (!mayBill(ctx.viewer)) throw forbidden('apply payments');
    if (remittance.reversedAt !== null) return reversedFault(remittance.reference);
    const numbers = wanted.map(({ invoiceNumber }) => invoiceNumber);
    const open = await receivablesNumbered(em, ctx.viewer, remittance.accountId, numbers);
    const assigned = assign(remittance, wanted, open, ctx.viewer.name);
    if (!assigned.ok) return assigned;
    const { items, settled, unappliedMinor } = assigned.value;
    const applied = { ...remittance, items, unappliedMinor };
    await saveRemittance(em, applied);
    const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
    for (const receivable of settled) await keepReceivable(em, occasion, receivable, { paidOn: remittance.paidOn });
    const saved = { ...applied, version: applied.version + 1 };
    await tell(em, ctx, saved);
    return ok(saved);
  });
}

/**
 * Takes a payment back that was booked wrongly or never came through: what it paid is owed again, and nothing is left of
 * it. It stays to be seen. @throws AppError CONFLICT when it has changed meanwhile.
 */
export function reverseRemittance(ctx: CommandContext, id: string, reason: string): Promise<Result<Remittance>> {
  return ctx.db.write(async (em) => {
    const [remittance] = await findRemittances(em, ctx.viewer, [id]);
    if (!remittance) throw notFound('The payment');
    if (!mayBill(ctx.viewer)) throw forbidden('take payments back');
    const fault = reversalFault(remittance, reason);
    if (fault) return fault;
    const applied = remittance.items.flatMap(({ invoiceId, appliedMinor }) => (appliedMinor ? (invoiceId ?? []) : []));
    const again = owedAgain(remittance, await findReceivables(em, ctx.viewer, [...new Set(applied)]));
    if (!again.ok) return again;
    const { name: reversedBy } = ctx.viewer;
    const reversal = { reversedAt: ctx.now(), reversedBy, reversalReason: reason.trim() };
    const reversed: Remittance = { ...remittance, ...reversal, unappliedMinor: 0 };
    await saveRemittance(em, reversed);
    const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
    for (const receivable of again.value) await keepReceivable(em, occasion, receivable);
    const saved = { ...reversed, version: reversed.version + 1 };
    await tell(em, ctx, saved);
    return ok(saved);
  });
}

async function tell(em: EntityManager, ctx: CommandContext, remittance: Remittance): Promise<void> {
  const { id, accountId, reference, currency, amountMinor, unappliedMinor, version: seq } = remittance;
  const reversed = remittance.reversedAt !== null;
  const sums = { currency, amountMinor, unappliedMinor, reversed };
  const data: RemittanceFacts = { remittanceId: id, accountId, reference, ...sums };
  const { correlationId } = ctx;
  await appendEvents(em, [
    { type: REMITTANCE_CHANGED, accountId, subject: id, seq, at: ctx.now(), correlationId, data },
  ]);
}
