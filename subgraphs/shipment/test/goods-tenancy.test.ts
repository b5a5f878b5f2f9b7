import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adjust,
  aNotice,
  anOrder,
  givenNotice,
  givenOrder,
  givenStock,
  inboundMutation,
  mutation,
  receive,
  type ShipmentApi,
  startShipmentApi,
} from './builders.ts';

const entity = (type: string, fields = 'id') =>
  `query($id: ID!) { found: _entities(representations: [{ __typename: "${type}", id: $id }]) { ... on ${type} { ${fields} } } }`;
const STOCK = 'on Stock { id }';
const RESULT = '__typename ... on Refusal { code }';

const codeOf = (answer: { errors?: readonly { extensions?: Record<string, unknown> }[] }) =>
  answer.errors?.[0]?.extensions?.['code'];

eachDatabase((engine) => {
  describe('tenancy of goods', () => {
    let api: ShipmentApi;
    const account = newId();
    const other = newId();
    const secret = `SECRET-${newId()}`;
    let ids: Record<'stock' | 'adjustment' | 'notice' | 'receipt' | 'order', string>;
    let strangers: readonly [string, Viewer][];
    beforeAll(async () => {
      api = await startShipmentApi(engine);
      await api.place(account, '/group/east/boston/');
      await api.place(other, '/group/west/');
      const stock = (await givenStock(api.system, account, { sku: secret })).id;
      const notice = (await givenNotice(api.system, aNotice(account, { orderNumber: secret }))).id;
      const received = await receive(api.system, notice, { lines: [{ lineNumber: 1, quantity: 1 }], complete: false });
      const [adjustment] = await api.subgraph.db.read((em) => em.query('SELECT id FROM stock_adjustment'));
      const order = (await givenOrder(api.system, anOrder(account))).id;
      const elsewhere = (await givenOrder(api.system, anOrder(other))).id;
      ids = { stock, notice, receipt: received.receipts[0].id, adjustment: adjustment.id, order };
      strangers = [
        ['another account', aShipper(other, 'SHIPPER_ADMINISTRATOR')],
        ['a key of another account', aKey(other)],
        ['staff of another branch', aStaffMember('/group/west/', 'ADMINISTRATOR')],
        ['staff of a branch with a longer name', aStaffMember('/group/east/boston-north/', 'OPERATOR')],
        ['the link of another shipment', aLinkHolder(other, elsewhere)],
        ['the link of an order of the account', aLinkHolder(account, order)],
        ['a key that may not read', aKey(account, ['edi'])],
      ];
    });
    afterAll(() => api.stop());

    it.each([
      ['stock', 'query($id: ID!) { found: stockItem(id: $id) { id } }', 'stock'],
      ['stock entity', entity('Stock', 'id sku movements { id }'), 'stock'],
      ['adjustment', 'query($id: ID!) { found: stockAdjustment(id: $id) { id } }', 'adjustment'],
      ['adjustment entity', entity('StockAdjustment', 'id lines { sku }'), 'adjustment'],
      ['notice', 'query($id: ID!) { found: inboundNotice(id: $id) { id } }', 'notice'],
      ['notice entity', entity('InboundNotice', 'id lines { sku } receipts { id }'), 'notice'],
      ['receipt entity', entity('InboundReceipt', 'id lines { sku }'), 'receipt'],
    ] as const)('shows a stranger nothing by %s', async (_, text, which) => {
      const id = ids[which];
      for (const [who, viewer] of strangers) {
        const { found } = await api.as(viewer).ask(text, { id });
        expect(found === null || found[0] === null, who).toBe(true);
      }
      expect(JSON.stringify(await api.as(aShipper(account)).ask(text, { id }))).toContain(id);
      expect(JSON.stringify(await api.as(aStaffMember('/group/east/')).ask(text, { id }))).toContain(id);
    });

    it('shows a stranger nothing in lists, searched or not', async () => {
      const lists = `query($account: ID, $s: String) {
        stock(filter: { accountId: $account, search: $s }) { nodes { sku } }
        inboundNotices(filter: { accountId: $account, search: $s }) { nodes { orderNumber } } }`;
      for (const variables of [{}, { account }, { s: secret }, { account, s: secret }]) {
        for (const [who, viewer] of strangers) {
          expect(JSON.stringify(await api.as(viewer).ask(lists, variables)), who).not.toContain(secret);
        }
        const mine = await api.as(aShipper(account)).ask(lists, variables);
        expect([mine.stock.nodes, mine.inboundNotices.nodes].every((nodes) => nodes.length > 0)).toBe(true);
      }
    });

    const writes = (): readonly [string, string, Record<string, unknown>][] => [
      [
        'adjustStock',
        `mutation($id: ID!) { adjustStock(input: { stockId: $id, quantity: 1, reason: INCREASE }) { ${RESULT} ... ${STOCK} } }`,
        { id: ids.stock },
      ],
      [
        'moveStock',
        `mutation($id: ID!) { moveStock(input: { stockId: $id, location: "X", quantity: 1 }) { ${RESULT} ... ${STOCK} } }`,
        { id: ids.stock },
      ],
      [
        'announceInbound',
        inboundMutation('announceInbound(input: $input)', '$input: AnnounceInboundInput!'),
        { input: aNotice(account) },
      ],
      [
        'changeInbound',
        inboundMutation('changeInbound(id: $id, input: { note: "x" })', '$id: ID!'),
        { id: ids.notice },
      ],
      ['cancelInbound', inboundMutation('cancelInbound(id: $id, reason: "x")', '$id: ID!'), { id: ids.notice }],
      ['arriveInbound', inboundMutation('arriveInbound(id: $id)', '$id: ID!'), { id: ids.notice }],
      ['receiveInbound', inboundMutation('receiveInbound(input: { id: $id })', '$id: ID!'), { id: ids.notice }],
      ['confirmInbound', inboundMutation('confirmInbound(id: $id)', '$id: ID!'), { id: ids.notice }],
      ['rejectInbound', inboundMutation('rejectInbound(id: $id, reason: "x")', '$id: ID!'), { id: ids.notice }],
      ['shipInbound', inboundMutation('shipInbound(id: $id)', '$id: ID!'), { id: ids.notice }],
      ['changeOrder', mutation('changeOrder(input: { id: $id })', '$id: ID!'), { id: ids.order }],
    ];

    it('lets no stranger write', async () => {
      for (const [what, text, variables] of writes()) {
        for (const [who, viewer] of strangers.slice(0, 6)) {
          const answer = await api.as(viewer).answer(text, variables);
          expect(['NOT_FOUND', 'FORBIDDEN'], `${what} by ${who}`).toContain(codeOf(answer));
        }
        for (const viewer of [aKey(account, ['read']), aStaffMember('/', 'EXECUTIVE')]) {
          expect(codeOf(await api.as(viewer).answer(text, variables)), what).toBe('FORBIDDEN');
        }
      }
    });

    it('lets a shipper announce, not run the warehouse', async () => {
      const shipper = api.as(aShipper(account));
      const mine = await givenNotice(shipper, aNotice(account));
      expect(mine.state).toBe('EXPECTED');
      for (const call of ['arriveInbound(id: $id)', 'receiveInbound(input: { id: $id })', 'confirmInbound(id: $id)']) {
        expect(codeOf(await shipper.answer(inboundMutation(call, '$id: ID!'), { id: mine.id }))).toBe('FORBIDDEN');
      }
      const operator = api.as(aStaffMember('/group/east/', 'OPERATOR'));
      expect(await receive(operator, mine.id)).toMatchObject({ state: 'RECEIVED' });
      expect(await adjust(operator, { stockId: ids.stock, quantity: 1, reason: 'INCREASE' })).toMatchObject({
        onHand: 101,
      });
    });

    it('keeps a key of one account from the goods of another', async () => {
      await givenStock(api.system, account, { sku: 'K', idempotencyKey: 'same' });
      const theirs = await givenStock(api.system, other, { sku: 'K', quantity: 7, idempotencyKey: 'same' });
      expect(theirs).toMatchObject({ onHand: 7 });
    });

    it('reserves nothing of another account', async () => {
      await givenStock(api.system, other, { sku: 'SHARED' });
      const line = { lineNumber: 1, sku: 'SHARED', unit: 'CA', orderedQuantity: 1 };
      const { id } = await givenOrder(api.as(aShipper(account)), anOrder(account, { lines: [line] }));
      const { shipment } = await api.system.ask(
        'query($id: ID!) { shipment(id: $id) { lines { reservedQuantity } } }',
        {
          id,
        },
      );
      expect(shipment.lines).toEqual([{ reservedQuantity: null }]);
    });

    it('opens no subscription to strangers', async () => {
      const texts = [
        'subscription($id: ID) { stockUpdated(accountId: $id) { cursor } }',
        'subscription($id: ID) { inboundUpdated(accountId: $id) { cursor } }',
      ];
      for (const [who, viewer] of strangers) {
        for (const text of texts) {
          await expect(api.as(viewer).subscribe(text, { id: account }), who).rejects.toThrow(/NOT_FOUND|FORBIDDEN/);
        }
        const one = 'subscription($id: ID) { inboundUpdated(id: $id) { cursor } }';
        await expect(api.as(viewer).subscribe(one, { id: ids.notice }), who).rejects.toThrow(/NOT_FOUND|FORBIDDEN/);
      }
    });
  });
});
