import { Database } from '@quayside/shared/db/database';
import { followParameters, parameterValueTable } from '@quayside/shared/db/parameter-store';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { sequenceTable } from '@quayside/shared/db/sequence';
import { followTenantScopes } from '@quayside/shared/db/tenant-scope-consumer';
import { inboxTable } from '@quayside/shared/events/inbox';
import { type Subgraph, type SubgraphDeps, startSubgraph } from '@quayside/shared/graphql/subgraph';
import { eventTable, relayTable } from '@quayside/shared/outbox/table';
import type { EntitySchema } from 'typeorm';
import { followConsignees } from './consignee/consumer.ts';
import { consigneeAccountTable } from './consignee/table.ts';
import type { ShipmentContext } from './context.ts';
import { followCredit } from './credit/consumer.ts';
import { heardCreditTable, releasedOrderTable } from './credit/table.ts';
import { documentResolvers } from './document/resolvers.ts';
import { documentTable, storedFileTable } from './document/table.ts';
import { SHIPMENT_SOURCE } from './events.ts';
import { typeDefs } from './generated/schema.ts';
import { inboundResolvers } from './inbound/resolvers.ts';
import {
  inboundLineTable,
  inboundSearchTable,
  inboundTable,
  inboundUnitTable,
  receiptLineTable,
  receiptTable,
  warehouseNameTable,
} from './inbound/table.ts';
import { linkResolvers } from './link/resolvers.ts';
import { instructionTable, linkTable } from './link/table.ts';
import { openLoaders } from './loaders.ts';
import { migrations } from './migrations/index.ts';
import { orderChangeResolvers } from './order-change/resolvers.ts';
import { packResolvers } from './pack/resolvers.ts';
import { itemPackTable } from './pack/table.ts';
import { shipmentResolvers } from './shipment/resolvers.ts';
import {
  handlingUnitTable,
  lineTable,
  partyTable,
  referenceTable,
  searchTable,
  shipmentTable,
  stopTable,
} from './shipment/table.ts';
import { followRestocks } from './stock/consumer.ts';
import { stockResolvers } from './stock/resolvers.ts';
import {
  reservationTable,
  stockAdjustmentTable,
  stockKeyTable,
  stockMovementTable,
  stockSearchTable,
  stockTable,
} from './stock/table.ts';
import { followContractTerms } from './terms/consumer.ts';
import { termsTable } from './terms/table.ts';
import { trackingFactResolvers } from './tracking/resolvers.ts';
import { exceptionTable, milestoneTable } from './tracking/table.ts';
import { trendResolvers } from './trend/resolvers.ts';

const tables: readonly EntitySchema[] = [
  eventTable,
  relayTable,
  inboxTable,
  tenantScopeTable,
  sequenceTable,
  shipmentTable,
  searchTable,
  referenceTable,
  partyTable,
  lineTable,
  handlingUnitTable,
  stopTable,
  milestoneTable,
  exceptionTable,
  storedFileTable,
  documentTable,
  linkTable,
  instructionTable,
  termsTable,
  parameterValueTable,
  heardCreditTable,
  releasedOrderTable,
  consigneeAccountTable,
  stockSearchTable,
  stockTable,
  itemPackTable,
  stockMovementTable,
  stockAdjustmentTable,
  stockKeyTable,
  reservationTable,
  inboundTable,
  warehouseNameTable,
  inboundSearchTable,
  inboundLineTable,
  inboundUnitTable,
  receiptTable,
  receiptLineTable,
];

const features = [
  shipmentResolvers,
  orderChangeResolvers,
  trackingFactResolvers,
  documentResolvers,
  linkResolvers,
  trendResolvers,
  stockResolvers,
  packResolvers,
  inboundResolvers,
];

const resolvers = {
  ...Object.assign({}, ...features),
  Query: Object.assign({}, ...features.map((feature) => feature.Query)),
  Mutation: Object.assign({}, ...features.map((feature) => feature.Mutation)),
  Subscription: Object.assign({}, ...features.map((feature) => feature.Subscription)),
};

/** What moves: shipments, tracking facts, documents and tracking links, over their own database. */
export async function openShipmentSubgraph(deps: SubgraphDeps): Promise<Subgraph<ShipmentContext>> {
  const db = await Database.open({ url: deps.databaseUrl, tables, migrations });
  return startSubgraph<ShipmentContext>({
    name: SHIPMENT_SOURCE,
    typeDefs,
    resolvers,
    db,
    deps,
    context: (base) => ({ ...base, loaders: openLoaders(db, base.viewer, base.now) }),
    consumers: () =>
      Promise.all([
        followTenantScopes({ name: SHIPMENT_SOURCE, db, bus: deps.bus }),
        followContractTerms(db, deps.bus),
        followParameters({ name: SHIPMENT_SOURCE, db, bus: deps.bus }),
        followCredit(db, deps.bus),
        followConsignees(db, deps.bus),
        followRestocks(db, deps.bus, deps.now ?? Date.now),
      ]),
  });
}
