import { Database } from '@quayside/shared/db/database';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { followTenantScopes } from '@quayside/shared/db/tenant-scope-consumer';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { followDueCharges } from './charge/consumer.ts';
import { chargeResolvers } from './charge/resolvers.ts';
import { chargeTable } from './charge/table.ts';
import { type ContractContext, contractContext } from './context.ts';
import { contractResolvers } from './contract/resolvers.ts';
import { contractTable, contractVersionTable } from './contract/table.ts';
import { entitlementResolvers } from './entitlement/resolvers.ts';
import { CONTRACT_SOURCE } from './events.ts';
import { typeDefs } from './generated/schema.ts';
import { migrations } from './migrations/index.ts';
import { rateResolvers } from './rate/resolvers.ts';
import { rateCardTable } from './rate/table.ts';

const tables = [
  eventTable,
  relayTable,
  tenantScopeTable,
  inboxTable,
  sequenceTable,
  contractTable,
  contractVersionTable,
  rateCardTable,
  chargeTable,
];

const resolvers = {
  ...contractResolvers,
  ...rateResolvers,
  ...chargeResolvers,
  Query: {
    ...contractResolvers.Query,
    ...rateResolvers.Query,
    ...entitlementResolvers.Query,
    ...chargeResolvers.Query,
  },
  Mutation: { ...contractResolvers.Mutation, ...rateResolvers.Mutation },
};

/** Opens the store and starts the contract subgraph: what was agreed. */
export async function openContractSubgraph(deps: SubgraphDeps): Promise<Subgraph<ContractContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables, migrations });
  return startSubgraph({
    name: CONTRACT_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: contractContext,
    consumers: async () => [
      await followTenantScopes({ name: CONTRACT_SOURCE, db, bus: deps.bus }),
      await followDueCharges(db, deps.bus),
    ],
  });
}
