import { CONTRACT_ACTIVATED, CONTRACT_SOURCE, CONTRACT_TERMINATED } from '@quayside/contract/events';
import { newId } from '@quayside/shared/ids';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrder, givenOrder, mutation, type ShipmentApi, startShipmentApi } from './builders.ts';

const ORDER = mutation('createShipment(input: $input)', '$input: CreateShipmentInput!', 'guaranteed contract { id }');

eachDatabase((engine) => {
  describe('contract terms', () => {
    let api: ShipmentApi;
    let position = 0;
    beforeAll(async () => {
      api = await startShipmentApi(engine);
    });
    afterAll(() => api.stop());

    const tell = async (type: string, accountId: string, data: object) => {
      position += 1;
      const subject = newId();
      const envelope = { id: newId(), type, source: CONTRACT_SOURCE, position, at: 0, accountId, subject, seq: 1 };
      await api.bus.publish({ ...envelope, correlationId: 'test', data: { accountId, ...data } });
      await expect
        .poll(() =>
          api.subgraph.db.read((em) =>
            em.query(`SELECT position FROM inbox WHERE id = 'shipment-contract-terms:contract'`),
          ),
        )
        .toMatchObject([{ position }]);
    };

    const terms = (contractId: string, more: object = {}) => ({
      contractId,
      number: 'C-1',
      name: 'Frame',
      state: 'ACTIVE',
      services: [
        { service: 'WAREHOUSING', guaranteed: false },
        { service: 'GUARANTEED_DELIVERY', guaranteed: true },
      ],
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      ...more,
    });

    it('allow guaranteed delivery while a contract covers it', async () => {
      const [account, contractId] = [newId(), newId()];
      await tell(CONTRACT_ACTIVATED, account, terms(contractId));
      const shipper = api.as(aShipper(account));
      const order = () => shipper.ask(ORDER, { input: anOrder(account, { guaranteed: true }) });
      expect((await order()).result).toMatchObject({ guaranteed: true, contract: { id: contractId } });
      await tell(CONTRACT_TERMINATED, account, terms(contractId, { state: 'TERMINATED' }));
      expect((await order()).result).toMatchObject({ code: 'NOT_ENTITLED' });
      expect((await shipper.ask(ORDER, { input: anOrder(account) })).result).toMatchObject({ contract: null });
    });

    it('say when a contract has run out', async () => {
      const account = newId();
      await tell(CONTRACT_ACTIVATED, account, terms(newId(), { validTo: '2026-02-28' }));
      const { result } = await api.system.ask(ORDER, { input: anOrder(account, { guaranteed: true }) });
      expect(result).toMatchObject({ code: 'NOT_ENTITLED', message: expect.stringContaining('expired') });
    });

    it('tell the branch of an account', async () => {
      const account = newId();
      const envelope = {
        id: newId(),
        type: 'account.opened.v1',
        source: 'customer',
        position: 1,
        at: 0,
        accountId: account,
      };
      const data = { accountId: account, name: 'Acme', branchPath: '/group/south/', accountManagerId: null };
      await api.bus.publish({ ...envelope, subject: account, seq: 1, correlationId: 'test', data });
      const staff = api.as(aStaffMember('/group/south/'));
      await expect.poll(() => givenOrder(staff, anOrder(account)).catch(() => null)).toMatchObject({ state: 'BOOKED' });
    });
  });
});
