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
 * @throws AggregateError that names the contracts whose terms cannot become what was agreed; the others have begun
 */
export async function beginDue(ctx: CommandContext): Promise<void> {
  const due = await ctx.db.read((em) => changesDue(em, ctx.viewer, localDate(ctx.now())));
  const stuck = new Map<string, unknown>();
  for (const change of due) {
    // What follows was agreed against it: the later word would not stay the last one.
    if (stuck.has(change.contractId)) continue;
    try {
      const begun = await begin(ctx, change);
      if (!begun.ok) stuck.set(change.contractId, new Error(begun.refusal.message));
    } catch (fault) {
      stuck.set(change.contractId, fault);
    }
  }
  // Where another process was faster, the next look sees what is left.
  const faults = [...stuck].filter(([, fault]) => !(fault instanceof AppError && fault.code === 'CONFLICT'));
  if (faults.length === 0) return;
  const named = faults.map(([id, fault]) => `${id}: ${fault instanceof Error ? fault.message : String(fault)}`);
  throw new AggregateError(
    faults.map(([, fault]) => fault),
    `agreed terms cannot begin: ${named.join('; ')}`,
  );
}

const begin = (ctx: CommandContext, change: AgreedChange): Promise<Result<Contract>> =>
  changeContract(ctx, change.contractId, {
    rule: (contract) => amend(contract, change.change, change.reason),
    event: CONTRACT_AMENDED,
    reason: change.reason,
    // They were agreed from that day on, however late anybody looked.
    since: Date.parse(change.beginsOn),
    also: async (em) => {
      if (!(await dropChange(em, change))) throw new AppError('CONFLICT', 'These terms hold already.');
    },
  });
