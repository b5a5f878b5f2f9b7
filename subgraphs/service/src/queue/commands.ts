import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { holds } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { assignCase } from '../case/commands.ts';
import { mayAnswerApproval } from '../claim/policy.ts';
import { assignClaim } from '../claim/settle-commands.ts';
import { viewerOfMember } from '../directory/member.ts';
import { findMemberEntries } from '../directory/store.ts';
import { mayHandle } from '../item/policy.ts';
import { handOverTo } from '../item/references.ts';
import { assignReturn } from '../return-order/commands.ts';
import { assignWorkOrder } from '../work-order/commands.ts';
import { tellQueue } from './live.ts';
import { type QueueItem, type QueueKind, type Snooze, snooze } from './queue.ts';
import { findQueueItems, placeQueueItem } from './store.ts';

/** What became of one row of a bulk command. */
export interface QueueOutcome {
  readonly id: string;
  readonly result: Result<QueueItem>;
}

/** So many rows can be chosen on the desk at once. */
const MOST = 100;

/** Work with a history of its own is handed over there; the desk follows. */
const ASSIGN: Partial<
  Record<QueueKind, (ctx: CommandContext, id: string, ownerId: string) => Promise<Result<unknown>>>
> = { CASE: assignCase, CLAIM: assignClaim, WORK_ORDER: assignWorkOrder, RETURN_ORDER: assignReturn };

/** Gives several pieces of work to one person; each row is answered for itself. @throws AppError FORBIDDEN */
export const assignQueueItems = (
  ctx: CommandContext,
  ids: readonly string[],
  ownerId: string,
): Promise<QueueOutcome[]> =>
  eachRow(ctx, ids, 'assign work', async (item) => {
    const assign = ASSIGN[item.kind];
    if (!assign) return ctx.db.write((em) => change(ctx, em, item.id, (row) => giveTo(em, row, ownerId)));
    const assigned = await assign(ctx, item.id, ownerId);
    return assigned.ok ? ok({ ...item, ownerId }) : assigned;
  });

async function giveTo(em: EntityManager, row: QueueItem, ownerId: string): Promise<Result<QueueItem>> {
  const given = await handOverTo(em, row, ownerId);
  if (!given.ok || (row.kind !== 'CLAIM_APPROVAL' && row.permission === null)) return given;
  const [member] = await findMemberEntries(em, [ownerId]);
  if (!member) return given;
  const owner = viewerOfMember(member);
  if (row.permission !== null && !holds(owner, row.permission)) {
    return refuse('COST_NOT_THEIRS', `${member.name} does not see what carriers bill.`, {
      field: 'ownerId',
      fix: 'Choose somebody who may see margins.',
    });
  }
  if (row.kind !== 'CLAIM_APPROVAL' || mayAnswerApproval(owner, row.askedById)) return given;
  return refuse('APPROVAL_NOT_THEIRS', `${member.name} may not answer this.`, {
    field: 'ownerId',
    fix: 'Choose somebody who may approve claims, and did not ask.',
  });
}

/** Puts several pieces of work out of sight, or back; each row is answered for itself. @throws AppError FORBIDDEN */
export const snoozeQueueItems = (ctx: CommandContext, ids: readonly string[], wish: Snooze): Promise<QueueOutcome[]> =>
  eachRow(ctx, ids, 'put work aside', ({ id }) =>
    ctx.db.write((em) => change(ctx, em, id, (row) => snooze(row, wish, ctx.now()))),
  );

async function eachRow(
  ctx: CommandContext,
  ids: readonly string[],
  doing: string,
  work: (item: QueueItem) => Promise<Result<QueueItem>>,
): Promise<QueueOutcome[]> {
  if (!mayHandle(ctx.viewer)) throw forbidden(doing);
  const wanted = [...new Set(ids)];
  if (wanted.length > MOST) throw new AppError('BAD_USER_INPUT', `Choose ${MOST} rows at most.`);
  const found = await ctx.db.read((em) => findQueueItems(em, ctx.viewer, wanted));
  const outcomes: QueueOutcome[] = [];
  for (const id of wanted) {
    const item = found.find((one) => one.id === id);
    outcomes.push({ id, result: item ? await work(item).catch(refusedRow) : unknownRow });
  }
  return outcomes;
}

const unknownRow: Result<never> = {
  ok: false,
  refusal: {
    code: 'NOT_FOUND',
    message: 'This piece of work is not there, or not for you.',
    fix: 'Load the queue again.',
  },
};

/** Somebody else was faster at one row; that ends none of the others. */
function refusedRow(error: unknown): Result<never> {
  if (!(error instanceof AppError)) throw error;
  const { code, message } = error;
  return code === 'NOT_FOUND' ? unknownRow : refuse(code, message, { fix: 'Load the queue again.' });
}

async function change(
  ctx: CommandContext,
  em: EntityManager,
  id: string,
  rule: (item: QueueItem) => Result<QueueItem> | Promise<Result<QueueItem>>,
): Promise<Result<QueueItem>> {
  const [item] = await findQueueItems(em, ctx.viewer, [id]);
  if (!item) throw notFound('The piece of work');
  const changed = await rule(item);
  if (!changed.ok) return changed;
  if (!(await placeQueueItem(em, changed.value))) throw notFound('The piece of work');
  await tellQueue(em, changed.value, { at: ctx.now(), correlationId: ctx.correlationId });
  return changed;
}
