import { reachesAccount } from '@quayside/shared/db/reach';
import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { EntityManager } from 'typeorm';

/** @throws AppError NOT_FOUND when the account is not in the viewer's reach. */
export async function requireAccount(em: EntityManager, ctx: CommandContext, accountId: string): Promise<void> {
  if (!(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
}
