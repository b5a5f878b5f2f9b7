import { Database } from '@quayside/shared/db/database';
import { followTenantScopes } from '@quayside/shared/db/tenant-scope-consumer';
import type { BusSubscription } from '@quayside/shared/events/bus';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { channelResolvers } from './channel/resolvers.ts';
import { checkResolvers } from './check/resolvers.ts';
import { type EdiParts, ediContext } from './context.ts';
import { EDI_SOURCE } from './events.ts';
import { typeDefs } from './generated/schema.ts';
import { messageResolvers } from './message/resolvers.ts';
import { migrations, tables } from './migrations/index.ts';
import { partnerResolvers } from './partner/resolvers.ts';
import { verifyResolvers } from './verify/resolvers.ts';

const { Query, Mutation, ...types } = messageResolvers;
const resolvers = {
  ...types,
  ...partnerResolvers,
  ...channelResolvers,
  ...verifyResolvers,
  EdiPartner: { ...partnerResolvers.EdiPartner, ...channelResolvers.EdiPartner },
  Query: {
    ...Query,
    ...partnerResolvers.Query,
    ...channelResolvers.Query,
    ...checkResolvers.Query,
    ...verifyResolvers.Query,
  },
  Mutation: { ...Mutation, ...partnerResolvers.Mutation, ...channelResolvers.Mutation },
};

/** Opens the bridge's store and brings it up to date. */
export const openLedger = (deps: SubgraphDeps): Promise<Database> =>
  Database.open({ url: deps.databaseUrl, tables, migrations });

/** Starts the schema over the ledger. */
export function startLedgerGraph(
  deps: SubgraphDeps,
  { db, ...parts }: EdiParts & { db: Database },
  followCauses: () => Promise<BusSubscription[]>,
): Promise<Subgraph> {
  return startSubgraph({
    name: EDI_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: (base) => ediContext(base, parts),
    // A key with the scope `edi` reads what it sent.
    ownReadRule: true,
    consumers: async () => [
      await followTenantScopes({ name: EDI_SOURCE, db, bus: deps.bus }),
      ...(await followCauses()),
    ],
  });
}
