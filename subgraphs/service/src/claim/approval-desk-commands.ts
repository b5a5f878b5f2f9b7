import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { EntityManager } from 'typeorm';
import type { ItemChange } from '../item/commands.ts';
import { tellQueue } from '../queue/live.ts';
import type { QueueItem } from '../queue/queue.ts';
import { loadQueueItem, putQueueItem } from '../queue/store.ts';
import { approvalWork, type PendingApproval } from './approval.ts';
import type { Claim } from './claim.ts';

/** Nobody has to answer about a claim that is over. */
const waitingAt = (claim: Claim | null): PendingApproval | null =>
  claim && claim.closedAt === null ? claim.dossier.approval : null;

/** Keeps a decision that waits on the desk, and takes it off as soon as it does not wait any more. */
export async function keepApproval(
  ctx: CommandContext,
  em: EntityManager,
  { item: claim, before }: Pick<ItemChange<Claim>, 'item' | 'before'>,
): Promise<void> {
  const [was, is] = [waitingAt(before), waitingAt(claim)];
  if (was && was.id !== is?.id) {
    const lying = await loadQueueItem(em, was.id);
    if (lying) await put(ctx, em, { ...lying, closedAt: ctx.now() });
  }
  if (is) await put(ctx, em, approvalWork(claim, is, await loadQueueItem(em, is.id)));
}

async function put({ now, correlationId }: CommandContext, em: EntityManager, item: QueueItem): Promise<void> {
  await putQueueItem(em, item);
  await tellQueue(em, item, { at: now(), correlationId });
}
