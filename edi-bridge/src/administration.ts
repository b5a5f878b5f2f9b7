import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import { Archive } from './archive.ts';
import { openLedger, startLedgerGraph } from './ledger-graph.ts';
import { Mailboxes } from './mailbox/mailboxes.ts';

const nothingToStop = { stop: async () => undefined };

/**
 * The ledger and its schema without channels and without consumers, for administration beside a running bridge: what is
 * set back to RECEIVED here, the bridge takes up.
 */
export async function openEdiAdministration(deps: SubgraphDeps & { readonly home: string }): Promise<Subgraph> {
  const parts = { db: await openLedger(deps), archive: new Archive(deps.home), mailboxes: new Mailboxes(deps.home) };
  return startLedgerGraph(deps, parts, async () => nothingToStop);
}
