import type { StripeSettings } from '@quayside/shared/config';
import { Database } from '@quayside/shared/db/database';
import type { PathColumn } from '@quayside/shared/db/move-paths';
import { followParameters, parameterValueTable } from '@quayside/shared/db/parameter-store';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { followTenantScopes } from '@quayside/shared/db/tenant-scope-consumer';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import { followActivities } from './activity/consumer.ts';
import { activityResolvers } from './activity/resolvers.ts';
import { activityTable, fuelPriceTable, stockLevelTable, storageMonthTable } from './activity/table.ts';
import { agreedChangeResolvers } from './agreed-change/resolvers.ts';
import { agreedChangeTable } from './agreed-change/table.ts';
import { watchBeginnings } from './agreed-change/watch.ts';
import { bankStatementResolvers } from './bank-statement/resolvers.ts';
import { bankCreditTable } from './bank-statement/table.ts';
import { followDueCharges } from './charge/consumer.ts';
import { chargeResolvers } from './charge/resolvers.ts';
import { chargeTable, unbilledTable } from './charge/table.ts';
import { type ContractContext, contractContext } from './context.ts';
import { contractResolvers } from './contract/resolvers.ts';
import { contractReminderTable, contractTable, contractVersionTable } from './contract/table.ts';
import { watchEnds } from './contract/watch.ts';
import { followExchange, followMoney } from './credit/consumer.ts';
import { creditResolvers } from './credit/resolvers.ts';
import { forgetLooks } from './credit/store.ts';
import {
  creditAssessmentTable,
  creditPolicyChangeTable,
  creditPolicyTable,
  creditStandingTable,
  houseExchangeTable,
  orderReleaseTable,
} from './credit/table.ts';
import { watchCredit } from './credit/watch.ts';
import { entitlementResolvers } from './entitlement/resolvers.ts';
import { CONTRACT_SOURCE } from './events.ts';
import type { Resolvers } from './generated/resolver-types.ts';
import { typeDefs } from './generated/schema.ts';
import { houseStandardResolvers } from './house-standard/resolvers.ts';
import { invoiceResolvers } from './invoice/resolvers.ts';
import { billingRuleTable, disputeTable, invoiceLineTable, invoiceTable } from './invoice/table.ts';
import { watchBilling } from './invoice/watch.ts';
import { lookupResolvers } from './lookup/resolvers.ts';
import { migrations } from './migrations/index.ts';
import { moneyTrendResolvers } from './money-trend/resolvers.ts';
import { invoicePayableOnline, onlinePaymentResolvers } from './online-payment/resolvers.ts';
import { openStripe } from './online-payment/stripe-transport.ts';
import { checkoutTable, onlinePaymentTable, paymentEventTable } from './online-payment/table.ts';
import { watchEvents } from './online-payment/watch.ts';
import { followDeliveries } from './otif/consumer.ts';
import { otifResolvers } from './otif/resolvers.ts';
import { otifDisputeTable, otifFactTable, otifPeriodTable } from './otif/table.ts';
import { watchPeriods } from './otif/watch.ts';
import { otifTrendResolvers } from './otif-trend/resolvers.ts';
import { otifTallyTable } from './otif-trend/table.ts';
import { watchTallies } from './otif-trend/watch.ts';
import { payableResolvers } from './payable/resolvers.ts';
import { carrierCardTable, carrierInvoiceTable, toleranceTable } from './payable/table.ts';
import { quoteResolvers } from './quote/resolvers.ts';
import { proposalTable, quoteTable } from './quote/table.ts';
import { rateResolvers } from './rate/resolvers.ts';
import { rateCardTable } from './rate/table.ts';
import { receivableResolvers } from './receivable/resolvers.ts';
import { forgetNextSteps, isCollectionDays } from './receivable/store.ts';
import { collectionRuleTable, collectionStepTable, receivableTable, remittanceTable } from './receivable/table.ts';
import { watchCollection } from './receivable/watch.ts';
import { tierResolvers } from './tier/resolvers.ts';
import { tierTable } from './tier/table.ts';

/** The tables of this subgraph, for administration and benchmarks beside it. */
export const contractTables = [
  eventTable,
  relayTable,
  tenantScopeTable,
  parameterValueTable,
  inboxTable,
  sequenceTable,
  contractTable,
  contractVersionTable,
  contractReminderTable,
  agreedChangeTable,
  rateCardTable,
  ...[chargeTable, unbilledTable, activityTable, stockLevelTable, fuelPriceTable, storageMonthTable],
  ...[billingRuleTable, invoiceTable, invoiceLineTable, disputeTable],
  ...[receivableTable, collectionStepTable, collectionRuleTable, remittanceTable, bankCreditTable],
  ...[checkoutTable, onlinePaymentTable, paymentEventTable],
  ...[carrierCardTable, carrierInvoiceTable, toleranceTable],
  ...[creditStandingTable, creditAssessmentTable, orderReleaseTable, houseExchangeTable],
  ...[creditPolicyTable, creditPolicyChangeTable],
  tierTable,
  quoteTable,
  proposalTable,
  otifFactTable,
  otifPeriodTable,
  otifDisputeTable,
  otifTallyTable,
];

const features: readonly Resolvers[] = [
  contractResolvers,
  agreedChangeResolvers,
  rateResolvers,
  chargeResolvers,
  activityResolvers,
  invoiceResolvers,
  receivableResolvers,
  bankStatementResolvers,
  onlinePaymentResolvers,
  payableResolvers,
  houseStandardResolvers,
  creditResolvers,
  lookupResolvers,
  entitlementResolvers,
  tierResolvers,
  quoteResolvers,
  otifResolvers,
  otifTrendResolvers,
  moneyTrendResolvers,
];

const resolvers = {
  ...Object.assign({}, ...features),
  Invoice: { ...invoiceResolvers.Invoice, payableOnline: invoicePayableOnline },
  Query: Object.assign({}, ...features.map((feature) => feature.Query)),
  Mutation: Object.assign({}, ...features.map((feature) => feature.Mutation)),
  Subscription: Object.assign({}, ...features.map((feature) => feature.Subscription)),
};

/** What this subgraph gets from its surroundings. */
export interface ContractDeps extends SubgraphDeps {
  /** Null, or left out, where nothing is paid online. */
  readonly stripe?: StripeSettings | null;
}

/** What is kept here by the paths of units. */
const PATHS: readonly PathColumn[] = [
  { table: 'credit_policy', column: 'path' },
  { table: 'credit_policy_change', column: 'path' },
  { table: 'bank_credit', column: 'unit_path' },
];

/** Opens the store and starts the contract subgraph: what was agreed. */
export async function openContractSubgraph(deps: ContractDeps): Promise<Subgraph<ContractContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables: contractTables, migrations });
  const watched = { db, log: deps.log, now: deps.now ?? Date.now };
  const payments = deps.stripe ? await openStripe(deps.stripe, deps.log) : null;
  const tallies = watchTallies(watched);
  const subgraph = await startSubgraph({
    name: CONTRACT_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: (base) => contractContext(base, payments),
    consumers: async () => {
      const ends = watchEnds(watched).start();
      const collection = watchCollection(watched).start();
      return [
        await followTenantScopes({ name: CONTRACT_SOURCE, db, bus: deps.bus, paths: PATHS, moved: forgetLooks }),
        ...(await followDueCharges(db, deps.bus)),
        await followDeliveries(db, deps.bus),
        watchPeriods(watched).start(),
        ends,
        watchBeginnings(watched).start(),
        await followParameters(
          { name: CONTRACT_SOURCE, db, bus: deps.bus },
          async (em, { name, path }) => {
            if (isCollectionDays(name)) await forgetNextSteps(em, path);
          },
          (name) => {
            if (name === 'CONTRACT_REMINDER_DAYS') void ends.look();
            if (isCollectionDays(name)) void collection.look();
          },
        ),
        await followActivities(db, deps.bus),
        collection,
        watchBilling(watched).start(),
        await followMoney(db, deps.bus),
        await followExchange(db, deps.bus),
        watchCredit(watched).start(),
        ...(payments ? [watchEvents(watched).start()] : []),
        tallies.start(),
      ];
    },
  });
  return {
    ...subgraph,
    settle: async () => {
      await subgraph.settle();
      if (!deps.passive) await tallies.look();
    },
  };
}
