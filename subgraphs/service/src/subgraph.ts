import { Database } from '@quayside/shared/db/database';
import { parameterValueTable } from '@quayside/shared/db/parameter-store';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import type { BusSubscription } from '@quayside/shared/events/bus';
import { inboxTable } from '@quayside/shared/events/inbox';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import type { Watch } from '@quayside/shared/watch';
import { followCustomers } from './audit/consumer.ts';
import { auditChainTable, auditRecordTable } from './audit/table.ts';
import { followBought } from './bought/consumer.ts';
import { boughtTable } from './bought/table.ts';
import { workDayTable } from './capacity/table.ts';
import { cases } from './case/store.ts';
import { caseTable } from './case/table.ts';
import { followCauses } from './cause/consumer.ts';
import { causeSignTable } from './cause/table.ts';
import { followMadeCharges } from './charge/consumer.ts';
import { filedOnceTable } from './claim/filed-once-store.ts';
import { claims } from './claim/store.ts';
import { claimTable } from './claim/table.ts';
import { calendarTable, clockTable, clockTransitionTable } from './clock/table.ts';
import { watchClocks } from './clock/watch-commands.ts';
import { linkCaseTable } from './consignee/table.ts';
import { type ServiceContext, serviceContext } from './context.ts';
import { historyTable, messageTable, readMarkTable } from './conversation/table.ts';
import { defectCaseTable, defectTable } from './defect/table.ts';
import { startConsumers } from './directory/consumers.ts';
import {
  accountDirectoryTable,
  contractTermsTable,
  fileDirectoryTable,
  invoiceDirectoryTable,
  memberDirectoryTable,
  shipmentDirectoryTable,
} from './directory/table.ts';
import { followDisputes } from './dispute/consumer.ts';
import { SERVICE_SOURCE } from './events.ts';
import { Assembler } from './evidence/assembler.ts';
import { followPapers } from './evidence/consumer.ts';
import { evidenceItemTable, evidencePackTable, evidenceTextTable } from './evidence/table.ts';
import { typeDefs } from './generated/schema.ts';
import { rateInviteTable } from './invite/table.ts';
import { openedOnceTable } from './item/opened-once.ts';
import { articleTable, articleTextTable, articleVoteTable } from './knowledge/table.ts';
import { incomingTable, mailTable, mailThreadTable } from './mail/table.ts';
import { migrations } from './migrations/index.ts';
import { choiceTable, digestTimeTable, notificationTable, participantTable, quietTable } from './notification/table.ts';
import { mailFolder, type PostSettings, startPostOffice } from './post-office.ts';
import { startQueueConsumers } from './queue/consumers.ts';
import { queueTable } from './queue/table.ts';
import { resolvers } from './resolvers.ts';
import { returnOrders } from './return-order/store.ts';
import { returnOrderTable } from './return-order/table.ts';
import { answerTable, ratingTable } from './satisfaction/table.ts';
import { savedViewTable } from './saved-view/table.ts';
import { drawTable, reviewTable } from './supervision/table.ts';
import { workOrders } from './work-order/store.ts';
import { workOrderTable } from './work-order/table.ts';

/** The tables of this subgraph, for administration and benchmarks beside it. */
export const serviceTables = [
  ...[eventTable, relayTable, tenantScopeTable, parameterValueTable, inboxTable, sequenceTable],
  ...[shipmentDirectoryTable, accountDirectoryTable, contractTermsTable, fileDirectoryTable, invoiceDirectoryTable],
  ...[
    caseTable,
    claimTable,
    workOrderTable,
    returnOrderTable,
    workDayTable,
    openedOnceTable,
    filedOnceTable,
    linkCaseTable,
  ],
  ...[
    messageTable,
    historyTable,
    readMarkTable,
    queueTable,
    savedViewTable,
    ratingTable,
    memberDirectoryTable,
    answerTable,
    causeSignTable,
    rateInviteTable,
    boughtTable,
  ],
  ...[drawTable, reviewTable],
  ...[articleTable, articleTextTable, articleVoteTable, defectTable, defectCaseTable],
  ...[clockTable, clockTransitionTable, calendarTable],
  ...[auditRecordTable, auditChainTable, evidencePackTable, evidenceItemTable, evidenceTextTable],
  ...[notificationTable, choiceTable, quietTable, digestTimeTable, participantTable],
  ...[mailTable, mailThreadTable, incomingTable],
];

/** What the surroundings give this subgraph. */
export interface ServiceDeps extends SubgraphDeps {
  /** Asked for the facts of evidence; left out beside a running server, which gathers them. */
  readonly graph?: GraphClient;
  /** How people are notified; left out where nobody is, as in administration. */
  readonly post?: PostSettings;
}

/** Opens the store and starts the service subgraph: what went wrong, and what was asked for on top. */
export async function openServiceSubgraph(deps: ServiceDeps): Promise<Subgraph<ServiceContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables: serviceTables, migrations });
  const { graph = null, now = Date.now } = deps;
  const assembler = new Assembler({ db, graph, now, log: deps.log.child({ subgraph: SERVICE_SOURCE }) });
  const subgraph = await startSubgraph({
    name: SERVICE_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: serviceContext(assembler, deps.post ? { folder: mailFolder(deps.post), upload: deps.post.upload } : null),
    consumers: () => startWork(db, deps, assembler),
  });
  return {
    ...subgraph,
    settle: async () => {
      await assembler.settle();
      await subgraph.settle();
    },
  };
}

/** What goes on without anybody asking. Those who bring in work come first, so that they are the first to stop. */
async function startWork(db: Database, deps: ServiceDeps, assembler: Assembler): Promise<BusSubscription[]> {
  const { bus, log, now = Date.now, post } = deps;
  return [
    ...(post ? await startPostOffice({ db, bus, log, now, settings: post }) : []),
    ...(await startConsumers(db, bus)),
    ...(await startQueueConsumers(db, bus)),
    await followPapers(db, bus),
    await followMadeCharges(db, bus, now),
    await followDisputes(db, bus, now),
    await followCustomers(db, bus),
    ...(await followCauses(db, bus)),
    ...(await followBought(db, bus)),
    assembler.start(),
    startWatch(db, deps),
  ];
}

const product = systemViewer('Clock');
const STORES = { CASE: cases, CLAIM: claims, WORK_ORDER: workOrders, RETURN_ORDER: returnOrders };

const startWatch = (db: Database, { log, now = Date.now }: SubgraphDeps): Watch =>
  watchClocks({ db, log, now, find: (em, kind, id) => STORES[kind].find(em, product, id) }).start();
