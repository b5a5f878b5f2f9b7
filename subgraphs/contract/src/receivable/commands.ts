import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../charge/commands.ts';
import { mayBill, setsForHouse } from '../invoice/policy.ts';
import { COLLECTION_STEP_TAKEN, RECEIVABLE_CHANGED, type ReceivableFacts } from '../money-events.ts';
import { type CollectionRule, climb, collectionFault, dated, type Receivable } from './receivable.ts';
import {
  collectionRules,
  dueForCollection,
  forgetNextSteps,
  insertStep,
  putCollectionRule,
  saveReceivable,
  undated,
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

const HOUSE = '';

/** Sets when reminders and dunning letters are due where no unit has set it; what is open gets its next day anew. */
export async function setCollectionRule(ctx: CommandContext, steps: CollectionRule): Promise<Result<CollectionRule>> {
  if (!mayBill(ctx.viewer) || !setsForHouse(ctx.viewer)) throw forbidden('set the steps of collection');
  const fault = collectionFault(steps);
  if (fault) return fault;
  await ctx.db.write(async (em) => {
    await putCollectionRule(em, { steps, changedBy: ctx.viewer.name, changedAt: ctx.now() });
    await forgetNextSteps(em, HOUSE);
  });
  return ok(steps);
}

const AT_ONCE = 100;

/** Takes the steps of collection that have become due, each once; answers how many it has looked at. */
export async function takeSteps(em: EntityManager, occasion: Occasion, today: string): Promise<number> {
  const forgotten = await undated(em, AT_ONCE);
  if (forgotten.length > 0) return date(em, forgotten);
  const due = await dueForCollection(em, today, AT_ONCE);
  const ruleOf = await collectionRules(
    em,
    due.map(({ accountId }) => accountId),
  );
  for (const receivable of due) {
    const rule = ruleOf(receivable.accountId);
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

async function date(em: EntityManager, receivables: readonly Receivable[]): Promise<number> {
  const ruleOf = await collectionRules(
    em,
    receivables.map(({ accountId }) => accountId),
  );
  for (const receivable of receivables) await saveReceivable(em, dated(receivable, ruleOf(receivable.accountId)));
  return receivables.length;
}
