import { eachDatabase } from '@quayside/shared/testing/databases';
import { aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const ADD = `mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Contract { id } ... on Refusal { code message } } }`;
const LOOK = `query ($input: LookUpPriceInput!) { lookUpPrice(input: $input) { ... on Refusal { code }
  ... on PriceLookup { date complete totals { amountMinor currency } services { service
    entitlement { entitled reason contract { id } } refusal { code } charges { kind amount { amountMinor } why { rateCardName per } } } } } }`;
const COUNT =
  'SELECT (SELECT COUNT(*) FROM charge) + (SELECT COUNT(*) FROM activity) + (SELECT COUNT(*) FROM event) AS n';

const LINES = [
  { service: 'TRANSPORT', charge: 'FREIGHT', per: 'KG', destination: 'US-NY', rateMinor: 50, minimumMinor: 2_000 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'ORDER', rateMinor: 450 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'EA', rateMinor: 12 },
];

eachDatabase((engine) => {
  describe('a price look-up', () => {
    it('says each charge with its clause and right, and keeps nothing', async () => {
      const { as, system, subgraph } = await startContractApi(engine);
      const services = [{ service: 'WAREHOUSING' }, { service: 'TRANSPORT' }];
      const { id: contractId } = await activeContract(system, { services });
      await system.ask(ADD, {
        input: { contractId, name: 'Rates 2026', currency: 'USD', validFrom: '2026-01-01', lines: LINES },
      });
      const count = async () => Number((await subgraph.db.read((em) => em.query(COUNT)))[0].n);
      const before = await count();
      const input = {
        ...{ accountId: ACME, date: '2026-03-10', weightGrams: 100_000, guaranteed: true },
        destination: { country: 'us', region: 'ny' },
        quantities: [{ unit: 'EA', quantity: 10 }],
        services: [{ service: 'LABELLING', quantity: 5 }],
      };
      const { lookUpPrice } = await as(aShipper(ACME)).ask(LOOK, { input });
      const by = { entitled: true, reason: null, contract: { id: contractId } };
      const none = { entitled: false, reason: 'NOT_COVERED', contract: null };
      const clause = (per: string) => ({ rateCardName: 'Rates 2026', per });
      expect(lookUpPrice).toEqual({
        ...{ date: '2026-03-10', complete: false, totals: [{ amountMinor: 5_570, currency: 'USD' }] },
        services: [
          {
            ...{ service: 'WAREHOUSING', entitlement: by, refusal: null },
            charges: [
              { kind: 'HANDLING_OUT', amount: { amountMinor: 450 }, why: clause('ORDER') },
              { kind: 'HANDLING_OUT', amount: { amountMinor: 120 }, why: clause('EA') },
            ],
          },
          {
            ...{ service: 'TRANSPORT', entitlement: by, refusal: null },
            charges: [{ kind: 'FREIGHT', amount: { amountMinor: 5_000 }, why: clause('KG') }],
          },
          { service: 'GUARANTEED_DELIVERY', entitlement: none, refusal: null, charges: [] },
          { service: 'LABELLING', entitlement: none, refusal: null, charges: [] },
        ],
      });
      const elsewhere = { ...input, destination: { country: 'DE' } };
      const { services: abroad } = (await as(aStaffMember(BOSTON)).ask(LOOK, { input: elsewhere })).lookUpPrice;
      expect(abroad[1]).toMatchObject({ charges: [], refusal: { code: 'RATE_MISSING' } });
      expect((await system.ask(LOOK, { input: { ...input, weightGrams: -1 } })).lookUpPrice.code).toBe(
        'QUANTITY_NEGATIVE',
      );
      expect(await count()).toBe(before);
      for (const viewer of [aShipper(BETA), aStaffMember(DENVER)]) {
        await expect(as(viewer).ask(LOOK, { input })).rejects.toThrow('NOT_FOUND');
      }
      await expect(as(aLinkHolder(ACME, 'S1')).ask(LOOK, { input })).rejects.toThrow('FORBIDDEN');
    });
  });
});
