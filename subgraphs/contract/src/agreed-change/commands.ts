import { AppError } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import type { Result } from '@quayside/shared/result';
import { changeContract } from '../contract/commands.ts';
import { amend, type Contract } from '../contract/contract.ts';
import { CONTRACT_AMENDED } from '../events.ts';
import type { AgreedChange } from './agreed-change.ts';
import { changesDue, dropChange } from './store.ts';

/**
 * Makes versions of what was agreed and begins today, or should have begun before, each once.
 * @throws Error that names the contracts whose terms cannot become what was agreed; the others have begun
 */
export async function beginDue(ctx: CommandContext): Promise<void> {
  const due = await ctx.db.read((em) => changesDue(em, ctx.viewer, localDate(ctx.now())));
  const stuck: string[] = [];
  for (const change of due) {
    const begun = await begin(ctx, change);
    if (!begun.ok) stuck.push(`${change.contractId}: ${begun.refusal.message}`);
  }
  if (stuck.length > 0) throw new Error(`agreed terms cannot begin: ${stuck.join('; ')}`);
}

const begin = (ctx: CommandContext, change: AgreedChange): Promise<Result<Contract>> =>
  changeContract(ctx, change.contractId, {
    rule: (contract) => amend(contract, change.change, change.reason),
    event: CONTRACT_AMENDED,
    reason: change.reason,
    also: async (em) => {
      if (!(await dropChange(em, change))) throw new AppError('CONFLICT', 'These terms hold already.');
    },
  });
