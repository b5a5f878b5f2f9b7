import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { EntityManager } from 'typeorm';
import { ACCOUNT_CHANGED } from '../events.ts';
import { findOrgUnit } from '../organization/store.ts';
import { keepChanges, tell } from './commands.ts';
import { findWithStrangeManager, saveAccount } from './store.ts';

/**
 * Customers whose branch has moved out of their account manager's line have none any more: who answers for a customer must
 * be able to see it.
 */
export async function partFromManagers(ctx: CommandContext, em: EntityManager, unitPath: string): Promise<void> {
  for (const account of await findWithStrangeManager(em, ctx.viewer, unitPath)) {
    const branch = await findOrgUnit(em, ctx.viewer, account.branchId);
    if (!branch) continue;
    const saved = await saveAccount(em, { ...account, accountManagerId: null }, branch.path);
    await keepChanges(ctx, em, account, saved);
    await tell(ctx, em, ACCOUNT_CHANGED, saved, branch);
  }
}
