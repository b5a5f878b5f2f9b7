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

/** What was decided on credit, and one order that goes on all the same. */
export async function seedCredit(customers: DemoGraph, contracts: DemoGraph): Promise<void> {
  const { accounts } = await customers.read<{ accounts: { nodes: { id: string; name: string }[] } }>(NAMED, {});
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
}
