import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adjust, givenStock, type ShipmentApi, shown, startShipmentApi, stockOf } from './builders.ts';

const MOVEMENTS = `query($id: ID!) { stockItem(id: $id) {
  movements { kind quantity status reason note number by shipment { id } inbound { id } } } }`;
const ADJUSTMENT = `query($id: ID!) { stockAdjustment(id: $id) {
  number account { id } warehouse reason note by lines { sku lot unit status location quantity productIds { qualifier value } } } }`;
const MOVE = `mutation($input: MoveStockInput!) { result: moveStock(input: $input) {
  __typename ... on Refusal { code message field } ... on Stock { id location onHand } } }`;
const PACK = `mutation($input: SetItemPackInput!) { result: setItemPack(input: $input) {
  ... on Refusal { code } ... on ItemPack { sku quantity } } }`;
const PACKS = 'query($account: ID!) { itemPacks(accountId: $account) { sku quantity holdsUnit } }';
const LIST = `query($filter: StockFilter, $first: Int, $after: String) {
  stock(filter: $filter, first: $first, after: $after) { nodes { id sku lot } pageInfo { endCursor hasNextPage } } }`;

eachDatabase((engine) => {
  describe('stock', () => {
    let api: ShipmentApi;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    it('keeps one row per place and adds to it', async () => {
      const account = newId();
      const first = await givenStock(api.system, account);
      const again = await givenStock(api.system, account, { quantity: 0.25 });
      const other = await givenStock(api.system, account, { lot: 'L7' });
      expect(again).toMatchObject({ id: first.id, onHand: 100.25, available: 100.25 });
      expect(other.id).not.toBe(first.id);
    });

    it('tells the packs of an account to whom they concern, and takes the last word', async () => {
      const [account, stranger] = [newId(), newId()];
      const pack = async (sku: string, quantity: number) =>
        (await api.system.ask(PACK, { input: { accountId: account, sku, unit: 'CA', quantity } })).result;
      expect(await pack('KETTLE', 12)).toEqual({ sku: 'KETTLE', quantity: 12 });
      await pack('MUG', 24);
      await pack('KETTLE', 6);
      expect(await pack('MUG', -1)).toEqual({ code: 'PACK_INVALID' });
      const packs = async (viewer: Viewer) => (await api.as(viewer).ask(PACKS, { account })).itemPacks;
      expect(await packs(aShipper(account))).toEqual([
        { sku: 'KETTLE', quantity: 6, holdsUnit: 'EA' },
        { sku: 'MUG', quantity: 24, holdsUnit: 'EA' },
      ]);
      expect(await packs(aShipper(stranger))).toEqual([]);
      expect(await packs(aStaffMember('/nowhere/'))).toEqual([]);
      const input = { accountId: account, sku: 'MUG', unit: 'PL', quantity: 2 };
      await expect(api.as(aShipper(account)).ask(PACK, { input })).rejects.toThrow('FORBIDDEN');
    });

    it('adds decimal quantities without drift', async () => {
      const account = newId();
      const { id } = await givenStock(api.system, account, { quantity: 0.1 });
      await adjust(api.system, { stockId: id, quantity: 0.2, reason: 'INCREASE' });
      expect(await adjust(api.system, { stockId: id, quantity: -0.3, reason: 'DECREASE' })).toMatchObject({
        onHand: 0,
      });
    });

    it('moves goods to another status and says so once', async () => {
      const account = newId();
      const productIds = [{ qualifier: 'UP', value: '001234567890' }];
      const { id } = await givenStock(api.system, account, { lot: 'L7', productIds });
      const damaged = await adjust(api.system, {
        stockId: id,
        quantity: 30,
        toStatus: 'DAMAGED',
        reason: 'DAMAGED_HERE',
        note: 'Forklift',
      });
      expect(damaged).toMatchObject({ status: 'DAMAGED', lot: 'L7', onHand: 30, available: 0 });
      expect(shown(await stockOf(api.system, account))).toEqual(['AVAILABLE 70 (0)', 'DAMAGED 30 (0)']);
      const adjustmentId = await adjustmentOf(account, 'DAMAGED_HERE');
      const { stockAdjustment } = await api.system.ask(ADJUSTMENT, { id: adjustmentId });
      expect(stockAdjustment).toMatchObject({ account: { id: account }, warehouse: 'Boston', note: 'Forklift' });
      expect(stockAdjustment.lines).toMatchObject([
        { sku: 'SKU-1', lot: 'L7', status: 'AVAILABLE', quantity: -30, productIds },
        { sku: 'SKU-1', lot: 'L7', status: 'DAMAGED', quantity: 30, productIds },
      ]);
    });

    /** The adjustment that an event of the account tells of. */
    async function adjustmentOf(account: string, reason: string): Promise<string | undefined> {
      const rows = await api.subgraph.db.read((em) =>
        em.query('SELECT id, reason FROM stock_adjustment WHERE account_id = ?', [account]),
      );
      return (rows as { id: string; reason: string }[]).find((row) => row.reason === reason)?.id;
    }

    it('refuses to take more than there is', async () => {
      const account = newId();
      const { id } = await givenStock(api.system, account);
      const answer = await adjust(api.system, { stockId: id, quantity: -101, reason: 'DECREASE' });
      expect(answer).toMatchObject({ code: 'STOCK_SHORT', field: 'quantity' });
      expect(answer.fix).toContain('100');
      const nowhere = { location: 'Z-99', quantity: -1, reason: 'DECREASE' };
      expect(await givenStock(api.system, account, nowhere)).toMatchObject({ code: 'STOCK_SHORT' });
      expect(await stockOf(api.system, account)).toHaveLength(1);
    });

    it.each([
      ['QUANTITY_ZERO', { quantity: 0.00001 }],
      ['QUANTITY_TOO_LARGE', { quantity: 1e12 }],
      ['QUANTITY_CONTRADICTS_REASON', { reason: 'DECREASE' }],
      ['QUANTITY_CONTRADICTS_REASON', { quantity: -1, toStatus: 'HOLD' }],
      ['STOCK_NOT_NAMED', { sku: ' ' }],
      ['STOCK_STATUS_SAME', { quantity: 1, toStatus: 'AVAILABLE' }],
      ['TEXT_TOO_LONG', { lot: 'x'.repeat(65) }],
    ])('refuses an impossible correction with %s', async (code, more) => {
      const account = newId();
      await givenStock(api.system, account);
      expect(await givenStock(api.system, account, more)).toMatchObject({ code });
    });

    it('adjusts once under one key', async () => {
      const account = newId();
      const input = { idempotencyKey: 'k1' };
      const answers = await Promise.allSettled(Array.from({ length: 4 }, () => givenStock(api.system, account, input)));
      expect(answers.some((one) => one.status === 'fulfilled')).toBe(true);
      expect(await givenStock(api.system, account, input)).toMatchObject({ onHand: 100 });
      expect(await givenStock(api.system, newId(), input)).toMatchObject({ onHand: 100 });
    });

    it('moves goods between locations without an adjustment', async () => {
      const account = newId();
      const { id } = await givenStock(api.system, account);
      const move = { stockId: id, location: 'B-02', quantity: 40, idempotencyKey: 'm1' };
      const { result } = await api.system.ask(MOVE, { input: move });
      expect(result).toMatchObject({ location: 'B-02', onHand: 40 });
      expect((await api.system.ask(MOVE, { input: move })).result).toMatchObject({ id: result.id, onHand: 40 });
      const { stockItem } = await api.system.ask(MOVEMENTS, { id });
      expect(stockItem.movements).toMatchObject([
        { kind: 'MOVE', quantity: -40, number: expect.stringMatching(/^MV-/), by: 'test' },
        { kind: 'ADJUSTMENT', quantity: 100, reason: 'PHYSICAL_COUNT' },
      ]);
      const too = { stockId: id, location: 'B-02', quantity: 61 };
      expect((await api.system.ask(MOVE, { input: too })).result).toMatchObject({ code: 'STOCK_SHORT' });
    });

    it('pages by SKU and finds by parts of words', async () => {
      const account = newId();
      const skus = ['C-3', 'A-1', 'B-2', 'B-2'];
      for (const [n, sku] of skus.entries()) {
        await givenStock(api.system, account, {
          sku,
          location: `L-${n}`,
          lot: `2026-${n}`,
          description: '深圳耳機 Set',
        });
      }
      const shipper = api.as(aShipper(account));
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const {
          stock,
        }: { stock: { nodes: { sku: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
          await shipper.ask(LIST, { first: 2, after });
        seen.push(...stock.nodes.map((one) => one.sku));
        after = stock.pageInfo.hasNextPage ? stock.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(['A-1', 'B-2', 'B-2', 'C-3']);
      const found = async (filter: object) => (await shipper.ask(LIST, { filter })).stock.nodes.length;
      expect(await found({ search: 'b-' })).toBe(2);
      expect(await found({ search: '耳機' })).toBe(4);
      expect(await found({ search: '2026-3' })).toBe(1);
      expect(await found({ search: '%' })).toBe(0);
      expect(await found({ skus: ['A-1'], warehouse: 'Boston' })).toBe(1);
      expect(await found({ statuses: ['HOLD'] })).toBe(0);
      expect([await found({ empty: false }), await found({ empty: true })]).toEqual([4, 0]);
    });
  });
});
