import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@quayside/shared/db/database';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import type { EntityManager } from 'typeorm';
import { describe, expect, it } from 'vitest';
import type { AddRateCardInput } from '../src/generated/resolver-types.ts';
import { cardOf } from '../src/rate/card-input.ts';
import { addRateCard } from '../src/rate/commands.ts';
import { ACME, activeContract, BETA, BOSTON, DENVER, startContractApi } from './contract-api.ts';

const ADD = `mutation ($input: AddRateCardInput!) { addRateCard(input: $input) {
  ... on Contract { version } ... on Refusal { code field } } }`;
const PRICE = `query ($service: LogisticsService!, $quantity: Float!, $at: LocalDate, $account: ID!) {
  price(accountId: $account, service: $service, quantity: $quantity, at: $at) {
    ... on Price { amount { amountMinor currency } minimumApplied line { per } rateCard { name } }
    ... on Refusal { code } } }`;
const CARDS = 'query ($id: ID!) { contract(id: $id) { rateCards { id validFrom validTo } } }';
const CARD = 'query ($id: ID!) { rateCard(id: $id) { name contract { id } } }';
const PREVIEW = `query ($input: AddRateCardInput!) { previewRateCard(input: $input) {
  faults { line refusal { code } } changes { line change before { rate { amountMinor } } } others { endsOn line { per } } } }`;

eachDatabase((engine) => {
  describe('prices', () => {
    async function startWithRates() {
      const api = await startContractApi(engine);
      const { id } = await activeContract(api.system);
      const add = async (input: Record<string, unknown>) =>
        (await api.system.ask(ADD, { input: { contractId: id, currency: 'USD', ...input } })).addRateCard;
      const lines = [{ service: 'LABELLING', per: 'EA', rateMinor: 25, minimumMinor: 1_000 }];
      const added = await add({ name: 'Spring', validFrom: '2026-01-01', lines });
      await add({ name: 'Summer', validFrom: '2026-06-01', lines: [{ ...lines[0], rateMinor: 30 }] });
      const price = async (quantity: number, more: Record<string, unknown> = {}) =>
        (await api.as(aShipper(ACME)).ask(PRICE, { account: ACME, service: 'LABELLING', quantity, ...more })).price;
      return { added, add, price };
    }

    it('name the line and the card they came from', async () => {
      const { added, price } = await startWithRates();
      expect(added).toEqual({ version: 3 });
      expect(await price(100)).toEqual({
        amount: { amountMinor: 2_500, currency: 'USD' },
        minimumApplied: false,
        line: { per: 'EA' },
        rateCard: { name: 'Spring' },
      });
      expect(await price(100, { at: '2026-06-01' })).toMatchObject({
        amount: { amountMinor: 3_000 },
        rateCard: { name: 'Summer' },
      });
    });

    it('are not added to a contract that has ended, and another one is asked for', async () => {
      const { system } = await startContractApi(engine);
      const { id } = await activeContract(system);
      await system.ask('mutation ($id: ID!) { terminateContract(id: $id, reason: "Sold") { __typename } }', { id });
      const lines = [{ service: 'LABELLING', per: 'EA', rateMinor: 25 }];
      const input = { contractId: id, name: 'Late', currency: 'USD', validFrom: '2026-01-01', lines };
      const add = 'mutation ($input: AddRateCardInput!) { addRateCard(input: $input) { ... on Refusal { code fix } } }';
      const refused = { code: 'CONTRACT_STATE', fix: expect.any(String) };
      expect((await system.ask(add, { input })).addRateCard).toEqual(refused);
    });

    it('apply the minimum of the line', async () => {
      const { price } = await startWithRates();
      expect(await price(3)).toMatchObject({ amount: { amountMinor: 1_000 }, minimumApplied: true });
    });

    it('refuse what no contract or card covers', async () => {
      const { price, add } = await startWithRates();
      expect(await price(1, { service: 'WAREHOUSING' })).toEqual({ code: 'NO_RATE' });
      expect(await price(1, { service: 'KITTING' })).toEqual({ code: 'NOT_COVERED' });
      expect(await price(1, { at: '2027-01-01' })).toEqual({ code: 'EXPIRED' });
      expect(await price(0)).toEqual({ code: 'QUANTITY_NOT_POSITIVE' });
      expect(await add({ name: 'Empty', validFrom: '2026-01-01', lines: [] })).toMatchObject({ code: 'RATE_LINES' });
    });

    it('are looked at line by line before they are kept', async () => {
      const api = await startContractApi(engine);
      const { id: contractId } = await activeContract(api.system, {
        services: [{ service: 'TRANSPORT' }, { service: 'WAREHOUSING' }],
      });
      const freight = { service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', rateMinor: 1_850 };
      const storage = { service: 'WAREHOUSING', charge: 'STORAGE', per: 'PL', rateMinor: 45 };
      const card = { contractId, name: 'Rates', currency: 'USD', validFrom: '2026-01-01', lines: [freight, storage] };
      await api.system.ask(ADD, { input: card });
      const staff = api.as(aStaffMember(BOSTON));
      const [{ id: replaces }] = (await staff.ask(CARDS, { id: contractId })).contract.rateCards;
      const next = { ...card, replaces, validFrom: '2026-07-01', lines: [{ ...freight, rateMinor: 1_900 }] };
      const preview = async (input: Record<string, unknown>) => (await staff.ask(PREVIEW, { input })).previewRateCard;
      expect(await preview({ ...next, lines: [...next.lines, { ...storage, per: 'LOT', rateMinor: -1 }] })).toEqual({
        faults: [{ line: 1, refusal: { code: 'RATE_NEGATIVE' } }],
        changes: [
          { line: 0, change: 'CHANGED', before: { rate: { amountMinor: 1_850 } } },
          { line: 1, change: 'NEW', before: null },
        ],
        others: [{ endsOn: '2026-06-30', line: { per: 'PL' } }],
      });
      expect(await preview({ ...card, validTo: '2026-03-31' })).toMatchObject({
        faults: [0, 1].map((line) => ({ line, refusal: { code: 'RATE_OVERLAP' } })),
      });
      expect((await staff.ask(CARDS, { id: contractId })).contract.rateCards).toHaveLength(1);
      await expect(api.as(aShipper(ACME)).ask(PREVIEW, { input: next })).rejects.toThrow('FORBIDDEN');
      await expect(api.as(aStaffMember(DENVER)).ask(PREVIEW, { input: next })).rejects.toThrow('NOT_FOUND');

      expect((await staff.ask(ADD, { input: next })).addRateCard).toEqual({ version: 4 });
      expect((await staff.ask(CARDS, { id: contractId })).contract.rateCards).toMatchObject([
        { validFrom: '2026-07-01', validTo: null },
        { id: replaces, validTo: '2026-06-30' },
      ]);
      const one = async (viewer: Viewer) => (await api.as(viewer).ask(CARD, { id: replaces })).rateCard;
      expect(await one(aShipper(ACME))).toEqual({ name: 'Rates', contract: { id: contractId } });
      expect(await one(aShipper(BETA))).toBeNull();
      expect(await one(aStaffMember(DENVER))).toBeNull();
    });

    it('never overlap, though two cards come at the same moment', async () => {
      const api = await startContractApi(engine);
      const { id: contractId } = await activeContract(api.system, { services: [{ service: 'TRANSPORT' }] });
      const lines = [{ service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', rateMinor: 1_850 }];
      const input = { contractId, name: 'Rates', currency: 'USD', validFrom: '2026-01-01', lines };
      const { db } = api.subgraph;
      let looked = () => {};
      const other = new Promise<void>((resolve) => {
        looked = resolve;
      }).then(() => api.system.ask(ADD, { input }));
      // The cards have been looked at when the contract is loaded: the other call gets all the time it takes then.
      const slow = {
        read: db.read.bind(db),
        write: <T>(work: (em: EntityManager) => Promise<T>): Promise<T> =>
          db.write(async (outer) => {
            if (inside) {
              looked();
              await Promise.race([other, sleep(300)]);
            }
            inside = true;
            return work(outer);
          }),
      };
      let inside = false;
      const ctx = { viewer: systemViewer('test'), correlationId: 'test', now: api.clock.now, db: slow as Database };
      const first = await addRateCard(ctx, cardOf(input as AddRateCardInput));
      const answers = [first.ok ? 'taken' : first.refusal.code, (await other).addRateCard.code ?? 'taken'];
      expect(answers.sort()).toEqual(['RATE_OVERLAP', 'taken']);
      const known = (await api.system.ask(CARDS, { id: contractId })).contract.rateCards;
      expect(known).toHaveLength(1);
    });

    it('come with the entitlement that allows them', async () => {
      const api = await startContractApi(engine);
      const { id } = await activeContract(api.system);
      const ask = async (service: string, at: string) =>
        (
          await api.system.ask(
            `query ($account: ID!, $service: LogisticsService!, $at: LocalDate) {
               entitlement(accountId: $account, service: $service, at: $at) {
                 entitled reason guaranteed contract { id } } }`,
            { account: ACME, service, at },
          )
        ).entitlement;
      const yes = { entitled: true, reason: null, guaranteed: true, contract: { id } };
      expect(await ask('LABELLING', '2026-12-31')).toEqual(yes);
      const no = { entitled: false, guaranteed: false, contract: null };
      expect(await ask('LABELLING', '2025-12-31')).toEqual({ ...no, reason: 'NOT_YET_VALID' });
      expect(await ask('PHOTO', '2026-03-02')).toEqual({ ...no, reason: 'NOT_COVERED' });
    });
  });
});
