import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../charge/commands.ts';
import { mayBill } from '../invoice/policy.ts';
import { COLLECTION_STEP_TAKEN, RECEIVABLE_CHANGED, type ReceivableFacts } from '../money-events.ts';
import { type CollectionRule, climb, collectionFault, dated, type Receivable } from './receivable.ts';
import {
  collectionRule,
  dueForCollection,
  insertStep,
  openReceivables,
  putCollectionRule,
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
