import { ORDER_RELEASED } from '@quayside/contract/credit-events';
import { CONTRACT_ACTIVATED, CONTRACT_SOURCE } from '@quayside/contract/events';
import { PARAMETER_CHANGED } from '@quayside/customer/parameter-events';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aLoad,
  aNotice,
  anOrder,
  givenLoad,
  givenNotice,
  mutation,
  receive,
  record,
  type ShipmentApi,
  startShipmentApi,
} from './builders.ts';

const ORDER = mutation('createShipment(input: $input)', '$input: CreateShipmentInput!', 'creditBlock { code message }');
const PICK = mutation('startPicking(id: $id)', '$id: ID!');
const PACK = mutation('packShipment(id: $id)', '$id: ID!');
const SHIP = mutation('shipShipment(input: $input)', '$input: ShipShipmentInput!');
const ACCEPT = mutation('acceptTender(id: $id)', '$id: ID!');
const DECLINE = mutation('declineTender(id: $id, reason: "Full")', '$id: ID!');
const NOTICE = 'query ($id: ID!) { inboundNotice(id: $id) { notCovered { code } } }';
const LIST = `query ($accountId: ID) { shipments(filter: { accountId: $accountId, waitsForContract: true }) {
  nodes { id creditBlock { code } } } }`;

eachDatabase((engine) => {
  describe('orders that no contract covers', () => {
    let api: ShipmentApi;
    const positions = { contract: 0, customer: 0 };
    beforeAll(async () => {
      api = await startShipmentApi(engine, true);
    });
    afterAll(() => api.stop());

    const tell = async (consumer: string, type: string, accountId: string | null, data: object) => {
      const source = type === PARAMETER_CHANGED ? 'customer' : CONTRACT_SOURCE;
      positions[source] += 1;
      const position = positions[source];
      const envelope = { id: newId(), type, source, position, at: 0, accountId, subject: newId(), seq: position };
      await api.bus.publish({ ...envelope, correlationId: 'test', data: { accountId, ...data } });
      const inbox = `SELECT position FROM inbox WHERE id = '${consumer}:${source}'`;
      await expect.poll(() => api.subgraph.db.read((em) => em.query(inbox))).toMatchObject([{ position }]);
    };
    const agree = (accountId: string, service: string, more: object = {}) =>
      tell('shipment-contract-terms', CONTRACT_ACTIVATED, accountId, {
        ...{ contractId: newId(), state: 'ACTIVE', services: [{ service, guaranteed: false }] },
        ...{ validFrom: '2026-01-01', validTo: '2026-12-31', ...more },
      });
    const given = async (path: string) => {
      const account = newId();
      await api.place(account, path);
      return { account, staff: api.as(aStaffMember(path)), shipper: api.as(aShipper(account)) };
    };
    const waiting = async (graph: ReturnType<ShipmentApi['as']>, accountId: string) =>
      (await graph.ask(LIST, { accountId })).shipments.nodes;

    it('are taken, and wait until one covers them', async () => {
      const { account, staff, shipper } = await given('/group/east/');
      const { result: order } = await shipper.ask(ORDER, { input: anOrder(account) });
      const block = { code: 'UNCOVERED_NO_CONTRACT', message: expect.stringContaining('warehousing on 2026-0') };
      expect(order).toMatchObject({ state: 'BOOKED', creditBlock: block });
      const { id } = order;
      for (const [text, input] of [
        [PICK, { id }],
        [PACK, { id }],
        [SHIP, { input: { id } }],
      ] as const)
        expect((await staff.ask(text, input)).result).toMatchObject(block);
      expect(await waiting(shipper, account)).toEqual([{ id, creditBlock: { code: block.code } }]);
      await agree(account, 'WAREHOUSING', { validFrom: '2026-12-01' });
      expect((await staff.ask(PICK, { id })).result.code).toBe('UNCOVERED_NOT_YET_VALID');
      await agree(account, 'TRANSPORT');
      expect(await waiting(staff, account)).toHaveLength(1);
      await agree(account, 'WAREHOUSING');
      expect(await waiting(staff, account)).toEqual([]);
      expect((await staff.ask(PICK, { id })).result).toMatchObject({ state: 'PICKING' });
    });

    it('are finished when work on them has begun', async () => {
      const { account, staff } = await given('/group/east/');
      const contractId = newId();
      await agree(account, 'WAREHOUSING', { contractId });
      const { id } = (await staff.ask(ORDER, { input: anOrder(account) })).result;
      await staff.ask(PICK, { id });
      await agree(account, 'WAREHOUSING', { contractId, state: 'TERMINATED' });
      expect((await staff.ask(PACK, { id })).result).toMatchObject({ state: 'PACKED' });
    });

    it('go on when they are released', async () => {
      const { account, staff } = await given('/group/east/');
      const input = anOrder(account);
      const { id } = (await staff.ask(ORDER, { input })).result;
      const release = { orderNumber: input.orderNumber, releasedBy: 'Ada' };
      await tell('shipment-credit', ORDER_RELEASED, account, release);
      expect(await waiting(staff, account)).toEqual([]);
      expect((await staff.ask(PICK, { id })).result).toMatchObject({ state: 'PICKING' });
    });

    it('may be loads, which are answered in time all the same, and wait to be shipped', async () => {
      const { account, staff } = await given('/group/east/');
      await agree(account, 'WAREHOUSING');
      const [first, second] = [await givenLoad(staff, aLoad(account)), await givenLoad(staff, aLoad(account))];
      expect((await staff.ask(DECLINE, { id: first.id })).result).toMatchObject({ state: 'DECLINED' });
      expect((await staff.ask(ACCEPT, { id: second.id })).result).toMatchObject({ state: 'BOOKED' });
      expect(await waiting(staff, account)).toHaveLength(1);
      expect((await staff.ask(SHIP, { input: { id: second.id } })).result.code).toBe('UNCOVERED_NOT_COVERED');
      await agree(account, 'TRANSPORT');
      expect(await waiting(staff, account)).toEqual([]);
    });

    it('are not moved by what is typed, and are by what carriers report', async () => {
      const { account, staff } = await given('/group/east/');
      const { id } = await givenLoad(staff, aLoad(account));
      await staff.ask(ACCEPT, { id });
      const at = '2026-03-03T14:00:00Z';
      const refusal = { code: 'UNCOVERED_NO_CONTRACT', message: expect.stringContaining('needs transport on 2026-0') };
      for (const more of [{}, { source: 'carrier' }, { scannedUnits: ['003456789000000018'] }])
        expect(await record(staff, id, 'AF', at, more)).toMatchObject({
          ...refusal,
          fix: expect.stringMatching(/contract.*release/),
        });
      expect(await record(staff, id, 'X3', at, { idempotencyKey: 'gate' })).toMatchObject({ state: 'BOOKED' });
      expect(await record(api.system, id, 'AF', at, { source: 'carrier' })).toMatchObject({ state: 'IN_TRANSIT' });
      expect(await record(staff, id, 'X1', at)).toMatchObject({ state: 'IN_TRANSIT' });
      const other = await givenLoad(staff, aLoad(account));
      await staff.ask(ACCEPT, { id: other.id });
      expect(await record(staff, other.id, 'CA', at)).toMatchObject({ state: 'CANCELLED' });
    });

    it('hold no goods back at the dock, which are flagged', async () => {
      const { account, staff } = await given('/group/east/');
      const { id } = await givenNotice(staff, aNotice(account));
      const ask = async () => (await staff.ask(NOTICE, { id })).inboundNotice.notCovered;
      expect(await ask()).toEqual({ code: 'UNCOVERED_NO_CONTRACT' });
      expect(await receive(staff, id)).toMatchObject({ state: 'RECEIVED' });
      const next = await givenNotice(staff, aNotice(account));
      await agree(account, 'WAREHOUSING');
      expect((await staff.ask(NOTICE, { id: next.id })).inboundNotice.notCovered).toBeNull();
    });

    it('are only flagged where a branch works on spot prices', async () => {
      const { account, staff } = await given('/group/west/');
      const { id } = (await staff.ask(ORDER, { input: anOrder(account) })).result;
      expect(await waiting(staff, account)).toHaveLength(1);
      const set = { settingId: newId(), name: 'UNCOVERED_ORDERS_WAIT', path: '/group/west/', value: 0 };
      await tell('shipment-parameters', PARAMETER_CHANGED, null, set);
      expect(await waiting(staff, account)).toEqual([]);
      expect((await staff.ask(PICK, { id })).result).toMatchObject({ state: 'PICKING' });
    });
  });
});
