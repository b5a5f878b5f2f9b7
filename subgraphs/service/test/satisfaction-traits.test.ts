import { CHARGE_MADE, CONTRACT_SOURCE } from '@quayside/contract/events';
import { ACCOUNT_OPENED, CUSTOMER_SOURCE } from '@quayside/customer/events';
import { insertRows } from '@quayside/shared/db/bulk';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { INBOUND_RECEIVED, SHIPMENT_SHIPPED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../src/satisfaction/answer.ts';
import { insertAnswer } from '../src/satisfaction/answer-store.ts';
import { answerTable } from '../src/satisfaction/table.ts';
import { ACME, DENVER, PARCEL, type ServiceApi, startServiceApi } from './service-api.ts';

const DAY = 86_400_000;
const TRAITS = `query ($from: Instant!, $to: Instant!, $measure: SatisfactionMeasure! = CSAT) {
  satisfactionTraits(from: $from, to: $to, measure: $measure) { answers customers boughtKnownFrom
    ofAnswers { dimension value } ofCustomers { dimension value answers customers bottom middle top thin } } }`;
const BEHIND = `query ($filter: SatisfactionAnswerFilter!) {
  satisfactionAnswers(filter: $filter) { total }
  satisfactionCustomers(filter: $filter) { account { id } answers average } }`;

/** Five customers of the south, K0 the least content and K4 the most, each with as many answers as it has scores. */
const SCORES: readonly (readonly number[])[] = [[1, 1, 1], [3], [3, 4], [4], [5, 5]];
const nameOf = (n: number): string => `01K${n}0000000000000000000000`;

async function fiveCustomers(api: ServiceApi): Promise<void> {
  for (const n of SCORES.keys()) {
    const at = { branchPath: '/group/south/austin/', accountManagerId: null, region: n < 2 ? 'Gulf' : 'Plains' };
    await api.hear(CUSTOMER_SOURCE, ACCOUNT_OPENED, nameOf(n), { accountId: nameOf(n), name: `K${n}`, ...at });
  }
  await api.subgraph.db.write(async (em) => {
    for (const [n, scores] of SCORES.entries()) {
      for (const [m, score] of scores.entries()) await insertAnswer(em, anAnswer(api, { n, m, score }));
    }
  });
}

const anAnswer = (api: ServiceApi, { n, m, score }: { n: number; m: number; score: number }): Answer => ({
  ...{ id: `A${n}${m}`, measure: 'CSAT', occasion: 'DELIVERY', subjectId: PARCEL, period: '', respondent: `R${n}${m}` },
  ...{ accountId: nameOf(n), shipmentId: PARCEL, channel: 'CALL', recordedBy: 'x', score, comment: null, cause: null },
  ...{ causes: 0, followUpId: null, whatChanged: null, changeToldAt: null, version: 1 },
  ...{ firstAt: api.clock.now(), at: api.clock.now() },
});

const charged = (api: ServiceApi, n: number, change: object, doneAt = api.clock.now()) =>
  api.hear(CONTRACT_SOURCE, CHARGE_MADE, nameOf(n), {
    ...{
      chargeId: `C${n}`,
      source: 'STOCK',
      reason: 'DONE',
      subjectId: 'S',
      subjectNumber: 'S-1',
      accountId: nameOf(n),
    },
    ...{ contractId: 'T', service: 'WAREHOUSING', kind: 'STORAGE', quantity: 1, unit: 'PL', amountMinor: 1 },
    ...{ currency: 'USD', number: 'CH-1', doneAt, ...change },
  });

const spanOf = (api: ServiceApi, days = 30) => ({
  from: new Date(api.clock.now() - days * DAY).toISOString(),
  to: new Date(api.clock.now() + DAY).toISOString(),
});

eachDatabase((engine) => {
  describe('the traits of customers', () => {
    it('are what they bought, learned from events, as worked by hand', async () => {
      const api = await startServiceApi(engine);
      await fiveCustomers(api);
      // Storage was bought by K0 and K1; labelling by K4; K2 had air freight with a promise, K3 goods received.
      await charged(api, 0, {});
      await charged(api, 0, {});
      await charged(api, 1, {});
      await charged(api, 4, { source: 'WORK_ORDER', service: 'LABELLING', kind: 'VALUE_ADDED' });
      await charged(api, 3, { source: 'WORK_ORDER', service: 'KITTING', kind: 'VALUE_ADDED', reason: 'CANCELLED' });
      // Of another season, and so no trait of this one.
      await charged(api, 4, {}, api.clock.now() - 200 * DAY);
      const activity = { accountId: nameOf(2), at: api.clock.now(), guaranteed: true, mode: 'A', kind: 'SHIPPED' };
      await api.hear(SHIPMENT_SOURCE, SHIPMENT_SHIPPED, nameOf(2), { activity });
      const received = { ...activity, accountId: nameOf(3), kind: 'RECEIVED', guaranteed: false, mode: null };
      await api.hear(SHIPMENT_SOURCE, INBOUND_RECEIVED, nameOf(3), { activity: received });

      const staff = api.as(aStaffMember('/group/'));
      const { satisfactionTraits: found } = await staff.ask(TRAITS, spanOf(api));
      expect(found).toMatchObject({ answers: 9, customers: 5, ofAnswers: null, boughtKnownFrom: null });
      // A longer period begins before the first event that tells what somebody bought.
      const { satisfactionTraits: longer } = await staff.ask(TRAITS, spanOf(api, 400));
      expect(longer.boughtKnownFrom).toBe(new Date(api.clock.now() - 200 * DAY).toISOString().slice(0, 7));
      // A fifth of five is one: K0 below, K4 above, and three between.
      const third = 0.333333333;
      const sorted = [...found.ofCustomers].sort((a, b) => (a.dimension + a.value < b.dimension + b.value ? -1 : 1));
      const row = (dimension: string, value: string, shares: readonly number[], of: readonly number[]) => ({
        ...{ dimension, value, bottom: shares[0], middle: shares[1], top: shares[2] },
        ...{ customers: of[0], answers: of[1], thin: (of[0] ?? 0) < 5 },
      });
      expect(sorted).toEqual([
        row('BRANCH', 'austin', [1, 1, 1], [5, 9]),
        row('MODE', 'A', [0, third, 0], [1, 2]),
        row('REGION', 'Gulf', [1, third, 0], [2, 4]),
        row('REGION', 'Plains', [0, 0.666666667, 1], [3, 5]),
        row('SERVICE', 'GUARANTEED_DELIVERY', [0, third, 0], [1, 2]),
        row('SERVICE', 'HANDLING', [0, third, 0], [1, 1]),
        row('SERVICE', 'LABELLING', [0, 0, 1], [1, 2]),
        row('SERVICE', 'STORAGE', [1, third, 0], [2, 4]),
        row('SERVICE', 'TRANSPORT', [0, third, 0], [1, 2]),
      ]);

      // Each opens as many answers and customers as it says.
      const filters: Record<string, string> = {
        SERVICE: 'service',
        MODE: 'mode',
        REGION: 'region',
        BRANCH: 'branchId',
      };
      for (const { dimension, value, answers, customers } of found.ofCustomers) {
        const filter = { measure: 'CSAT', ...spanOf(api), [filters[dimension] ?? '']: value };
        const behind = await staff.ask(BEHIND, { filter });
        expect(behind.satisfactionAnswers.total, value).toBe(answers);
        expect(behind.satisfactionCustomers, value).toHaveLength(customers);
      }
      const storage = await staff.ask(BEHIND, { filter: { ...spanOf(api), service: 'STORAGE' } });
      expect(storage.satisfactionCustomers).toEqual([
        { account: { id: nameOf(0) }, answers: 3, average: 1 },
        { account: { id: nameOf(1) }, answers: 1, average: 3 },
      ]);
      // Whose customers are young lack nothing: the store has heard of others for longer.
      const young = { accountId: nameOf(9), name: 'K9', branchPath: '/group/north/', accountManagerId: null };
      await api.hear(CUSTOMER_SOURCE, ACCOUNT_OPENED, nameOf(9), young);
      await charged(api, 9, {});
      await api.subgraph.db.write((em) => insertAnswer(em, anAnswer(api, { n: 9, m: 0, score: 3 })));
      const north = await api.as(aStaffMember('/group/north/')).ask(TRAITS, spanOf(api, 100));
      expect(north.satisfactionTraits).toMatchObject({ answers: 1, boughtKnownFrom: null });
    });

    it('are not told of fewer than five customers, who are counted all the same', async () => {
      const api = await startServiceApi(engine);
      await api.subgraph.db.write(async (em) => {
        for (let m = 0; m < 12; m++) {
          await insertAnswer(em, { ...anAnswer(api, { n: 0, m, score: 1 + (m % 5) }), accountId: ACME });
        }
      });
      const { satisfactionTraits: found } = await api.as(aStaffMember('/group/')).ask(TRAITS, spanOf(api));
      expect(found).toMatchObject({ answers: 12, customers: 1, ofCustomers: null });
      expect(found.ofAnswers).toEqual([{ dimension: 'OCCASION', value: 'DELIVERY' }]);
      await api.subgraph.db.write((em) => {
        const many = Array.from({ length: 10_000 }, (_, m) => anAnswer(api, { n: 0, m: m + 12, score: 3 }));
        return insertRows(
          em,
          answerTable,
          many.map((one) => ({ ...one, accountId: ACME })),
        );
      });
      const { satisfactionTraits: all } = await api.as(aStaffMember('/group/')).ask(TRAITS, spanOf(api));
      expect(all).toMatchObject({ answers: 10_012, customers: 1 });
      const nps = await api.as(aStaffMember('/group/')).ask(TRAITS, { ...spanOf(api), measure: 'NPS' });
      expect(nps.satisfactionTraits).toMatchObject({ answers: 0, customers: 0, ofAnswers: null, ofCustomers: null });
    });

    it('of one branch are not told to another, nor to any customer', async () => {
      const api = await startServiceApi(engine);
      await fiveCustomers(api);
      await charged(api, 0, {});
      const nothing = { answers: 0, customers: 0, boughtKnownFrom: null, ofAnswers: null, ofCustomers: null };
      const denver = api.as(aStaffMember(DENVER));
      expect((await denver.ask(TRAITS, spanOf(api))).satisfactionTraits).toEqual(nothing);
      for (const trait of [{ service: 'STORAGE' }, { region: 'Gulf' }, { branchId: 'austin' }]) {
        const behind = await denver.ask(BEHIND, { filter: trait });
        expect(behind).toEqual({ satisfactionAnswers: { total: 0 }, satisfactionCustomers: [] });
      }
      for (const stranger of [aShipper(nameOf(0)), aKey(nameOf(0)), aLinkHolder(nameOf(0), PARCEL)]) {
        await expect(api.as(stranger).ask(TRAITS, spanOf(api))).rejects.toThrow('FORBIDDEN');
        await expect(api.as(stranger).ask(BEHIND, { filter: {} })).rejects.toThrow('FORBIDDEN');
      }
    });
  });
});
