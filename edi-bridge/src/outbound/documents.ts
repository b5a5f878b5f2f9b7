import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import { localTime } from '@quayside/shared/instant';
import type { Partner } from '../partner/partner.ts';
import { businessRejection } from '../transactions/business-rejection-824.ts';
import { INBOUND_FIELDS, type InboundView } from '../transactions/inbound-view.ts';
import { purchaseAnswer } from '../transactions/purchase-answer-855.ts';
import { shipNotice } from '../transactions/ship-notice-856.ts';
import { shipmentStatus } from '../transactions/shipment-status-214.ts';
import { SHIPMENT_FIELDS, type ShipmentView } from '../transactions/shipment-view.ts';
import { shippedNotice, shippedOrder } from '../transactions/shipped-goods.ts';
import { stockAdjustment } from '../transactions/stock-adjustment-947.ts';
import { stockReceipt } from '../transactions/stock-receipt-944.ts';
import { stockReport } from '../transactions/stock-report-846.ts';
import { ADJUSTMENT_FIELDS, type AdjustmentView, STOCK_FIELDS, type StockView } from '../transactions/stock-view.ts';
import { tenderResponse } from '../transactions/tender-response-990.ts';
import { warehouseAdvice } from '../transactions/warehouse-advice-945.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import { claimOnCarrier, claimReport } from './claim-documents.ts';
import type { DocumentKind, Setting } from './document-kind.ts';
import type { DueFacts } from './due.ts';
import { freightBill, plainInvoice } from './invoice-documents.ts';

/** A document that is ready to be put into an interchange. */
export type Composed = OutgoingSegment[] | 'not visible' | 'nothing to tell';

type Compose = (graph: GraphClient, viewer: Viewer, setting: Setting) => Promise<Composed>;
interface Document {
  readonly group: string;
  readonly compose: Compose;
}

const document = <Record>(kind: DocumentKind<Record>): Document => ({
  group: kind.group,
  compose: async (graph, viewer, setting) => {
    const record = await kind.read(graph, viewer, setting);
    if (record === null) return 'not visible';
    return kind.compose(record, setting) ?? 'nothing to tell';
  },
});

const READ_SHIPMENT = `query ShipmentToAdvise($id: ID!) { shipment(id: $id) { ${SHIPMENT_FIELDS} } }`;
const READ_NOTICE = `query InboundToAdvise($id: ID!) { inboundNotice(id: $id) { ${INBOUND_FIELDS} } }`;
const READ_ADJUSTMENT = `query AdjustmentToAdvise($id: ID!) { stockAdjustment(id: $id) { ${ADJUSTMENT_FIELDS} } }`;
const READ_STOCK = `query StockToReport($filter: StockFilter!, $after: String) { stock(filter: $filter, first: 100, after: $after) {
  nodes { ${STOCK_FIELDS} } pageInfo { hasNextPage endCursor } } }`;

const readShipment = async (graph: GraphClient, viewer: Viewer, { due }: Setting): Promise<ShipmentView | null> =>
  (await graph.execute<{ shipment: ShipmentView | null }>(READ_SHIPMENT, { id: due.recordId }, viewer)).shipment;

const readNotice = async (graph: GraphClient, viewer: Viewer, { due }: Setting): Promise<InboundView | null> =>
  (await graph.execute<{ inboundNotice: InboundView | null }>(READ_NOTICE, { id: due.recordId }, viewer)).inboundNotice;

interface StockPage {
  readonly stock: {
    readonly nodes: readonly StockView[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function readStock(graph: GraphClient, viewer: Viewer, { partner, facts }: Setting): Promise<StockView[]> {
  const skus = facts.skus && facts.skus.length > 0 ? { skus: facts.skus } : {};
  const filter = { accountId: partner.accountId, ...skus };
  const rows: StockView[] = [];
  for (let after: string | null = null; ; ) {
    const { stock }: StockPage = await graph.execute<StockPage>(READ_STOCK, { filter, after }, viewer);
    rows.push(...stock.nodes);
    if (!stock.pageInfo.hasNextPage) return rows;
    after = stock.pageInfo.endCursor;
  }
}

/** A shipment or a purchase order that left: only one of them has this id. */
async function readShipped(graph: GraphClient, viewer: Viewer, setting: Setting) {
  const shipment = await readShipment(graph, viewer, setting);
  if (shipment) return { goods: shippedOrder(shipment), ...departure(shipment, setting.facts) };
  const notice = await readNotice(graph, viewer, setting);
  return notice && { goods: shippedNotice(notice), at: at(notice.shippedAt, setting.facts), zone: 'UTC' };
}

const at = (instant: string | null | undefined, facts: DueFacts): number => (instant ? Date.parse(instant) : facts.at);

function departure(shipment: ShipmentView, facts: DueFacts): { at: number; zone: string } {
  const origin = shipment.stops.find(({ kind }) => kind === 'PICKUP');
  return { at: at(origin?.departedAt, facts), zone: origin?.timeZone ?? 'UTC' };
}

/** Some sets were built anew in 005010. */
const isModern = ({ version }: Partner): boolean => version.startsWith('005');

const onTheirClock = ({ facts, partner }: Setting): string => localTime(facts.at, partner.timeZone);

/** What we send, by set. */
export const DOCUMENTS: Readonly<Record<string, Document>> = {
  '945': document<ShipmentView>({
    group: 'SW',
    read: readShipment,
    compose: (shipment, { facts, text }) => {
      const left = departure(shipment, facts);
      const shippedOn = localTime(left.at, left.zone);
      return warehouseAdvice(shipment, { orderNumber: facts.orderNumber, shippedOn }, text);
    },
  }),
  '856': document({
    group: 'SH',
    read: readShipped,
    compose: ({ goods, at: left, zone }, { text }) => shipNotice(goods, { shippedOn: localTime(left, zone) }, text),
  }),
  '990': document<ShipmentView>({
    group: 'GF',
    read: readShipment,
    compose: (shipment, { facts, partner, text }) => {
      const answeredOn = localTime(facts.at, shipment.stops[0]?.timeZone ?? 'UTC');
      const { orderNumber: loadNumber, accepted = false, reason = null } = facts;
      return tenderResponse(shipment, { loadNumber, accepted, reason, answeredOn, modern: isModern(partner) }, text);
    },
  }),
  '214': document<ShipmentView>({
    group: 'QM',
    read: readShipment,
    compose: (shipment, { facts, partner, text }) => {
      const milestone = shipment.milestones.find(({ id }) => id === facts.partId);
      return milestone
        ? shipmentStatus(
            shipment,
            milestone,
            { orderNumber: facts.orderNumber, clock: partner.statusTime, modern: isModern(partner) },
            text,
          )
        : null;
    },
  }),
  '944': document<InboundView>({
    group: 'RE',
    read: readNotice,
    compose: (notice, { facts, partner, text }) => {
      const receipt = notice.receipts.find(({ id }) => id === facts.partId);
      if (!receipt) return null;
      const receivedOn = localTime(Date.parse(receipt.receivedAt), partner.timeZone);
      return stockReceipt(notice, receipt, { receivedOn, grouped: isModern(partner) }, text);
    },
  }),
  '855': document<InboundView>({
    group: 'PR',
    read: readNotice,
    compose: (notice, setting) => {
      const answeredOn = onTheirClock(setting);
      const orderedOn = localTime(Date.parse(notice.createdAt), setting.partner.timeZone);
      return purchaseAnswer(
        notice,
        { confirmed: setting.facts.accepted === true, answeredOn, orderedOn },
        setting.text,
      );
    },
  }),
  '947': document<AdjustmentView>({
    group: 'AW',
    read: async (graph, viewer, { due }) =>
      (await graph.execute<{ stockAdjustment: AdjustmentView | null }>(READ_ADJUSTMENT, { id: due.recordId }, viewer))
        .stockAdjustment,
    compose: (adjustment, { partner, text }) => {
      const adjustedOn = localTime(Date.parse(adjustment.at), partner.timeZone);
      return stockAdjustment(adjustment, { adjustedOn }, text);
    },
  }),
  '846': document<StockView[]>({
    group: 'IB',
    read: readStock,
    compose: (rows, setting) => {
      const reference = setting.facts.orderNumber;
      return rows.length > 0 ? stockReport(rows, { reference, at: onTheirClock(setting) }, setting.text) : null;
    },
  }),
  '210': document(freightBill),
  '810': document(plainInvoice),
  '920': document(claimOnCarrier),
  '926': document(claimReport),
  '824': document<NonNullable<DueFacts['refused']>>({
    group: 'AG',
    read: async (_, __, { facts }) => facts.refused ?? null,
    compose: (refused, setting) => {
      const { orderNumber, reason = '' } = setting.facts;
      const about = { ...refused, businessKey: orderNumber || null, reason };
      return businessRejection(
        about,
        { reference: setting.due.id.slice(-20), at: onTheirClock(setting) },
        setting.text,
      );
    },
  }),
};

/** GS01 of a set that we send. */
export const groupOfSet = (setType: string): string => DOCUMENTS[setType]?.group ?? '';
