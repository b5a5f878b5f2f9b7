import { sqliteEngine } from '@quayside/shared/testing/databases';
import {
  INBOUND_RECEIVED,
  type InboundFacts,
  type InboundReceived,
  SHIPMENT_SOURCE,
  STOCK_ADJUSTED,
  STOCK_CHANGED,
  type StockAdjusted,
  type StockFacts,
} from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { shipmentDirectoryTable } from '../src/directory/table.ts';
import { ACME, aShipment, deliver, startServiceApi } from './service-api.ts';

const STOCK: StockFacts = {
  stockId: '01STOCK0000000000000000000',
  accountId: ACME,
  warehouse: 'Boston',
  sku: 'SKU-1',
  lot: null,
  status: 'AVAILABLE',
  unit: 'EA',
  onHand: 5,
  reserved: 0,
};
const ADJUSTED: StockAdjusted = {
  adjustmentId: '01ADJUSTED0000000000000000',
  number: 'ADJ-000001',
  reason: 'INCREASE',
  accountId: ACME,
  warehouse: 'Boston',
  lines: [],
};
const RECEIVED: InboundFacts & InboundReceived = {
  noticeId: '01NOTICE000000000000000000',
  number: 'IN-000001',
  kind: 'STOCK_TRANSFER',
  state: 'RECEIVED',
  accountId: ACME,
  orderNumber: 'TR-1',
  source: 'EDI:01MESSAGE00000000000000000',
  receiptId: '01RECEIPT00000000000000000',
  receiptNumber: 'RC-000001',
};

describe('events of goods', () => {
  const engine = sqliteEngine();

  it('are no shipments, and hold up none', async () => {
    const api = await startServiceApi(engine);
    const known = () => api.subgraph.db.read((em) => em.getRepository(shipmentDirectoryTable).find());
    const before = await known();
    await api.hear(SHIPMENT_SOURCE, STOCK_CHANGED, ACME, STOCK);
    await api.hear(SHIPMENT_SOURCE, STOCK_ADJUSTED, ACME, ADJUSTED);
    await api.hear(SHIPMENT_SOURCE, INBOUND_RECEIVED, ACME, RECEIVED);
    expect(await known()).toEqual(before);
    await deliver(api);
    const { shipmentId } = aShipment();
    expect((await known()).find((one) => one.shipmentId === shipmentId)).toMatchObject({ state: 'DELIVERED' });
  });
});
