import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { graphAs } from '@quayside/shared/testing/graph';
import { storedRows } from '@quayside/shared/testing/stored-rows';
import { aShipper } from '@quayside/shared/testing/viewers';
import { afterEach, describe, expect, it } from 'vitest';
import { anOrder, givenOrder, givenStock, type ShipmentApi, shown, startShipmentApi, stockOf } from './builders.ts';

const RESULT = `__typename ... on Refusal { code message field fix }
  ... on Shipment { number state version openExceptionCount lines { reservedQuantity } exceptions { kind description } }`;
const ONE = `mutation($input: CreateShipmentInput!) { createShipment(input: $input) { ${RESULT} } }`;
const MANY = `mutation($inputs: [CreateShipmentInput!]!) { createShipments(inputs: $inputs) { ${RESULT} } }`;

const [account, other, ours, theirs] = [newId(), newId(), newId(), newId()];

const line = (lineNumber: number, sku: string, orderedQuantity: number, more: object = {}) => ({
  lineNumber,
  sku,
  unit: 'CA',
  orderedQuantity,
  ...more,
});
const order = (orderNumber: string, more: Record<string, unknown> = {}) => anOrder(account, { orderNumber, ...more });

/** Every way in which an order can end, and orders that fight for the same goods. */
const ORDERS = [
  order('T-1', { lines: [line(1, 'KEPT', 6), line(2, 'STRANGE', 3)], consigneeId: ours }),
  order('T-0'),
  order(' '),
  order('T-2', { consigneeId: theirs }),
  order('T-2', { lines: [line(1, 'KEPT', 6), line(2, 'KEPT', 1), line(3, 'EMPTY', 1)] }),
  order('T-1', { note: 'again, and otherwise' }),
  order('T-3', { consigneeId: newId() }),
  order('T-3', { consigneeId: theirs }),
  order('T-4', { guaranteed: true }),
  order('T-5', { lines: [line(1, 'KEPT', 2, { lot: 'L-2' })] }),
  order('T-1', { kind: 'LOAD', lines: [line(1, 'KEPT', 1)] }),
  order('T-6', { lines: [], references: [{ kind: 'PO', value: 'Grün & Söhne' }], consigneeId: ours }),
  order('T-7', { lines: [line(1, 'KEPT', 0)] }),
  order('T-8', { lines: [line(1, 'KEPT', 1)] }),
];

eachDatabase((engine) => {
  describe('orders that come together', () => {
    const open: ShipmentApi[] = [];
    afterEach(async () => {
      for (const api of open.splice(0)) await api.stop();
    });

    it.each([
      ['the product', systemViewer('test')],
      ['a shipper', aShipper(account)],
    ])('leave what they leave one by one, from %s', async (_, viewer) => {
      const alone = await given(engine, open);
      const together = await given(engine, open);
      const answers: unknown[] = [];
      for (const input of ORDERS) answers.push((await as(alone, viewer).ask(ONE, { input })).createShipment);
      expect((await as(together, viewer).ask(MANY, { inputs: ORDERS })).createShipments).toEqual(answers);
      const rows = await rowsOf(alone);
      expect(await rowsOf(together)).toEqual(rows);
      // What would be equal if nothing had happened at all.
      expect(rows.filter((row) => row.startsWith('shipment_exception '))).not.toEqual([]);
      expect(rows.filter((row) => row.startsWith('stock_reservation '))).toHaveLength(3);
    });

    it('share the last pieces in their order', async () => {
      const api = await given(engine, open);
      const inputs = ['U-1', 'U-2', 'U-3'].map((number) => order(number, { lines: [line(1, 'KEPT', 5)] }));
      const { createShipments } = await api.system.ask(MANY, { inputs });
      expect(createShipments).toMatchObject([
        { version: 1, lines: [{ reservedQuantity: 5 }] },
        { version: 1, lines: [{ reservedQuantity: 5 }] },
        { version: 2, lines: [{ reservedQuantity: 1 }], exceptions: [{ kind: 'SHORTAGE_EXPECTED' }] },
      ]);
      expect(shown(await stockOf(api.system, account))).toEqual([
        'AVAILABLE 0 (0)',
        'AVAILABLE 8 (8)',
        'AVAILABLE 3 (3)',
      ]);
    });
  });
});

const as = (api: ShipmentApi, viewer: Viewer) => graphAs(api.subgraph, viewer);

/** An order of before, goods in two lots and of an item that has run out, and consignees of two accounts. */
async function given(engine: TestEngine, open: ShipmentApi[]): Promise<ShipmentApi> {
  const api = await startShipmentApi(engine);
  open.push(api);
  for (const [at, [consigneeId, accountId]] of [
    [ours, account],
    [theirs, other],
  ].entries())
    await api.bus.publish({
      ...{
        id: newId(),
        source: 'customer',
        position: at + 1,
        at: 0,
        accountId: accountId ?? '',
        correlationId: 'test',
      },
      ...{ type: 'consignee.registered.v1', subject: consigneeId ?? '', seq: 1, data: { consigneeId, accountId } },
    });
  await api.bus.settle();
  await givenStock(api.system, account, { sku: 'KEPT', lot: 'L-1', quantity: 8 });
  await givenStock(api.system, account, { sku: 'KEPT', lot: 'L-2', quantity: 3 });
  await givenStock(api.system, account, { sku: 'EMPTY', quantity: 1 });
  await givenStock(api.system, account, { sku: 'EMPTY', quantity: -1 });
  await givenOrder(api.system, order('T-0'));
  return api;
}

async function rowsOf(api: ShipmentApi): Promise<string[]> {
  await api.subgraph.settle();
  return storedRows([api.subgraph.db], (table, row) => {
    if (table === 'shipment') return row['number'];
    return table === 'stock' ? `${String(row['sku'])} ${String(row['lot'])}` : undefined;
  });
}
