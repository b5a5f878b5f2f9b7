import { Database } from '@quayside/shared/db/database';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { accountResolvers } from './account/resolvers.ts';
import { accountChangeTable, accountTable } from './account/table.ts';
import { apiKeyResolvers } from './api-key/resolvers.ts';
import { apiKeyTable } from './api-key/table.ts';
import { accountBankDetails, bankDetailsResolvers } from './bank-details/resolvers.ts';
import { bankDetailsTable } from './bank-details/table.ts';
import { boardResolvers } from './board/resolvers.ts';
import { boardMonthTable, boardMoveTable } from './board/table.ts';
import { consigneeResolvers } from './consignee/resolvers.ts';
import { consigneeTable } from './consignee/table.ts';
import { contactResolvers } from './contact/resolvers.ts';
import { contactTable } from './contact/table.ts';
import { type CustomerContext, customerContext } from './context.ts';
import { dossierResolvers } from './dossier/resolvers.ts';
import { dossierTable } from './dossier/table.ts';
import { CUSTOMER_SOURCE } from './events.ts';
import { followFacts } from './fact/consumers.ts';
import { agreementTable, factTable, monthTable } from './fact/table.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated/resolver-types.ts';
import { typeDefs } from './generated/schema.ts';
import { memberResolvers } from './member/resolvers.ts';
import { memberTable } from './member/table.ts';
import { customerMigrations } from './migrations/index.ts';
import { organizationResolvers } from './organization/resolvers.ts';
import { orgUnitChangeTable, orgUnitTable } from './organization/table.ts';
import { displayOf, parameterResolvers } from './parameter/resolvers.ts';
import { parameterChangeTable, parameterSettingTable } from './parameter/table.ts';
import { memberRights, rightResolvers } from './right/resolvers.ts';
import { memberRightTable, staffRecordTable } from './right/table.ts';
import { watchRights } from './right/watch.ts';
import { signInResolvers } from './sign-in/resolvers.ts';
import { loginTable, sessionTable, signInAttemptTable } from './sign-in/table.ts';
import { followTouches } from './touch/consumer.ts';
import { accountTouches, touchResolvers } from './touch/resolvers.ts';
import { touchTable } from './touch/table.ts';
import { followAccounts } from './value/consumer.ts';
import { accountValue, valueResolvers } from './value/resolvers.ts';
import { markStale } from './value/store.ts';
import { historyImportTable, portfolioTable, referralTable, settingTable, valueTable } from './value/table.ts';
import { watchValues } from './value/watch.ts';
import { viewingResolvers } from './viewing/resolvers.ts';
import { customerViewTable } from './viewing/table.ts';

/** The tables of this subgraph, for administration and benchmarks beside it. */
export const customerTables = [
  eventTable,
  relayTable,
  tenantScopeTable,
  inboxTable,
  sequenceTable,
  ...[orgUnitTable, orgUnitChangeTable],
  accountTable,
  accountChangeTable,
  dossierTable,
  contactTable,
  consigneeTable,
  memberTable,
  memberRightTable,
  staffRecordTable,
  customerViewTable,
  ...[parameterSettingTable, parameterChangeTable, bankDetailsTable],
  loginTable,
  signInAttemptTable,
  sessionTable,
  apiKeyTable,
  touchTable,
  factTable,
  monthTable,
  agreementTable,
  valueTable,
  portfolioTable,
  settingTable,
  referralTable,
  historyImportTable,
  boardMonthTable,
  boardMoveTable,
];

/** The root fields of all features: one that nobody resolves does not compile. `liveHead` is every subgraph's own. */
const Query: Required<Omit<QueryResolvers<CustomerContext>, 'liveHead'>> = {
  ...organizationResolvers.Query,
  ...accountResolvers.Query,
  ...consigneeResolvers.Query,
  ...memberResolvers.Query,
  ...rightResolvers.Query,
  ...parameterResolvers.Query,
  ...bankDetailsResolvers.Query,
  ...signInResolvers.Query,
  ...apiKeyResolvers.Query,
  ...valueResolvers.Query,
  ...boardResolvers.Query,
};
const Mutation: Required<MutationResolvers<CustomerContext>> = {
  ...organizationResolvers.Mutation,
  ...accountResolvers.Mutation,
  ...dossierResolvers.Mutation,
  ...contactResolvers.Mutation,
  ...consigneeResolvers.Mutation,
  ...memberResolvers.Mutation,
  ...rightResolvers.Mutation,
  ...viewingResolvers.Mutation,
  ...parameterResolvers.Mutation,
  ...bankDetailsResolvers.Mutation,
  ...signInResolvers.Mutation,
  ...apiKeyResolvers.Mutation,
  ...touchResolvers.Mutation,
  ...valueResolvers.Mutation,
};
const resolvers: Resolvers = {
  ...organizationResolvers,
  ...accountResolvers,
  ...dossierResolvers,
  ...contactResolvers,
  ...consigneeResolvers,
  ...memberResolvers,
  ...rightResolvers,
  ...viewingResolvers,
  ...parameterResolvers,
  ...bankDetailsResolvers,
  ViewerInfo: { ...memberResolvers.ViewerInfo, display: displayOf },
  ...signInResolvers,
  ...apiKeyResolvers,
  ...touchResolvers,
  ...valueResolvers,
  Member: { ...memberResolvers.Member, ...memberRights },
  Account: {
    ...{ ...accountResolvers.Account, ...dossierResolvers.Account, touches: accountTouches, value: accountValue },
    bankDetails: accountBankDetails,
  },
  Query,
  Mutation,
};

/** Opens the customer subgraph: who the customers are, what they are worth, and who may sign in. */
export async function openCustomerSubgraph(deps: SubgraphDeps): Promise<Subgraph<CustomerContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables: customerTables, migrations: customerMigrations });
  const { log, bus, now = Date.now } = deps;
  const watched = { db, log: log.child({ subgraph: CUSTOMER_SOURCE }), now };
  const watch = watchValues(watched);
  const rights = watchRights(watched);
  const subgraph = await startSubgraph({
    ...{ name: CUSTOMER_SOURCE, typeDefs, resolvers, db, deps, context: customerContext },
    consumers: async () => [
      ...(await followFacts(db, bus, markStale)),
      await followAccounts(db, bus),
      await followTouches(db, bus, now),
      watch.start(),
      rights.start(),
    ],
  });
  return {
    ...subgraph,
    settle: async () => {
      await subgraph.settle();
      if (!deps.passive) await Promise.all([watch.look(), rights.look()]);
      await subgraph.settle();
    },
  };
}
