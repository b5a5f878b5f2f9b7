import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aNotice,
  givenNotice,
  inboundMutation,
  receive,
  type ShipmentApi,
  shown,
  startShipmentApi,
  stockOf,
} from './builders.ts';

const WHOLE = `query($id: ID!) { inboundNotice(id: $id) {
  number kind state account { id } source orderNumber shipmentReference warehouse carrierScac trailer seal expectedAt arrivedAt
  shippedAt note references { kind value qualifier } parties { role name address { city } } confirmation { state by reason }
  handlingUnits { kind sscc contents { lineNumber quantity } }
  lines { lineNumber sku description expectedQuantity receivedQuantity confirmedQuantity priceMinor currency productIds { value } } } }`;
const LIST = `query($filter: InboundFilter, $first: Int, $after: String) {
  inboundNotices(filter: $filter, first: $first, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }`;

const CALLS = {
  change: ['changeInbound(id: $id, input: $input)', '$id: ID!, $input: ChangeInboundInput!'],
  cancel: ['cancelInbound(id: $id, reason: "not sent")', '$id: ID!'],
  arrive: ['arriveInbound(id: $id)', '$id: ID!'],
  confirm: [
    'confirmInbound(id: $id, lines: $lines, reason: $reason)',
    '$id: ID!, $lines: [ConfirmedLineInput!], $reason: String',
  ],
  reject: ['rejectInbound(id: $id, reason: "no room")', '$id: ID!'],
  ship: [
    'shipInbound(id: $id, carrierScac: "ODFL", bol: "B1", pro: "P1", handlingUnits: $units, shippedAt: "2026-03-01T08:00:00Z")',
    '$id: ID!, $units: [InboundUnitInput!]',
  ],
} as const;

eachDatabase((engine) => {
  describe('inbound notices', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const call = async (name: keyof typeof CALLS, id: string, more: Record<string, unknown> = {}) =>
      (await api.system.ask(inboundMutation(CALLS[name][0], CALLS[name][1]), { id, ...more })).result;
    const read = async (id: string) => (await api.system.ask(WHOLE, { id })).inboundNotice;
    const aPurchase = (account: string) =>
      aNotice(account, {
        kind: 'PURCHASE_ORDER',
        lines: [
          { lineNumber: 1, sku: 'SKU-1', unit: 'CA', expectedQuantity: 100, priceMinor: 1250, currency: 'USD' },
          { lineNumber: 2, sku: 'SKU-2', unit: 'EA', expectedQuantity: 50 },
        ],
      });

    it('keep everything that was announced', async () => {
      const account = newId();
      const { id, number, nextStates } = await givenNotice(
        api.as(aShipper(account)),
        aNotice(account, {
          orderNumber: '0943-1',
          shipmentReference: 'S-7',
          source: 'EDI:M1',
          carrierScac: 'ODFL',
          trailer: 'T55',
          seal: 'SEAL9',
          expectedAt: '2026-03-05T12:00:00Z',
          parties: [{ role: 'SHIP_FROM', name: 'Maple Mill', address: { lines: [], city: 'Salem', country: 'US' } }],
          references: [{ kind: 'BOL', value: 'BOL-9' }],
          note: 'Two pallets',
        }),
      );
      expect([number, nextStates]).toEqual(['IN-000001', ['ARRIVED', 'RECEIVED', 'CANCELLED']]);
      expect(await read(id)).toMatchObject({
        kind: 'STOCK_TRANSFER',
        account: { id: account },
        source: 'EDI:M1',
        shipmentReference: 'S-7',
        trailer: 'T55',
        seal: 'SEAL9',
        expectedAt: '2026-03-05T12:00:00.000Z',
        parties: [{ role: 'SHIP_FROM', name: 'Maple Mill', address: { city: 'Salem' } }],
        references: [{ kind: 'BOL', value: 'BOL-9', qualifier: null }],
        confirmation: null,
        lines: [{ sku: 'SKU-1', description: 'Tent', receivedQuantity: null }, { sku: 'SKU-2' }],
      });
    });

    it('know a warehouse by the code that came with its name before', async () => {
      const [account, other] = [newId(), newId()];
      const named = { role: 'WAREHOUSE', name: 'Quayside Boston', code: 'WH01', codeQualifier: '92' };
      const coded = { ...named, name: 'WH01' };
      const warehouseOf = async (of: string, warehouse: string, party: object) =>
        (await read((await givenNotice(api.system, aNotice(of, { warehouse, parties: [party] }))).id)).warehouse;
      expect(await warehouseOf(account, 'WH01', coded)).toBe('WH01');
      expect(await warehouseOf(account, 'Quayside Boston', named)).toBe('Quayside Boston');
      expect(await warehouseOf(account, 'WH01', coded)).toBe('Quayside Boston');
      expect(await warehouseOf(other, 'WH01', coded)).toBe('WH01');
      const renamed = { ...named, name: 'Quayside Boston North' };
      await warehouseOf(account, renamed.name, renamed);
      expect(await warehouseOf(account, 'WH01', coded)).toBe('Quayside Boston North');
    });

    it('are announced once per number, however many try', async () => {
      const input = aNotice(newId());
      const answers = await Promise.all(Array.from({ length: 5 }, () => givenNotice(api.system, input)));
      expect(answers.filter((one) => one.state === 'EXPECTED')).toHaveLength(1);
      expect(answers.filter((one) => one.code === 'INBOUND_EXISTS')).toHaveLength(4);
      expect(await givenNotice(api.system, { ...input, shipmentReference: 'S-2' })).toMatchObject({
        state: 'EXPECTED',
      });
      expect(await givenNotice(api.system, { ...input, kind: 'PURCHASE_ORDER' })).toMatchObject({ state: 'EXPECTED' });
    });

    it('become stock as they were expected', async () => {
      const account = newId();
      const { id } = await givenNotice(api.system, aNotice(account));
      await call('arrive', id);
      const received = await receive(api.system, id);
      expect(received).toMatchObject({ state: 'RECEIVED', nextStates: [] });
      expect(received.lines).toMatchObject([
        { receivedQuantity: 100, damagedQuantity: 0, shortQuantity: 0, overQuantity: 0 },
        { receivedQuantity: 50 },
      ]);
      expect(received.receipts).toMatchObject([{ number: 'RC-000001', by: 'test', lines: [{ location: 'DOCK' }, {}] }]);
      const stock = await stockOf(api.system, account);
      expect(stock).toMatchObject([
        { sku: 'SKU-1', lot: 'L1', location: 'DOCK', onHand: 100 },
        { sku: 'SKU-2', lot: null, onHand: 50 },
      ]);
      const item =
        'query($id: ID!) { stockItem(id: $id) { description productIds { value } movements { kind number inbound { id } } } }';
      expect((await api.system.ask(item, { id: stock[0].id })).stockItem).toMatchObject({
        description: 'Tent',
        productIds: [{ value: '001234567890' }],
        movements: [{ kind: 'RECEIPT', number: 'RC-000001', inbound: { id } }],
      });
    });

    it('tell what came over, short and damaged', async () => {
      const account = newId();
      const { id } = await givenNotice(api.system, aNotice(account));
      const received = await receive(api.system, id, {
        lines: [
          { lineNumber: 1, quantity: 80, location: 'A-01' },
          { sku: 'SKU-1', quantity: 25, damaged: 5, lot: 'L2', location: 'A-02', note: 'Wet' },
          { sku: 'SKU-9', quantity: 3, unit: 'CA' },
        ],
      });
      expect(received.lines).toMatchObject([
        { lineNumber: 1, receivedQuantity: 105, damagedQuantity: 5, shortQuantity: 0, overQuantity: 5 },
        { lineNumber: 2, receivedQuantity: 0, shortQuantity: 50, overQuantity: 0 },
        { lineNumber: 3, sku: 'SKU-9', expectedQuantity: 0, overQuantity: 3 },
      ]);
      expect(received.receipts[0].lines).toMatchObject([{ lot: 'L1' }, { lot: 'L2', damaged: 5, note: 'Wet' }, {}]);
      expect(shown(await stockOf(api.system, account)).sort()).toEqual([
        'AVAILABLE 20 (0)',
        'AVAILABLE 3 (0)',
        'AVAILABLE 80 (0)',
        'DAMAGED 5 (0)',
      ]);
    });

    it('may be counted in parts until the last one', async () => {
      const account = newId();
      const { id } = await givenNotice(api.system, aNotice(account));
      const part = await receive(api.system, id, { lines: [{ lineNumber: 1, quantity: 40 }], complete: false });
      expect(part).toMatchObject({ state: 'ARRIVED', lines: [{ shortQuantity: 60 }, { receivedQuantity: null }] });
      expect(await call('cancel', id)).toMatchObject({ code: 'INBOUND_RECEIVED' });
      const rest = await receive(api.system, id);
      expect(rest).toMatchObject({ state: 'RECEIVED', lines: [{ receivedQuantity: 100 }, { receivedQuantity: 50 }] });
      expect(rest.receipts).toHaveLength(2);
      expect(await receive(api.system, id)).toMatchObject({ code: 'INBOUND_STATE_FORBIDS' });
    });

    it('are received once under one key, or by one of two', async () => {
      const account = newId();
      const { id } = await givenNotice(api.system, aNotice(account));
      const once = { lines: [{ lineNumber: 1, quantity: 40 }], complete: false, idempotencyKey: 'r1' };
      await receive(api.system, id, once);
      expect(await receive(api.system, id, once)).toMatchObject({ lines: [{ receivedQuantity: 40 }, {}] });
      await Promise.allSettled(Array.from({ length: 4 }, () => receive(api.system, id)));
      expect(shown(await stockOf(api.system, account))).toEqual(['AVAILABLE 100 (0)', 'AVAILABLE 50 (0)']);
    });

    it.each([
      ['LINE_UNKNOWN', [{ lineNumber: 7, quantity: 1 }]],
      ['LINE_NOT_NAMED', [{ quantity: 1 }]],
      ['COUNT_IMPOSSIBLE', [{ lineNumber: 1, quantity: -1 }]],
      ['COUNT_IMPOSSIBLE', [{ lineNumber: 1, quantity: 1, damaged: 2 }]],
    ])('refuse an impossible count with %s', async (code, lines) => {
      const account = newId();
      const { id } = await givenNotice(api.system, aNotice(account));
      expect(await receive(api.system, id, { lines })).toMatchObject({ code });
      expect(await stockOf(api.system, account)).toEqual([]);
      expect((await read(id)).state).toBe('EXPECTED');
    });

    it('change until they arrive', async () => {
      const { id } = await givenNotice(api.system, aNotice(newId(), { seal: 'S1' }));
      const input = { trailer: 'T2', lines: [{ lineNumber: 1, sku: 'SKU-5', unit: 'EA', expectedQuantity: 9 }] };
      await call('change', id, { input });
      expect(await read(id)).toMatchObject({ seal: 'S1', trailer: 'T2', lines: [{ sku: 'SKU-5' }] });
      await call('arrive', id);
      expect(await call('change', id, { input })).toMatchObject({ code: 'INBOUND_STATE_FORBIDS' });
      expect(await call('ship', id)).toMatchObject({ code: 'INBOUND_STATE_FORBIDS' });
    });

    it('end when they are cancelled', async () => {
      const { id } = await givenNotice(api.system, aNotice(newId()));
      expect(await call('cancel', id)).toMatchObject({ state: 'CANCELLED' });
      expect((await read(id)).note).toContain('not sent');
      expect(await receive(api.system, id)).toMatchObject({ code: 'INBOUND_STATE_FORBIDS' });
    });

    it('of purchase orders are answered once, in full or in part', async () => {
      const { id } = await givenNotice(api.system, aPurchase(newId()));
      expect((await read(id)).confirmation).toMatchObject({ state: 'PENDING' });
      const lines = [{ lineNumber: 2, quantity: 20 }];
      await call('confirm', id, { lines, reason: 'Sold out' });
      expect(await read(id)).toMatchObject({
        confirmation: { state: 'CONFIRMED', by: 'test', reason: 'Sold out' },
        lines: [{ confirmedQuantity: 100, priceMinor: 1250, currency: 'USD' }, { confirmedQuantity: 20 }],
      });
      expect(await call('reject', id)).toMatchObject({ code: 'INBOUND_ALREADY_ANSWERED' });
      await call('change', id, { input: { expectedAt: '2026-04-01T12:00:00Z' } });
      expect(await read(id)).toMatchObject({
        confirmation: { state: 'PENDING', by: null },
        lines: [{ confirmedQuantity: null }, {}],
      });
      expect(await call('reject', id)).toMatchObject({ state: 'CANCELLED' });
    });

    it('of transfers need no answer', async () => {
      const { id } = await givenNotice(api.system, aNotice(newId()));
      expect(await call('confirm', id)).toMatchObject({ code: 'INBOUND_NEEDS_NO_ANSWER' });
    });

    it('are shipped once, with what is in each carton', async () => {
      const { id } = await givenNotice(api.system, aPurchase(newId()));
      const units = [{ kind: 'CARTON', sscc: '003456789012345678', contents: [{ lineNumber: 1, quantity: 60 }] }];
      await call('ship', id, { units });
      expect(await read(id)).toMatchObject({
        shippedAt: '2026-03-01T08:00:00.000Z',
        carrierScac: 'ODFL',
        references: [
          { kind: 'BOL', value: 'B1' },
          { kind: 'PRO', value: 'P1' },
        ],
        handlingUnits: units,
      });
      expect(await call('ship', id)).toMatchObject({ code: 'INBOUND_ALREADY_SHIPPED' });
    });

    it.each([
      ['TEXT_EMPTY', { orderNumber: ' ' }],
      ['LINES_MISSING', { lines: [] }],
      ['QUANTITY_NOT_POSITIVE', { lines: [{ lineNumber: 1, sku: 'A', unit: 'EA', expectedQuantity: 0 }] }],
      ['CURRENCY_MISSING', { lines: [{ lineNumber: 1, sku: 'A', unit: 'EA', expectedQuantity: 1, priceMinor: 5 }] }],
      ['TEXT_TOO_LONG', { trailer: 'x'.repeat(65) }],
    ])('refuse an impossible announcement with %s', async (code, more) => {
      expect(await givenNotice(api.system, aNotice(newId(), more))).toMatchObject({ code });
    });

    it('are listed newest first and found by their numbers', async () => {
      const account = newId();
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) {
        api.clock.advance(1000);
        const more = {
          orderNumber: `W${n}-9`,
          shipmentReference: `SR${n}`,
          kind: n === 4 ? 'PURCHASE_ORDER' : 'STOCK_TRANSFER',
        };
        ids.unshift((await givenNotice(api.system, aNotice(account, more))).id);
      }
      const list = async (filter: object, page: object = {}) =>
        (await api.as(aShipper(account)).ask(LIST, { filter, ...page })).inboundNotices;
      const found = async (filter: object) => (await list(filter)).nodes.map((one: { id: string }) => one.id);
      const first = await list({}, { first: 3 });
      const second = await list({}, { first: 3, after: first.pageInfo.endCursor });
      expect([...first.nodes, ...second.nodes].map((one: { id: string }) => one.id)).toEqual(ids);
      expect(await found({ search: 'sr3' })).toEqual([ids[1]]);
      expect(await found({ orderNumber: 'W2-9' })).toEqual([ids[2]]);
      expect(await found({ orderNumber: 'W2-' })).toEqual([]);
      expect(await found({ kind: 'PURCHASE_ORDER', confirmation: 'PENDING' })).toEqual([ids[0]]);
      expect(await found({ states: ['RECEIVED'] })).toEqual([]);
    });
  });
});
