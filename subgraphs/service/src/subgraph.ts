import { Database } from '@quayside/shared/db/database';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { workDayTable } from './capacity/table.ts';
import { caseTable } from './case/table.ts';
import { followMadeCharges } from './charge/consumer.ts';
import { claimTable } from './claim/table.ts';
import { type ServiceContext, serviceContext } from './context.ts';
import { historyTable, messageTable } from './conversation/table.ts';
import { startConsumers } from './directory/consumers.ts';
import {
  accountDirectoryTable,
  contractTermsTable,
  fileDirectoryTable,
  shipmentDirectoryTable,
} from './directory/table.ts';
import { SERVICE_SOURCE } from './events.ts';
import { typeDefs } from './generated/schema.ts';
import { openedOnceTable } from './item/opened-once.ts';
import { migrations } from './migrations/index.ts';
import { queueTable } from './queue/table.ts';
import { resolvers } from './resolvers.ts';
import { returnOrderTable } from './return-order/table.ts';
import { ratingTable } from './satisfaction/table.ts';
import { workOrderTable } from './work-order/table.ts';

const tables = [
  ...[eventTable, relayTable, tenantScopeTable, inboxTable, sequenceTable],
  ...[shipmentDirectoryTable, accountDirectoryTable, contractTermsTable, fileDirectoryTable],
  ...[caseTable, claimTable, workOrderTable, returnOrderTable, workDayTable, openedOnceTable],
  ...[messageTable, historyTable, queueTable, ratingTable],
];

/** Opens the store and starts the service subgraph: what went wrong, and what was asked for on top. */
export async function openServiceSubgraph(deps: SubgraphDeps): Promise<Subgraph<ServiceContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables, migrations });
  return startSubgraph({
    name: SERVICE_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: serviceContext,
    consumers: async () => [
      ...(await startConsumers(db, deps.bus)),
      await followMadeCharges(db, deps.bus, deps.now ?? Date.now),
    ],
  });
}
