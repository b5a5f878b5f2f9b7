import { Database } from '@quayside/shared/db/database';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { caseTable } from './case/table.ts';
import { claimTable } from './claim/table.ts';
import { type ServiceContext, serviceContext } from './context.ts';
import { historyTable, messageTable, readMarkTable } from './conversation/table.ts';
import { startConsumers } from './directory/consumers.ts';
import {
  accountDirectoryTable,
  contractTermsTable,
  fileDirectoryTable,
  memberDirectoryTable,
  shipmentDirectoryTable,
} from './directory/table.ts';
import { SERVICE_SOURCE } from './events.ts';
import { typeDefs } from './generated/schema.ts';
import { openedOnceTable } from './item/opened-once.ts';
import { incomingTable, mailTable, mailThreadTable } from './mail/table.ts';
import { migrations } from './migrations/index.ts';
import { choiceTable, clockToldTable, notificationTable, participantTable, quietTable } from './notification/table.ts';
import { type PostSettings, startPostOffice } from './post-office.ts';
import { queueTable } from './queue/table.ts';
import { resolvers } from './resolvers.ts';
import { ratingTable } from './satisfaction/table.ts';
import { workOrderTable } from './work-order/table.ts';

const tables = [
  ...[eventTable, relayTable, tenantScopeTable, inboxTable, sequenceTable],
  ...[shipmentDirectoryTable, accountDirectoryTable, contractTermsTable, fileDirectoryTable],
  ...[caseTable, claimTable, workOrderTable, openedOnceTable],
  ...[messageTable, historyTable, readMarkTable, queueTable, ratingTable, memberDirectoryTable],
  ...[notificationTable, choiceTable, quietTable, participantTable, clockToldTable],
  ...[mailTable, mailThreadTable, incomingTable],
];

export interface ServiceDeps extends SubgraphDeps {
  /** How people are notified; left out where nobody is, as in administration. */
  readonly post?: PostSettings;
}

/** Opens the store and starts the service subgraph: what went wrong, and what was asked for on top. */
export async function openServiceSubgraph(deps: ServiceDeps): Promise<Subgraph<ServiceContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables, migrations });
  const { bus, log, now = Date.now, post } = deps;
  return startSubgraph({
    name: SERVICE_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: serviceContext,
    consumers: async () => [
      // First those who bring in work, so that they are the first to stop.
      ...(post ? await startPostOffice({ db, bus, log, now, settings: post }) : []),
      ...(await startConsumers(db, bus)),
    ],
  });
}
