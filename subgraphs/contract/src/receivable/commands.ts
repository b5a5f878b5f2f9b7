import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../charge/commands.ts';
import { mayBill } from '../invoice/policy.ts';
import { COLLECTION_STEP_TAKEN, RECEIVABLE_CHANGED, type ReceivableFacts } from '../money-events.ts';
import { type CollectionRule, climb, collectionFault, dated, type Receivable } from './receivable.ts';
import { match, type NewRemittance, type Remittance, remittanceFault, sameFault } from './remittance.ts';
import {
  collectionRule,
  dueForCollection,
  findRemittance,
  insertRemittance,
  insertStep,
  openReceivables,
  putCollectionRule,
  receivablesNumbered,
  saveReceivable,
} from './store.ts';

/**
 * Saves what is owed of an invoice and says so, in the caller's transaction.
 * @param why a step of collection, or the day of a payment (YYYY-MM-DD); neither for a credit note.
 */
export async function keepReceivable(
  em: EntityManager,
  { at, correlationId }: Occasion,
  receivable: Receivable,
  { type = RECEIVABLE_CHANGED, paidOn = null }: { readonly type?: string; readonly paidOn?: string | null } = {},
): Promise<void> {
  await saveReceivable(em, receivable);
  const { id, number, accountId, currency, totalMinor, openMinor, paidMinor, dueOn, step, version } = receivable;
  const data: ReceivableFacts = {
    ...{ invoiceId: id, number, accountId, currency, totalMinor, openMinor, paidMinor, paidOn, dueOn, step },
  };
  await appendEvents(em, [{ type, accountId, subject: id, seq: version + 1, at, correlationId, data }]);
}

/**
 * Books a payment and matches it with the invoices that it names. The same reference of an account again answers what
 * was booked, for banks and partners send twice; with another amount it is refused, for that is another payment.
 */
export function recordRemittance(ctx: CommandContext, input: NewRemittance): Promise<Result<Remittance>> {
  if (!mayBill(ctx.viewer)) throw forbidden('book payments');
  return ctx.db.write(async (em) => {
    if (!(await reachesAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    const fault = remittanceFault(input);
    if (fault) return fault;
    const reference = input.reference.trim();
    const known = await findRemittance(em, ctx.viewer, input.accountId, reference);
    if (known) return sameFault(known, input) ?? ok(known);
    const numbers = input.items.map(({ invoiceNumber }) => invoiceNumber.trim());
    const matched = match(input, await receivablesNumbered(em, ctx.viewer, input.accountId, numbers));
    if (!matched.ok) return matched;
    const { items, settled, unappliedMinor } = matched.value;
    const recorded = { recordedAt: ctx.now(), recordedBy: ctx.viewer.name };
    const remittance: Remittance = { ...input, ...recorded, id: newId(), reference, items, unappliedMinor };
    await insertRemittance(em, remittance);
    const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
    for (const receivable of settled) await keepReceivable(em, occasion, receivable, { paidOn: input.paidOn });
    return ok(remittance);
  });
}

const MOST_OPEN = 100_000;

/** Sets when reminders and dunning letters are due; what is open gets its next day by the new rule. */
export function setCollectionRule(ctx: CommandContext, steps: CollectionRule): Promise<Result<CollectionRule>> {
  if (!mayBill(ctx.viewer) || !['ADMINISTRATOR', 'EXECUTIVE'].includes(ctx.viewer.role ?? '')) {
    throw forbidden('set the steps of collection');
  }
  const fault = collectionFault(steps);
  if (fault) return Promise.resolve(fault);
  return ctx.db.write(async (em) => {
    await putCollectionRule(em, steps, ctx.viewer.name, ctx.now());
    // A parameter of the house holds for every branch, whoever sets it.
    for (const open of await openReceivables(em, systemViewer('collection'), { accountId: null }, MOST_OPEN)) {
      const next = dated(open, steps);
      if (next.nextOn !== open.nextOn) await saveReceivable(em, next);
    }
    return ok(steps);
  });
}

const AT_ONCE = 100;

/** Takes the steps of collection that have become due, each once; answers how many. */
export async function takeSteps(em: EntityManager, occasion: Occasion, today: string): Promise<number> {
  const rule = await collectionRule(em);
  const due = await dueForCollection(em, today, AT_ONCE);
  for (const receivable of due) {
    const climbed = climb(receivable, rule, today);
    if (!climbed) {
      await saveReceivable(em, dated(receivable, rule));
      continue;
    }
    await insertStep(em, {
      receivableId: climbed.id,
      step: climbed.step,
      takenAt: occasion.at,
      openMinor: climbed.openMinor,
    });
    await keepReceivable(em, occasion, climbed, { type: COLLECTION_STEP_TAKEN });
  }
  return due.length;
}
