import { tenantScopeTable } from '@quayside/shared/db/reach';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { graphAs, type TestGraph } from '@quayside/shared/testing/graph';
import { workOnSpotPrices } from '@quayside/shared/testing/spot-prices';
import { openShipmentSubgraph } from '../src/subgraph.ts';

/** What a test of this subgraph works with: the real schema over a real database, and a clock that it sets. */
export interface ShipmentApi {
  readonly subgraph: Subgraph;
  readonly bus: MemoryBus;
  readonly clock: TestClock;
  as(viewer: Viewer): TestGraph;
  /** The product itself: may do everything. */
  readonly system: TestGraph;
  /** Puts an account under a branch, as the customer subgraph's events do. */
  place(accountId: string, path: string): Promise<void>;
  stop(): Promise<void>;
}

/** @param coverAsked whether work waits for a contract; else tests need none to move an order. */
export async function startShipmentApi(engine: TestEngine, coverAsked = false): Promise<ShipmentApi> {
  const clock = new TestClock();
  const bus = new MemoryBus(silentLog);
  const databaseUrl = await engine.freshUrl('shipment');
  const subgraph = await openShipmentSubgraph({ databaseUrl, bus, log: silentLog, now: clock.now });
  if (!coverAsked) await workOnSpotPrices(subgraph.db);
  return {
    subgraph,
    bus,
    clock,
    as: (viewer) => graphAs(subgraph, viewer),
    system: graphAs(subgraph, systemViewer('test')),
    place: async (accountId, path) => {
      await subgraph.db.write((em) => em.getRepository(tenantScopeTable).insert({ accountId, path }));
    },
    stop: async () => {
      await subgraph.stop();
      await bus.close();
    },
  };
}

export const BOSTON = { lines: ['1 Dock Street'], city: 'Boston', region: 'MA', postalCode: '02101', country: 'US' };
export const CHICAGO = { lines: ['9 Lake Street'], city: 'Chicago', region: 'IL', postalCode: '60601', country: 'US' };

export const anOrder = (accountId: string, more: Record<string, unknown> = {}) => ({
  accountId,
  orderNumber: `A${newId().slice(-8)}`,
  references: [{ kind: 'PO', value: 'PO-77' }],
  parties: [
    { role: 'SHIP_FROM', name: 'Harbor Warehouse', address: BOSTON },
    { role: 'SHIP_TO', name: 'Maple Store', address: CHICAGO, phone: '555-0100' },
  ],
  lines: [
    {
      lineNumber: 1,
      sku: 'SKU-1',
      unit: 'CA',
      orderedQuantity: 10,
      productIds: [{ qualifier: 'UP', value: '001234567890' }],
      weightGrams: 1000,
    },
    { lineNumber: 2, sku: 'SKU-2', unit: 'EA', orderedQuantity: 5 },
  ],
  promisedAt: '2026-03-05T17:00:00Z',
  ...more,
});

export const aLoad = (accountId: string, more: Record<string, unknown> = {}) => ({
  accountId,
  loadNumber: `L${newId().slice(-8)}`,
  carrierScac: 'QSDE',
  respondBy: '2026-03-03T12:00:00Z',
  stops: [
    {
      sequence: 1,
      kind: 'PICKUP',
      name: 'Plant',
      address: BOSTON,
      windowFrom: '2026-03-03T13:00:00Z',
      windowTo: '2026-03-03T15:00:00Z',
    },
    {
      sequence: 2,
      kind: 'DELIVERY',
      name: 'Depot',
      address: CHICAGO,
      windowFrom: '2026-03-05T14:00:00Z',
      windowTo: '2026-03-05T17:00:00Z',
    },
  ],
  ...more,
});

const RESULT = '__typename ... on Refusal { code message field fix }';

/** A mutation that answers a shipment or a refusal. */
export const mutation = (call: string, input: string, fields = ''): string =>
  `mutation M(${input}) { result: ${call} { ${RESULT} ... on Shipment { id number state version nextStates ${fields} } } }`;

/** Books an order and answers the shipment. */
export async function givenOrder(graph: TestGraph, input: Record<string, unknown>) {
  const text = mutation('createShipment(input: $input)', '$input: CreateShipmentInput!');
  return (await graph.ask(text, { input })).result;
}

export async function givenLoad(graph: TestGraph, input: Record<string, unknown>) {
  const text = mutation('tenderLoad(input: $input)', '$input: TenderLoadInput!', 'tender { version answer } note');
  return (await graph.ask(text, { input })).result;
}

export async function ship(graph: TestGraph, id: string, more: Record<string, unknown> = {}) {
  const text = mutation('shipShipment(input: $input)', '$input: ShipShipmentInput!');
  return (await graph.ask(text, { input: { id, ...more } })).result;
}

export async function record(
  graph: TestGraph,
  shipmentId: string,
  code: string,
  at: string,
  more: Record<string, unknown> = {},
) {
  const text = mutation(
    'recordMilestone(input: $input)',
    '$input: RecordMilestoneInput!',
    'openExceptionCount eta { at reason previousAt }',
  );
  return (await graph.ask(text, { input: { shipmentId, code, at, ...more } })).result;
}

const STOCK = 'id sku lot status location unit onHand reserved available version';

/** Corrects the stock and answers the row or the refusal. */
export async function adjust(graph: TestGraph, input: Record<string, unknown>) {
  const text = `mutation($input: AdjustStockInput!) { result: adjustStock(input: $input) { ${RESULT} ... on Stock { ${STOCK} } } }`;
  return (await graph.ask(text, { input })).result;
}

/** Puts goods on a shelf of the account, in the usual warehouse. */
export const givenStock = (graph: TestGraph, accountId: string, more: Record<string, unknown> = {}) =>
  adjust(graph, {
    accountId,
    warehouse: 'Boston',
    location: 'A-01',
    sku: 'SKU-1',
    unit: 'CA',
    quantity: 100,
    reason: 'PHYSICAL_COUNT',
    ...more,
  });

/** Every row of an account, by SKU. */
export async function stockOf(graph: TestGraph, accountId: string) {
  const text = `query($filter: StockFilter) { stock(filter: $filter, first: 100) { nodes { ${STOCK} } } }`;
  return (await graph.ask(text, { filter: { accountId } })).stock.nodes;
}

/** What came of each row, as `AVAILABLE 90 (10)` for 90 on hand and 10 of them reserved. */
export const shown = (rows: readonly { status: string; onHand: number; reserved: number }[]): string[] =>
  rows.map(({ status, onHand, reserved }) => `${status} ${onHand} (${reserved})`);

/** Goods on their way in: two items. */
export const aNotice = (accountId: string, more: Record<string, unknown> = {}) => ({
  accountId,
  orderNumber: `N${newId().slice(-8)}`,
  warehouse: 'Boston',
  lines: [
    {
      lineNumber: 1,
      sku: 'SKU-1',
      unit: 'CA',
      lot: 'L1',
      expectedQuantity: 100,
      description: 'Tent',
      productIds: [{ qualifier: 'UP', value: '001234567890' }],
    },
    { lineNumber: 2, sku: 'SKU-2', unit: 'EA', expectedQuantity: 50 },
  ],
  ...more,
});

/** A mutation that answers a notice or a refusal. */
export const inboundMutation = (call: string, input: string, fields = ''): string =>
  `mutation M(${input}) { result: ${call} { ${RESULT} ... on InboundNotice { id number state version nextStates ${fields} } } }`;

export async function givenNotice(graph: TestGraph, input: Record<string, unknown>) {
  const text = inboundMutation('announceInbound(input: $input)', '$input: AnnounceInboundInput!');
  return (await graph.ask(text, { input })).result;
}

const COUNTED = `lines { lineNumber sku lot expectedQuantity receivedQuantity damagedQuantity shortQuantity overQuantity }
  receipts { id number by lines { sku lot quantity damaged location note } }`;

export async function receive(graph: TestGraph, id: string, more: Record<string, unknown> = {}) {
  const text = inboundMutation('receiveInbound(input: $input)', '$input: ReceiveInboundInput!', COUNTED);
  return (await graph.ask(text, { input: { id, ...more } })).result;
}
