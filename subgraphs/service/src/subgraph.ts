import { Database } from '@quayside/shared/db/database';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { cases } from './case/store.ts';
import { caseTable } from './case/table.ts';
import { claims } from './claim/store.ts';
import { claimTable } from './claim/table.ts';
import { calendarTable, clockTable, clockTransitionTable } from './clock/table.ts';
import { ClockWatch } from './clock/watch-commands.ts';
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
import { startQueueConsumers } from './queue/consumers.ts';
import { queueTable } from './queue/table.ts';
import { resolvers } from './resolvers.ts';
import { ratingTable } from './satisfaction/table.ts';
import { savedViewTable } from './saved-view/table.ts';
import { workOrders } from './work-order/store.ts';
import { workOrderTable } from './work-order/table.ts';

const tables = [
  ...[eventTable, relayTable, tenantScopeTable, inboxTable, sequenceTable],
  ...[shipmentDirectoryTable, accountDirectoryTable, contractTermsTable, fileDirectoryTable],
  ...[caseTable, claimTable, workOrderTable, openedOnceTable],
  ...[messageTable, historyTable, queueTable, savedViewTable, ratingTable],
  ...[clockTable, clockTransitionTable, calendarTable],
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
      ...(await startQueueConsumers(db, deps.bus)),
      startWatch(db, deps),
    ],
  });
}

const product = systemViewer('Clock');
const STORES = { CASE: cases, CLAIM: claims, WORK_ORDER: workOrders };

function startWatch(db: Database, { log, now = Date.now }: SubgraphDeps): ClockWatch {
  const watch = new ClockWatch({ db, log, now, find: (em, kind, id) => STORES[kind].find(em, product, id) });
  watch.start();
  return watch;
}
