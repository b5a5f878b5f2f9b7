import { Database } from '@quayside/shared/db/database';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { inboxTable } from '@quayside/shared/events/inbox';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { auditChainTable, auditRecordTable } from './audit/table.ts';
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
import { Assembler } from './evidence/assembler.ts';
import { followPapers } from './evidence/consumer.ts';
import { evidenceItemTable, evidencePackTable, evidenceTextTable } from './evidence/table.ts';
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
  ...[auditRecordTable, auditChainTable, evidencePackTable, evidenceItemTable, evidenceTextTable],
];

/** What the surroundings give this subgraph. */
export interface ServiceDeps extends SubgraphDeps {
  /** Asked for the facts of evidence; left out beside a running server, which gathers them. */
  readonly graph?: GraphClient;
}

/** Opens the store and starts the service subgraph: what went wrong, and what was asked for on top. */
export async function openServiceSubgraph(deps: ServiceDeps): Promise<Subgraph<ServiceContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables, migrations });
  const { bus, graph = null, now = Date.now } = deps;
  const assembler = new Assembler({ db, graph, now, log: deps.log.child({ subgraph: SERVICE_SOURCE }) });
  const subgraph = await startSubgraph({
    name: SERVICE_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: serviceContext(assembler),
    consumers: async () => [
      ...(await startConsumers(db, bus)),
      ...(await startQueueConsumers(db, bus)),
      await followPapers(db, bus),
      assembler.start(),
      startWatch(db, deps),
    ],
  });
  return {
    ...subgraph,
    settle: async () => {
      await assembler.settle();
      await subgraph.settle();
    },
  };
}

const product = systemViewer('Clock');
const STORES = { CASE: cases, CLAIM: claims, WORK_ORDER: workOrders };

function startWatch(db: Database, { log, now = Date.now }: SubgraphDeps): ClockWatch {
  const watch = new ClockWatch({ db, log, now, find: (em, kind, id) => STORES[kind].find(em, product, id) });
  watch.start();
  return watch;
}
