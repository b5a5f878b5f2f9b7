import { DAY } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';

const DECIDE = inputMutation('decideCredit', 'DecideCreditInput', '... on CreditStanding { state }');
const RELEASE = inputMutation('releaseOrder', 'ReleaseOrderInput', '... on OrderRelease { id }');
const NAMED = '{ accounts(first: 100) { nodes { id name } } }';

/** Customers of the portfolio whom a head has set apart: nothing of theirs moves in the demo, so nothing stands still. */
const DECIDED = [
  { name: 'Northgate Garden', state: 'HOLD', reason: 'Two payments came back unpaid; our letters stay unanswered.' },
  {
    name: 'Red Lantern Toys',
    state: 'PREPAY',
    reason: 'New owner: prepayment until the first three invoices are paid.',
  },
] as const;

const DECIDED_DAYS_AGO = 20;

/** What was decided on credit, and one order that goes on all the same. */
export async function seedCredit(
  { customers, contracts }: { readonly customers: DemoGraph; readonly contracts: DemoGraph },
  clock: DemoClock,
  now: number,
): Promise<void> {
  const { accounts } = await customers.read<{ accounts: { nodes: { id: string; name: string }[] } }>(NAMED, {});
  clock.travelTo(now - DECIDED_DAYS_AGO * DAY);
  await contracts.together(async () => {
    for (const { name, state, reason } of DECIDED) {
      const accountId = accounts.nodes.find((account) => account.name === name)?.id;
      if (!accountId) throw new Error(`the demo has no customer ${name}`);
      await contracts.run(DECIDE, { input: { accountId, state, reason } });
      if (state !== 'HOLD') continue;
      const order = { orderNumber: 'NG-20418', reason: 'Paid in advance by wire; receipt seen.' };
      await contracts.run(RELEASE, { input: { accountId, ...order } });
    }
  });
  clock.backToPresent();
}
