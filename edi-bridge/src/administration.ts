import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import { Archive } from './archive.ts';
import { Outbox } from './channel/outbox.ts';
import { SecretBox } from './channel/secret-box.ts';
import { type Doors, stationOf } from './channel/station.ts';
import { openLedger, startLedgerGraph } from './ledger-graph.ts';
import { Mailboxes } from './mailbox/mailboxes.ts';

/**
 * The ledger and its schema without channels and without consumers, for administration beside a running bridge: what is
 * set back to RECEIVED here, the bridge takes up.
 */
export async function openEdiAdministration(deps: SubgraphDeps & Doors & { readonly home: string }): Promise<Subgraph> {
  const { home, as2Url = null, sftp = null } = deps;
  const db = await openLedger(deps);
  const parts = { db, archive: new Archive(home), mailboxes: new Mailboxes(home), box: new SecretBox(home) };
  const outbox = new Outbox({ db, now: deps.now ?? Date.now });
  const station = () => stationOf(home, as2Url, sftp);
  return startLedgerGraph(deps, { ...parts, outbox, graph: null, station }, async () => []);
}
