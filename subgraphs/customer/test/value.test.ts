import { CHARGE_MADE, CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED } from '@quayside/contract/events';
import { CARRIER_COST_KNOWN, INVOICE_ISSUED, RECEIVABLE_CHANGED } from '@quayside/contract/money-events';
import { SATISFACTION_ANSWERED } from '@quayside/service/events';
import type { EventReader } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import {
  EXCEPTION_RAISED,
  INBOUND_RECEIVED,
  MILESTONE_RECORDED,
  SHIPMENT_BOOKED,
  SHIPMENT_STATE_CHANGED,
  SHIPMENT_TENDERED,
} from '@quayside/shipment/events';
import { describe, expect, it } from 'vitest';
import { HISTORY_IMPORTED, TOUCH_LOGGED, VALUE_SETTINGS_CHANGED } from '../src/events.ts';
import { AGREEMENT_EVENTS } from '../src/fact/agreement.ts';
import { factsOf, HEARD } from '../src/fact/hearing.ts';
import { keepFacts } from '../src/fact/store.ts';
import { compareWithLogs, repairFromLogs } from '../src/value/rebuild-commands.ts';
import { markStale } from '../src/value/store.ts';
import { aWorld, customerApis, type World } from './customer-api.ts';

const IMPORT = `mutation($input: ImportHistoryInput!) { importHistory(input: $input) { __typename
  ... on Refusal { code field } ... on HistoryImport { id rows } } }`;
const VALUE = `query($id: ID!) { account(id: $id) { id touches { nodes { id ourSide theirSide notes } } value {
  currency stage gaps { code } profit { revenueMinor carrierCostMinor serveCostMinor claimsPaidMinor profitMinor }
  lifetime { amountMinor terms { code amountMinor inputs { code value } evidence { facts { nodes { kind subjectKind subjectId } } } } }
  risk { level percent signals { code points } } grade { grade } keyAccount { rank } contactPlan { why overdue } } } }`;
const SEGMENTS = `query ($filter: PortfolioFilter) { valuePortfolio { list(filter: $filter) { nodes { id } }
  segments(by: [KIND, RISK]) { customers profitMinor parts { factor key } } } }`;
const CHANGE = `mutation($input: ChangeValueSettingsInput!) { changeValueSettings(input: $input) { __typename
  ... on ValueSettings { version currency } ... on Refusal { code field message fix } } }`;
const HOUSE = `{ customerBoard { currency months { month profitMinor incomplete } }
  valuePortfolio { currency incomplete list { nodes { id profitMinor } } } valueSettings { version currency
  exchange { currency from rate } tariffs { from currency } currencyChanges { before after changedBy } } }`;
const GAPS = 'query($id: ID!) { account(id: $id) { value { gaps { code detail } } } }';
const PORTFOLIO = `{ valuePortfolio { customers profit { profitMinor serveCostMinor }
  investment { grade customers investedMinor investedPercent } keyAccounts { rank account { id } }
  grading { notGraded customers groups } list { total nodes { id profitMinor stage riskLevel } }
  sevenP { code figures { code value } } } }`;
const LOG = `mutation($input: LogTouchInput!) { logTouch(input: $input) { __typename ... on Refusal { code field }
  ... on Touch { id ourSide theirSide } } }`;
const TOUCH = {
  channel: 'CALL',
  direction: 'FROM_US',
  purpose: 'ROUTINE',
  notes: 'Asked how it goes',
  outcome: 'DONE',
};

const DAY = 86_400_000;

eachDatabase((engine) => {
  const start = customerApis(engine);

  /** Weekly days up to the clock's now, for so many weeks; the last so many are left out. */
  const weekly = (now: number, weeks: number, without = 0) =>
    Array.from({ length: weeks - without }, (_, at) => ({
      on: new Date(now - (weeks - at) * 7 * DAY).toISOString().slice(0, 10),
      ...{ orders: 2, deliveries: 2, revenueMinor: 40_000, carrierCostMinor: 24_000, service: 'TRANSPORT' },
    }));

  async function withHistory(): Promise<World> {
    const world = await aWorld(await start());
    const { system, clock } = world.api;
    const import_ = (accountId: string, rows: unknown) =>
      system.ask(IMPORT, { input: { accountId, currency: 'USD', idempotencyKey: 'first', rows } });
    await import_('acme', weekly(clock.now(), 60));
    await import_('globex', weekly(clock.now(), 60, 9));
    await world.api.settle();
    return world;
  }

  const outsiders: readonly [string, Viewer][] = [
    ['a member of the account', aShipper('acme', 'SHIPPER_ADMINISTRATOR')],
    ['a member of another account', aShipper('globex')],
    ['a key of the account', aKey('acme')],
    ['a link of the account', aLinkHolder('acme', 'shipment')],
    ['the floor of its branch', aStaffMember('/group/east/', 'OPERATOR')],
    ['an executive of another branch', aStaffMember('/group/west/', 'EXECUTIVE')],
  ];

  describe('the value of a customer', () => {
    it('is worked out of facts, sums up, and opens its evidence', async () => {
      const { api } = await withHistory();
      const { account } = await api.as(aStaffMember('/group/east/')).ask(VALUE, { id: 'acme' });
      const { value } = account;
      expect(value.profit.profitMinor).toBe(
        value.profit.revenueMinor -
          value.profit.carrierCostMinor -
          value.profit.serveCostMinor -
          value.profit.claimsPaidMinor,
      );
      const terms: { code: string; amountMinor: number; evidence: { facts: { nodes: object[] } } | null }[] =
        value.lifetime.terms;
      expect(terms.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(value.lifetime.amountMinor);
      expect(terms.find(({ code }) => code === 'CURRENT')?.evidence?.facts.nodes).toHaveLength(10);
      expect(value.risk.level).toBe('LOW');
      expect(value.keyAccount).toMatchObject({ rank: 1 });
      const { account: gone } = await api.system.ask(VALUE, { id: 'globex' });
      expect(gone.value.risk.level).toBe('HIGH');
      expect(gone.value.risk.signals[0]).toMatchObject({ code: 'RECENCY', points: 45 });
      expect(gone.value.contactPlan).toEqual({ why: 'HIGH_RISK', overdue: true });
    });

    it('is said to be unknown where there are too few customers to grade', async () => {
      const { api } = await withHistory();
      const { valuePortfolio } = await api.system.ask(PORTFOLIO);
      expect(valuePortfolio.grading).toEqual({ notGraded: 'TOO_FEW_CUSTOMERS', customers: 2, groups: 4 });
      const investedMinor = valuePortfolio.profit.serveCostMinor;
      expect(investedMinor).toBeGreaterThan(0);
      expect(valuePortfolio.investment).toEqual([{ grade: null, customers: 2, investedMinor, investedPercent: 100 }]);
      const { account } = await api.system.ask(VALUE, { id: 'acme' });
      expect(account.value.grade).toBeNull();
    });

    it('falls into segments, of which each finds its customers again, and nobody those of another branch', async () => {
      const { api } = await withHistory();
      const ask = async (viewer: Viewer, filter: object = {}) =>
        (await api.as(viewer).ask(SEGMENTS, { filter })).valuePortfolio;
      const head = aStaffMember('/group/', 'EXECUTIVE');
      const { segments } = await ask(head);
      expect(segments.reduce((sum: number, one: { customers: number }) => sum + one.customers, 0)).toBe(2);
      for (const { parts, customers } of segments) {
        expect((await ask(head, { segment: parts })).list.nodes).toHaveLength(customers);
      }
      expect((await ask(aStaffMember('/group/west/', 'EXECUTIVE'))).segments).not.toEqual(segments);
      await expect(ask(aShipper('acme', 'SHIPPER_ADMINISTRATOR'))).rejects.toThrow('FORBIDDEN');
    });

    it.each(outsiders)('is nothing to %s', async (_, viewer) => {
      const { api } = await withHistory();
      await api.system.ask(LOG, { input: { ...TOUCH, accountId: 'acme', theirSide: 'Joan' } });
      const graph = api.as(viewer);
      const { data } = await graph.answer(VALUE, { id: 'acme' });
      const account = data?.['account'] as { value: unknown; touches: { nodes: unknown[] } } | null | undefined;
      expect(account?.value ?? null).toBeNull();
      if (viewer.role !== 'OPERATOR') expect(account?.touches.nodes ?? []).toEqual([]);
      const references =
        'query($all: [_Any!]!) { _entities(representations: $all) { ... on CustomerValue { stage } } }';
      const { _entities } = await graph.ask(references, { all: [{ __typename: 'CustomerValue', id: 'acme' }] });
      expect(_entities).toEqual([null]);
      const evidence = await graph.answer('{ valueEvidence(accountId: "acme", kinds: [REVENUE]) { nodes { id } } }');
      const portfolio = await graph.answer(PORTFOLIO);
      if (viewer.role === 'EXECUTIVE') {
        expect(evidence.data).toEqual({ valueEvidence: { nodes: [] } });
        expect(JSON.stringify(portfolio.data)).not.toContain('acme');
      } else {
        expect([evidence, portfolio].map((one) => one.errors?.[0]?.extensions?.['code'])).toEqual([
          ...['FORBIDDEN', 'FORBIDDEN'],
        ]);
      }
      for (const text of [
        'mutation { setReferral(input: { accountId: "acme" }) { __typename } }',
        'mutation { changeValueSettings(input: { version: 0, groups: 2 }) { __typename } }',
      ]) {
        const answer = await graph.answer(text);
        expect(['FORBIDDEN', 'NOT_FOUND']).toContain(answer.errors?.[0]?.extensions?.['code']);
      }
    });

    it('is the same when it is rebuilt from the logs, and mended where it is not', async () => {
      const { api } = await withHistory();
      const { db } = api.subgraph;
      const none: EventReader = { readAfter: async () => [], head: async () => 0 };
      const logs = { shipment: none, contract: none, service: none, customer: new EventLog('customer', db) };
      const found = await compareWithLogs(db, logs, api.clock.now());
      expect(found).toMatchObject({ equal: true, accounts: 2, moved: false, differing: [] });
      expect(found.facts).toBe(60 * 4 + 51 * 4);
      await db.write((em) => em.query("DELETE FROM customer_month WHERE account_id = 'acme'"));
      const broken = await compareWithLogs(db, logs, api.clock.now());
      expect(broken.differing.at(-1)).toEqual({ accountId: 'acme', what: 'figures' });
      await repairFromLogs(db, logs, ['acme']);
      expect(await compareWithLogs(db, logs, api.clock.now())).toMatchObject({ equal: true, facts: found.facts });
    });

    it('nets what carriers gave back, as it is heard and as it is rebuilt', async () => {
      const { api } = await withHistory();
      const { db } = api.subgraph;
      const profit = async () => (await api.system.ask(VALUE, { id: 'acme' })).account.value.profit;
      const before = await profit();
      const step = (position: number, state: string, recovered: object | null): EventEnvelope => ({
        ...{ id: newId(), type: 'claim.state-changed.v1', source: 'service', position, at: api.clock.now() },
        ...{ accountId: 'acme', subject: 'claim', seq: position, correlationId: 'c' },
        data: { number: 'CL-1', state, currency: 'USD', paidMinor: state === 'PAID' ? 9_000 : null, recovered },
      });
      const log = [
        step(1, 'APPROVED', { byStepMinor: 2_500, inAllMinor: 2_500 }),
        step(2, 'PAID', null),
        step(3, 'PAID', { byStepMinor: 1_500, inAllMinor: 4_000 }),
      ];
      for (const event of [...log, ...log]) await api.bus.publish(event);
      const inbox = `SELECT position FROM inbox WHERE id = 'customer-facts:service'`;
      await expect.poll(() => db.read((em) => em.query(inbox))).toMatchObject([{ position: 3 }]);
      await api.settle();
      const after = await profit();
      expect([after.claimsPaidMinor, after.profitMinor]).toEqual([5_000, before.profitMinor - 5_000]);
      const opened = await api.system.ask(
        '{ valueEvidence(accountId: "acme", kinds: [CARRIER_RECOVERY]) { nodes { subjectKind subjectId amount { amountMinor } } } }',
      );
      const claim = { subjectKind: 'CLAIM', subjectId: 'claim' };
      expect(opened.valueEvidence.nodes).toHaveLength(2);
      expect(opened.valueEvidence.nodes).toEqual(
        expect.arrayContaining([2_500, 1_500].map((amountMinor) => ({ ...claim, amount: { amountMinor } }))),
      );
      const none: EventReader = { readAfter: async () => [], head: async () => 0 };
      const service: EventReader = {
        readAfter: async (from) => log.filter(({ position }) => position > from),
        head: async () => 3,
      };
      const logs = { shipment: none, contract: none, service, customer: new EventLog('customer', db) };
      expect(await compareWithLogs(db, logs, api.clock.now())).toMatchObject({ equal: true, differing: [] });
      await db.write((em) => em.query("DELETE FROM customer_month WHERE account_id = 'acme'"));
      await repairFromLogs(db, logs, ['acme']);
      await api.settle();
      expect((await profit()).claimsPaidMinor).toBe(5_000);
    });

    it('counts a fact once, and a later verdict in place of the first', async () => {
      const { api } = await aWorld(await start());
      const event = (type: string, source: string, data: object, seq = 1): EventEnvelope => ({
        ...{ id: newId(), type, source, position: seq, at: api.clock.now(), accountId: 'acme', subject: 'one', seq },
        ...{ correlationId: 'c', data },
      });
      const rated = (score: number) => event('delivery.rated.v1', 'service', { shipmentId: 's1', score });
      const charged = event(CHARGE_MADE, 'contract', { chargeId: 'ch', amountMinor: 5_000, currency: 'USD' });
      const tendered = event(SHIPMENT_TENDERED, 'shipment', { shipmentId: 's1', number: 'SH-1', source: 'EDI:1' });
      const told = [rated(2), charged, charged, tendered, tendered, rated(5)].flatMap(factsOf);
      await api.subgraph.db.write(async (em) => markStale(em, [...(await keepFacts(em, told.slice(0, 3)))]));
      await api.subgraph.db.write(async (em) => markStale(em, [...(await keepFacts(em, told))]));
      const [row] = await api.subgraph.db.read((em) => em.query('SELECT tally FROM customer_month'));
      const { kinds } = JSON.parse(row.tally);
      expect(kinds).toEqual({
        RATING: { n: 1, q: 5, minor: {} },
        REVENUE: { n: 1, q: 1, minor: { USD: 5_000 } },
        ORDER_BY_EDI: { n: 1, q: 1, minor: {} },
      });
    });

    it('knows whether people would recommend us, by what they said last', async () => {
      const { api } = await withHistory();
      const { db } = api.subgraph;
      const answered = (position: number, score: number): EventEnvelope => ({
        ...{ id: newId(), type: SATISFACTION_ANSWERED, source: 'service', position, at: api.clock.now() },
        ...{ accountId: 'acme', subject: 'answer', seq: position, correlationId: 'c' },
        data: { measure: 'NPS', occasion: 'PERIOD', subjectId: 'acme', accountId: 'acme', score, channel: 'PORTAL' },
      });
      const loyalty = async () => {
        const { account } = await api.system.ask(
          '{ account(id: "acme") { value { loyalty { gaps { code } parts { code score } } } } }',
        );
        const { gaps, parts } = account.value.loyalty;
        const intent = parts.find(({ code }: { code: string }) => code === 'INTENT');
        return { intent: intent.score, gaps: gaps.map(({ code }: { code: string }) => code) };
      };
      expect(await loyalty()).toMatchObject({ intent: null });
      expect((await loyalty()).gaps).toContain('NO_RECOMMENDATIONS');
      const log = [answered(1, 3), answered(2, 8)];
      for (const event of log) await api.bus.publish(event);
      await api.settle();
      expect(await loyalty()).toMatchObject({ intent: 80 });
      expect((await loyalty()).gaps).not.toContain('NO_RECOMMENDATIONS');
      const none: EventReader = { readAfter: async () => [], head: async () => 0 };
      const service: EventReader = { readAfter: async (from) => log.slice(from), head: async () => 2 };
      const logs = { shipment: none, contract: none, service, customer: new EventLog('customer', db) };
      expect(await compareWithLogs(db, logs, api.clock.now())).toMatchObject({ equal: true, differing: [] });
    });

    it('follows who brought whom, and refuses a ring', async () => {
      const { api } = await withHistory();
      const set = (accountId: string, referrerId: string | null) =>
        api.system.ask(
          `mutation($input: SetReferralInput!) { setReferral(input: $input) { __typename ... on Refusal { code } } }`,
          { input: { accountId, referrerId } },
        );
      expect((await set('globex', 'acme')).setReferral.__typename).toBe('CustomerValue');
      expect((await set('acme', 'globex')).setReferral).toMatchObject({ code: 'REFERRAL_CIRCULAR' });
      const { account } = await api.system.ask(VALUE, { id: 'acme' });
      const term = account.value.lifetime.terms.find(({ code }: { code: string }) => code === 'REFERRAL');
      expect(term.amountMinor).toBeGreaterThan(0);
    });

    it('names no customer of another branch that was brought', async () => {
      const { api } = await withHistory();
      await api.system.ask('mutation($input: SetReferralInput!) { setReferral(input: $input) { __typename } }', {
        input: { accountId: 'globex', referrerId: 'acme' },
      });
      await api.settle();
      const BROUGHT = `{ account(id: "acme") { value { referred { id } lifetime { amountMinor
        terms { code amountMinor inputs { code value detail } } } } } }`;
      const termSeen = async (viewer: Viewer) => {
        const { value } = (await api.as(viewer).ask(BROUGHT)).account;
        const term = value.lifetime.terms.find(({ code }: { code: string }) => code === 'REFERRAL');
        return { term, referred: value.referred, whole: value.lifetime.amountMinor };
      };
      const [all, east] = [await termSeen(aStaffMember('/group/')), await termSeen(aStaffMember('/group/east/'))];
      expect(all.referred).toEqual([{ id: 'globex' }]);
      expect(east.referred).toEqual([]);
      expect(JSON.stringify(east)).not.toMatch(/globex/i);
      expect(east.term.inputs.at(-1)).toMatchObject({ code: 'REFERRED_ELSEWHERE', detail: null });
      expect([east.whole, east.term.amountMinor]).toEqual([all.whole, all.term.amountMinor]);
    });

    it('is worked out for many at the price of one', async () => {
      const { api } = await withHistory();
      const asked: string[] = [];
      const { manager } = await api.subgraph.db.read(async (em) => ({ manager: em }));
      const query = manager.query.bind(manager);
      manager.query = (async (sql: string, values?: unknown[]) => {
        asked.push(sql);
        return query(sql, values as never);
      }) as typeof manager.query;
      const { accounts } = await api.as(aStaffMember('/group/')).ask('{ accounts { nodes { value { stage } } } }');
      expect(accounts.nodes).toHaveLength(2);
      expect(asked.filter((sql) => sql.includes('FROM customer_value t WHERE'))).toHaveLength(1);
    });

    it('is worked out again in another house currency, and nothing of the old one is left beside it', async () => {
      const { api } = await withHistory();
      const { db } = api.subgraph;
      const change = async (input: object) =>
        (await api.system.ask(CHANGE, { input })).changeValueSettings as Record<string, unknown>;
      const seen = async () => (await api.system.ask(HOUSE)) as Record<string, Record<string, unknown>>;
      const profit = async () => (await api.system.ask(VALUE, { id: 'acme' })).account.value.profit;
      const before = await profit();
      const refused = await change({ version: 0, currency: 'JPY' });
      expect(refused).toMatchObject({ code: 'CURRENCY_WITHOUT_RATE', field: 'currencyRate' });
      expect((await seen())['valueSettings']).toMatchObject({ version: 0, currency: 'USD', currencyChanges: [] });

      await change({ version: 0, currency: 'JPY', currencyRate: 150 });
      // Before anybody is valued anew, no sum of dollars goes by the name of yen.
      const sums = 'SELECT COUNT(*) AS n, SUM(profit_minor) AS profit FROM customer_value WHERE stale = 1';
      const [left] = await db.read((em) => em.query(sums));
      const [months] = await db.read((em) => em.query('SELECT COUNT(*) AS n FROM board_month'));
      if (Number(left.n) === 2) expect([Number(left.profit), Number(months.n)]).toEqual([0, 0]);
      await api.settle();

      const after = await seen();
      const house = { currency: 'JPY' };
      expect(after).toMatchObject({ customerBoard: house, valuePortfolio: { ...house, incomplete: 0 } });
      expect(after['valueSettings']).toMatchObject({
        ...{ version: 1, exchange: [{ currency: 'USD', from: null, rate: 150 }], tariffs: [{ currency: 'USD' }] },
        currencyChanges: [{ before: 'USD', after: 'JPY', changedBy: 'test' }],
      });
      const theirs = await api.as(aShipper('acme')).ask('{ viewer { display { houseCurrency } } }');
      expect(theirs.viewer.display).toEqual({ houseCurrency: 'JPY' });
      // 200.00 USD an order are 30,000 yen, which have no cents; each month and kind is rounded once.
      const yen = await profit();
      expect([yen.revenueMinor, yen.carrierCostMinor]).toEqual(
        [before.revenueMinor, before.carrierCostMinor].map((cents: number) => (cents * 150) / 100),
      );
      expect(Math.abs(yen.serveCostMinor - before.serveCostMinor * 1.5)).toBeLessThan(12 * 4);
      const board = after['customerBoard']?.['months'] as { profitMinor: number }[];
      const list = after['valuePortfolio']?.['list'] as { nodes: { profitMinor: number }[] };
      const sum = (rows: { profitMinor: number }[]) => rows.reduce((all, one) => all + one.profitMinor, 0);
      expect(sum(board)).toBe(sum(list.nodes));

      const none: EventReader = { readAfter: async () => [], head: async () => 0 };
      const logs = { shipment: none, contract: none, service: none, customer: new EventLog('customer', db) };
      expect(await compareWithLogs(db, logs, api.clock.now())).toMatchObject({ equal: true, differing: [] });
      const [told] = (await api.events()).filter(({ type }) => type === VALUE_SETTINGS_CHANGED);
      expect(told?.data).toMatchObject({ version: 1, currency: 'JPY', exchange: [{ currency: 'USD', rate: 150 }] });

      await change({ version: 1, currency: 'USD' });
      await api.settle();
      expect(await profit()).toEqual(before);
    });

    it('tells rates that were set before they were told along, when a store is brought up to date', async () => {
      const { api } = await withHistory();
      for (const [version, rate] of [1.1, 1.08].entries()) {
        await api.system.ask(CHANGE, { input: { version, exchange: [{ currency: 'EUR', rate }] } });
      }
      const { dataSource } = api.subgraph.db;
      const runner = dataSource.createQueryRunner();
      await dataSource.migrations.find(({ name }) => name?.startsWith('TellExchange'))?.up(runner);
      await runner.release();
      const told = (await api.events()).filter(({ type }) => type === VALUE_SETTINGS_CHANGED);
      expect(told).toHaveLength(3);
      expect(told[2]?.data).toEqual(told[1]?.data);
    });

    it('says so where a rate is missing, on the board as well', async () => {
      const { api } = await withHistory();
      const rows = weekly(api.clock.now(), 4);
      const input = { accountId: 'globex', currency: 'CNY', idempotencyKey: 'cny', rows };
      await api.system.ask(IMPORT, { input });
      await api.settle();
      const { customerBoard, valuePortfolio } = await api.system.ask(HOUSE);
      expect(valuePortfolio.incomplete).toBe(1);
      expect(customerBoard.months.at(-1).incomplete + customerBoard.months.at(-2).incomplete).toBeGreaterThan(0);
      const { account } = await api.system.ask(GAPS, { id: 'globex' });
      expect(account.value.gaps).toContainEqual({ code: 'CURRENCY_WITHOUT_RATE', detail: 'CNY' });
    });

    it('changes with the settings, which are changed once at a time', async () => {
      const { api } = await withHistory();
      const change = (input: object) =>
        api.system.answer(
          `mutation($input: ChangeValueSettingsInput!) { changeValueSettings(input: $input) { __typename
            ... on ValueSettings { version discountPercent } ... on Refusal { code field } } }`,
          { input },
        );
      const worth = async () => (await api.system.ask(VALUE, { id: 'acme' })).account.value.lifetime.amountMinor;
      const before = await worth();
      expect((await change({ version: 0, groups: 9 })).data?.['changeValueSettings']).toMatchObject({
        field: 'groups',
      });
      expect((await change({ version: 0, discountPercent: 50 })).data?.['changeValueSettings']).toEqual({
        ...{ __typename: 'ValueSettings', version: 1, discountPercent: 50 },
      });
      expect((await change({ version: 0, discountPercent: 5 })).errors?.[0]?.extensions?.['code']).toBe('CONFLICT');
      expect(await worth()).toBeLessThan(before);
    });
  });

  describe('contacts with a customer', () => {
    it('are logged with both sides, once for a key', async () => {
      const { api } = await aWorld(await start());
      const maya = api.as(aStaffMember('/group/east/'));
      const log = async (more: object) =>
        (await maya.ask(LOG, { input: { ...TOUCH, accountId: 'acme', ...more } })).logTouch;
      expect(await log({})).toMatchObject({ code: 'TOUCH_ONE_SIDED', field: 'theirSide' });
      const first = await log({ theirSide: 'Joan Lee', idempotencyKey: 'k' });
      expect(first).toMatchObject({ ourSide: 'Ada Manager', theirSide: 'Joan Lee' });
      expect((await log({ theirSide: 'Joan Lee', idempotencyKey: 'k' })).id).toBe(first.id);
      const long = { theirSide: 'Li', idempotencyKey: 'k'.repeat(80) };
      expect((await log(long)).id).toBe((await log(long)).id);
      const { account } = await maya.ask(VALUE, { id: 'acme' });
      expect(account.touches.nodes).toHaveLength(2);
      expect(account.value.contactPlan.why).toBe('ROUTINE');
      expect((await api.events()).filter(({ type }) => type === TOUCH_LOGGED)).toHaveLength(2);
      const other = await api
        .as(aStaffMember('/group/west/'))
        .answer(LOG, { input: { ...TOUCH, accountId: 'acme', theirSide: 'x' } });
      expect(other.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    });

    it('are followed up on the day that was agreed, until somebody has talked again', async () => {
      const { api } = await aWorld(await start());
      const maya = api.as(aStaffMember('/group/east/'));
      const plan = async (more: object) => {
        api.clock.advance(60_000);
        await maya.ask(LOG, { input: { ...TOUCH, accountId: 'acme', theirSide: 'Joan', ...more } });
        await api.settle();
        const { account } = await maya.ask(VALUE, { id: 'acme' });
        const { valuePortfolio } = await maya.ask(
          '{ valuePortfolio { list { nodes { contactPlan { why overdue } } } } }',
        );
        expect(valuePortfolio.list.nodes[0].contactPlan).toEqual(account.value.contactPlan);
        return account.value.contactPlan;
      };
      const agreed = { why: 'FOLLOW_UP', overdue: false };
      const on = new Date(api.clock.now() + 5 * DAY).toISOString().slice(0, 10);
      expect(await plan({ outcome: 'TO_FOLLOW_UP', followUpOn: on })).toEqual(agreed);
      expect(await plan({ outcome: 'NO_ANSWER' })).toEqual(agreed);
      expect(await plan({ outcome: 'DONE' })).toEqual({ why: 'ROUTINE', overdue: false });
    });
  });
});

describe('what is heard', () => {
  it('is money that is owed, paid late, and what carriers cost', () => {
    const common = { source: 'contract', at: Date.parse('2026-11-20T10:00:00Z'), accountId: 'acme', subject: 'inv' };
    const money = { invoiceId: 'inv', number: 'INV-1', currency: 'USD', totalMinor: 9_000, dueOn: '2026-11-15' };
    const heard = (type: string, data: object) =>
      factsOf({ ...common, type, data }).map(({ kind, amountMinor, quantity, at }) => [
        kind,
        amountMinor,
        quantity,
        at,
      ]);
    expect(heard(INVOICE_ISSUED, { ...money, kind: 'INVOICE' })).toEqual([['INVOICE', 9_000, 1, common.at]]);
    // While something is owed, what was told to be paid is not.
    const [stillOwed] = factsOf({ ...common, type: RECEIVABLE_CHANGED, data: { ...money, openMinor: 100 } });
    expect(stillOwed).toMatchObject({ id: 'PAYMENT:inv', takenBack: true });
    // Due on the 15th, all day; paid on the 20th.
    expect(heard(RECEIVABLE_CHANGED, { ...money, openMinor: 0 })).toEqual([['PAYMENT', 9_000, 5, common.at]]);
    // In time, and booked ten days later; and what credit notes alone have settled was not paid.
    const booked = { ...money, openMinor: 0, paidMinor: 8_000, paidOn: '2026-11-15' };
    expect(heard(RECEIVABLE_CHANGED, booked)).toEqual([['PAYMENT', 8_000, 0, common.at]]);
    const credited = factsOf({ ...common, type: RECEIVABLE_CHANGED, data: { ...money, openMinor: 0, paidMinor: 0 } });
    expect(credited).toMatchObject([{ takenBack: true }]);
    const cost = { shipmentId: 's', billedMinor: 700, currency: 'USD' };
    expect(heard(CARRIER_COST_KNOWN, { ...cost, payMinor: null })).toEqual([['CARRIER_COST', 700, 1, common.at]]);
    expect(heard(CARRIER_COST_KNOWN, { ...cost, payMinor: 650 })).toEqual([['CARRIER_COST', 650, 1, common.at]]);
  });

  it('is each part that a carrier gives back for a claim, once, and opens the claim', () => {
    const told = { source: 'service', type: 'claim.state-changed.v1', at: 5, accountId: 'acme', subject: 'claim' };
    const heard = (state: string, recovered: object | null) =>
      factsOf({ ...told, data: { number: 'CL-1', state, currency: 'USD', paidMinor: 900, recovered } });
    const part = { kind: 'CARRIER_RECOVERY', subjectKind: 'CLAIM', subjectId: 'claim', subjectNumber: 'CL-1', at: 5 };
    const [first] = heard('APPROVED', { byStepMinor: 200, inAllMinor: 200 });
    expect(first).toMatchObject({ ...part, amountMinor: 200, currency: 'USD' });
    const [paid, second] = heard('PAID', { byStepMinor: 100, inAllMinor: 300 });
    expect(paid).toMatchObject({ kind: 'CLAIM_PAID', amountMinor: 900 });
    expect(second).toMatchObject({ ...part, amountMinor: 100 });
    expect(new Set([first?.id, second?.id]).size).toBe(2);
    expect(heard('APPROVED', null)).toEqual([]);
  });

  it('counts a tap of a consignee once, though it is told twice', () => {
    const common = { source: 'service', at: 1, accountId: 'acme', subject: 'x' };
    const rated = factsOf({ ...common, type: 'delivery.rated.v1', data: { shipmentId: 's', score: 4 } });
    const answer = { measure: 'CSAT', occasion: 'DELIVERY', subjectId: 's', score: 4, channel: 'TRACKING' };
    const heard = (subject: string, data: object) =>
      factsOf({ ...common, subject, type: SATISFACTION_ANSWERED, data: { ...answer, ...data } })[0];
    expect(heard('y', {})?.id).toBe(rated[0]?.id);
    // What the shipper says of the same delivery does not take the consignee's word away.
    expect(heard('z', { channel: 'PORTAL', score: 1 })).toMatchObject({ id: 'RATING:z', subjectId: 's', quantity: 1 });
  });

  it('counts the last word of whether somebody would recommend us, and no rating by it', () => {
    const common = { source: 'service', type: SATISFACTION_ANSWERED, at: 1, accountId: 'acme' };
    const answer = { measure: 'NPS', occasion: 'PERIOD', subjectId: 'acme', channel: 'PORTAL' };
    const heard = (subject: string, score: number) => factsOf({ ...common, subject, data: { ...answer, score } });
    const fact = { kind: 'RECOMMENDATION', subjectKind: 'RATING', quantity: 9 };
    expect(heard('one', 9)).toMatchObject([{ ...fact, id: 'RECOMMENDATION:one' }]);
    expect(heard('two', 0)).toMatchObject([{ id: 'RECOMMENDATION:two', quantity: 0 }]);
  });

  it('has the names that its owners publish', () => {
    expect(HEARD).toMatchObject({
      ...{ booked: SHIPMENT_BOOKED, tendered: SHIPMENT_TENDERED, stateChanged: SHIPMENT_STATE_CHANGED },
      ...{ milestone: MILESTONE_RECORDED, exceptionRaised: EXCEPTION_RAISED, received: INBOUND_RECEIVED },
      ...{ chargeMade: CHARGE_MADE, touchLogged: TOUCH_LOGGED, historyImported: HISTORY_IMPORTED },
      ...{ satisfactionAnswered: SATISFACTION_ANSWERED },
      ...{ invoiceIssued: INVOICE_ISSUED, receivableChanged: RECEIVABLE_CHANGED, carrierCost: CARRIER_COST_KNOWN },
    });
    expect(AGREEMENT_EVENTS).toEqual([CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED]);
  });
});
