import { describe, expect, it } from 'vitest';
import { type Fact, type FactKind, monthAfter } from '../fact/fact.ts';
import { addFact, emptyTally, Tallies, tallyKey } from '../fact/tally.ts';
import { contactPlan } from './contact-plan.ts';
import { ledgerOf } from './ledger.ts';
import { lifecycleOf } from './lifecycle.ts';
import { lifetimeValue } from './lifetime.ts';
import { keyAccountsOf, yardstickOf } from './portfolio.ts';
import { yearlyProfit } from './profit.ts';
import { riskOf } from './risk.ts';
import { changedSettings, DEFAULT_SETTINGS } from './settings.ts';
import { valuate } from './valuation.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const BARE = { ...DEFAULT_SETTINGS, tariffs: [{ from: '2000-01', costs: { ORDER_BY_HAND: 500, COMPLAINT: 3_000 } }] };

let made = 0;
/** A fact; a test states what it depends on. */
const fact = (kind: FactKind, on: string, more: Partial<Fact> = {}): Fact => ({
  ...{ id: `${kind}:${made++}`, accountId: 'acme', kind, at: Date.parse(`${on}T12:00:00Z`), subjectKind: 'SHIPMENT' },
  ...{ subjectId: 's', subjectNumber: null, amountMinor: null, currency: null, quantity: 1, service: null, ...more },
});
const usd = (kind: FactKind, on: string, amountMinor: number): Fact => fact(kind, on, { amountMinor, currency: 'USD' });

function monthsOf(facts: readonly Fact[]) {
  const tallies = new Tallies();
  for (const one of facts) tallies.add(one);
  const [, months] = [...tallies.accounts()][0] ?? ['', new Map()];
  return [...months].map(([month, tally]) => ({ month, tally })).sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** An order with its money on each of these days. */
const trade = (days: readonly string[], revenue = 10_000, cost = 6_000): Fact[] =>
  days.flatMap((on) => [fact('ORDER_BY_HAND', on), usd('REVENUE', on, revenue), usd('CARRIER_COST', on, cost)]);

/** Days from one to the other, so many apart. */
function daysApart(from: string, to: string, apart: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += apart * 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

const known = (facts: readonly Fact[]) => ({
  accountId: 'acme',
  months: monthsOf(facts),
  agreements: [],
  referred: [],
});

describe('the profit of a customer', () => {
  it('agrees with a year worked out by hand', () => {
    const facts = [
      ...[
        usd('REVENUE', '2026-03-02', 120_000),
        usd('REVENUE', '2026-09-15', 80_050),
        usd('REVENUE', '2026-09-20', -50),
      ],
      ...[usd('CARRIER_COST', '2026-03-05', 70_000), usd('CLAIM_PAID', '2026-10-01', 20_345)],
      ...[usd('CARRIER_RECOVERY', '2026-10-20', 5_000), usd('CARRIER_RECOVERY', '2026-11-02', 3_000)],
      ...[fact('ORDER_BY_HAND', '2026-03-01'), fact('ORDER_BY_HAND', '2026-09-14'), fact('COMPLAINT', '2026-09-30')],
    ];
    // 120,000 + 80,050 - 50 = 200,000; 2 orders at 500 and a complaint at 3,000 = 4,000;
    // 20,345 paid for claims, of which 8,000 came back = 12,345.
    expect(yearlyProfit(ledgerOf(monthsOf(facts), BARE, NOW))).toEqual({
      ...{
        from: '2026-03',
        to: '2026-11',
        revenue: 200_000,
        carrierCost: 70_000,
        serveCost: 4_000,
        claimsPaid: 12_345,
      },
      ...{ profit: 113_655, marginPercent: 56.8 },
    });
  });

  it('never adds two currencies, and says which one has no rate', () => {
    const facts = [
      usd('REVENUE', '2026-10-01', 10_000),
      fact('REVENUE', '2026-10-02', { amountMinor: 5_000, currency: 'EUR' }),
    ];
    const without = ledgerOf(monthsOf(facts), BARE, NOW);
    expect(yearlyProfit(without)?.revenue).toBe(10_000);
    expect(without.gaps).toEqual([{ code: 'CURRENCY_WITHOUT_RATE', detail: 'EUR' }]);
    const rated = ledgerOf(monthsOf(facts), { ...BARE, exchange: [{ currency: 'EUR', rate: 1.0837 }] }, NOW);
    expect(yearlyProfit(rated)?.revenue).toBe(15_419);
    expect(rated.gaps).toEqual([]);
    const alone = [fact('REVENUE', '2026-10-02', { amountMinor: 5_000, currency: 'EUR' })];
    expect(ledgerOf(monthsOf(alone), BARE, NOW).gaps.map(({ code }) => code)).toEqual([
      'NO_HISTORY',
      'CURRENCY_WITHOUT_RATE',
    ]);
  });

  it('says in how many months cost or revenue is missing beside deliveries', () => {
    const delivered = ['2026-07-10', '2026-08-10', '2026-09-10', '2026-11-10'].map((on) => fact('DELIVERY', on));
    const facts = [...delivered, ...trade(['2026-07-10']), usd('REVENUE', '2026-08-10', 9_000)];
    expect(ledgerOf(monthsOf(facts), BARE, NOW).gaps).toEqual([
      { code: 'REVENUE_PARTIAL', detail: '1' },
      { code: 'CARRIER_COST_PARTIAL', detail: '2' },
    ]);
  });

  it('has one rate for each other currency', () => {
    const exchange = (...currencies: string[]) =>
      changedSettings(BARE, { exchange: currencies.map((currency) => ({ currency, rate: 1.1 })) });
    expect(exchange('EUR', 'CNY').ok).toBe(true);
    for (const wrong of [['EUR', 'EUR'], ['USD']]) {
      expect(exchange(...wrong)).toMatchObject({ ok: false, refusal: { code: 'RATE_NOT_VALID' } });
    }
    expect(changedSettings(BARE, { exchange: [{ currency: 'EUR', rate: 0 }] })).toMatchObject({
      refusal: { field: 'exchange', message: expect.stringContaining('EUR'), fix: expect.stringContaining('EUR=1.08') },
    });
  });

  it('takes the tariff of the month', () => {
    const changed = changedSettings(BARE, {
      tariff: { from: '2026-09', costs: [{ kind: 'ORDER_BY_HAND', costMinor: 700 }] },
    });
    if (!changed.ok) throw new Error(changed.refusal.message);
    const facts = [fact('ORDER_BY_HAND', '2026-08-31'), fact('ORDER_BY_HAND', '2026-09-01')];
    expect(yearlyProfit(ledgerOf(monthsOf(facts), changed.value, NOW))?.serveCost).toBe(500 + 700);
  });
});

describe('the lifetime value', () => {
  // Two years at one order a month of 10,000 - 6,000 - 500 = 3,500.
  const facts = trade(Array.from({ length: 24 }, (_, at) => `${monthAfter('2024-12', at)}-15`));

  it('is the sum of its terms to the minor unit', () => {
    const ledger = ledgerOf(monthsOf(facts), BARE, NOW);
    const referred = [
      { accountId: 'b', name: 'Beta', yearlyProfit: 12_345 },
      { accountId: 'c', name: 'Gamma', yearlyProfit: -1_001 },
    ];
    const value = lifetimeValue(ledger, referred, 10, BARE);
    const amounts = Object.fromEntries(value.terms.map(({ code, amountMinor }) => [code, amountMinor]));
    expect(value.amountMinor).toBe(value.terms.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
    expect(amounts['HISTORICAL']).toBe(12 * 3_500);
    expect(amounts['CURRENT']).toBe(12 * 3_500);
    // 42,000 a year, kept with 90 %, discounted by 10 %: 34,364 + 28,116 + 23,004.
    expect(amounts['POTENTIAL']).toBe(34_364 + 28_116 + 23_004);
    // A fifth of each: 2,469 and -200.
    expect(amounts['REFERRAL']).toBe(2_269);
  });

  it('is not made up without a history', () => {
    const value = lifetimeValue(ledgerOf([], BARE, NOW), [], null, BARE);
    expect(value).toEqual({ amountMinor: null, terms: [], gaps: [{ code: 'NO_HISTORY', detail: null }] });
    // Somebody was called, and it cost something: still no history of business.
    const valuation = valuate(known([fact('TOUCH', '2026-11-01')]), DEFAULT_SETTINGS, null, NOW);
    expect(valuation.lifetime.amountMinor).toBeNull();
    expect([valuation.index.value, valuation.loyalty.value, valuation.risk.percent, valuation.stage]).toEqual([
      ...[null, null, null, 'POTENTIAL'],
    ]);
  });
});

describe('the loyalty of a customer', () => {
  const bound = {
    ...{ id: 'c', accountId: 'acme', number: 'K-1', state: 'ACTIVE', validFrom: '2026-01-01', services: [] },
    // 90 days ahead: half of the half-year that counts.
    validTo: new Date(NOW + 90 * 86_400_000 + 1).toISOString().slice(0, 10),
  };
  const asked = (on: string, score: number) => fact('RECOMMENDATION', on, { quantity: score });
  const orders = trade(daysApart('2025-12-01', '2026-11-20', 7));
  const intentOf = (facts: readonly Fact[], agreements: readonly (typeof bound)[] = []) => {
    const valuation = valuate({ ...known(facts), agreements }, BARE, null, NOW);
    const { score, inputs } = valuation.loyalty.parts.find(({ code }) => code === 'INTENT') ?? {};
    return { score, inputs, gaps: valuation.loyalty.gaps.map(({ code }) => code) };
  };

  it('has an intent of the contract and of what people say, half each', () => {
    const told = intentOf([...orders, asked('2026-05-02', 9), asked('2026-11-02', 8)], [bound]);
    // 8.5 of 10 is 85, and some 90 of 180 days are 50: both sides of a day.
    expect(told.score).toBeGreaterThanOrEqual(67);
    expect(told.score).toBeLessThanOrEqual(68);
    expect(told.inputs?.slice(1)).toEqual([
      { code: 'RECOMMENDATION', value: 8.5, unit: 'POINTS' },
      { code: 'RECOMMENDATIONS', value: 2, unit: 'COUNT' },
    ]);
    expect(told.gaps).toEqual(['NO_RATINGS']);
  });

  it('says what of the intent nobody knows, and never makes it up', () => {
    expect(intentOf([...orders, asked('2026-11-02', 4)])).toMatchObject({
      ...{ score: 40, gaps: ['NO_RATINGS', 'NO_CONTRACT'] },
    });
    expect(intentOf(orders, [bound]).gaps).toEqual(['NO_RATINGS', 'NO_RECOMMENDATIONS']);
    expect(intentOf(orders)).toEqual({
      ...{ score: null, inputs: [], gaps: ['NO_RATINGS', 'NO_CONTRACT', 'NO_RECOMMENDATIONS'] },
    });
    // What somebody said more than a year ago is no intent any more.
    expect(intentOf([...orders, asked('2025-10-02', 10)]).score).toBeNull();
  });

  it('takes no answer about us for a rating of the service, nor for work of ours', () => {
    const valuation = valuate(known([...orders, asked('2026-11-02', 0)]), DEFAULT_SETTINGS, null, NOW);
    const without = valuate(known(orders), DEFAULT_SETTINGS, null, NOW);
    expect(valuation.profit).toEqual(without.profit);
    const score = (of: typeof valuation) => of.loyalty.parts.find(({ code }) => code === 'SATISFACTION')?.score;
    expect([score(valuation), score(without)]).toEqual([null, null]);
    expect(valuation.risk).toEqual(without.risk);
  });
});

describe('the risk to lose a customer', () => {
  it('finds a planted churner by its own habit', () => {
    const steady = trade(daysApart('2025-06-02', '2026-11-23', 7));
    const gone = trade([...daysApart('2025-06-02', '2026-08-31', 7), '2026-09-28', '2026-10-12']);
    const rare = trade(daysApart('2025-06-01', '2026-11-20', 40));
    const riskOfFacts = (facts: readonly Fact[]) => riskOf(ledgerOf(monthsOf(facts), BARE, NOW), [], NOW);
    expect(riskOfFacts(steady)).toMatchObject({ level: 'LOW' });
    expect(riskOfFacts(rare)).toMatchObject({ level: 'LOW' });
    const churner = riskOfFacts(gone);
    expect(churner.level).toBe('HIGH');
    // 46 days without an order where there had been 7 between two.
    expect(churner.signals[0]).toEqual({
      ...{ code: 'RECENCY', most: 45, points: 45 },
      inputs: [
        { code: 'DAYS_SINCE_ORDER', value: 46, unit: 'DAYS' },
        { code: 'USUAL_GAP', value: 7, unit: 'DAYS' },
      ],
    });
  });

  it('is not judged by three orders', () => {
    const risk = riskOf(ledgerOf(monthsOf(trade(['2026-09-01', '2026-10-01', '2026-11-01'])), BARE, NOW), [], NOW);
    expect(risk).toEqual({ percent: null, level: null, signals: [], gaps: [{ code: 'TOO_FEW_ORDERS', detail: '3' }] });
  });

  it('counts a contract that ends with none to follow', () => {
    const agreement = {
      id: 'c',
      accountId: 'acme',
      number: 'C-1',
      state: 'ACTIVE',
      validFrom: '2026-01-01',
      services: [],
    };
    const ledger = ledgerOf(monthsOf(trade(daysApart('2025-06-02', '2026-11-23', 7))), BARE, NOW);
    const points = (validTo: string) =>
      riskOf(ledger, [{ ...agreement, validTo }], NOW).signals.find(({ code }) => code === 'CONTRACT')?.points;
    expect([points('2027-11-27'), points('2026-12-27'), points('2026-11-01')]).toEqual([0, 2.5, 5]);
  });
});

describe('the stages of a customer', () => {
  const stagesOf = (facts: readonly Fact[]) =>
    lifecycleOf(ledgerOf(monthsOf(facts), BARE, NOW), BARE).map(({ stage, since, rule }) => [stage, since, rule]);

  it('go from the first order to maturity', () => {
    expect(stagesOf(trade(daysApart('2025-03-03', '2026-11-20', 7)))).toEqual([
      ['POTENTIAL', null, 'KNOWN'],
      ['DEVELOPMENT', '2025-03', 'FIRST_ORDER'],
      ['MATURITY', '2026-02', 'ORDERS_STEADY'],
    ]);
  });

  it('end after three quiet months, and begin again with an order', () => {
    const days = [...daysApart('2025-11-03', '2026-03-20', 7), '2026-11-20'];
    expect(stagesOf(trade(days)).slice(1)).toEqual([
      ['DEVELOPMENT', '2025-11', 'FIRST_ORDER'],
      ['TERMINATION', '2026-06', 'QUIET'],
      ['DEVELOPMENT', '2026-11', 'ORDER_AGAIN'],
    ]);
  });

  it('are growth while the half-year rises', () => {
    const days = [...daysApart('2025-09-01', '2026-02-28', 14), ...daysApart('2026-03-01', '2026-11-20', 5)];
    expect(stagesOf(trade(days)).at(-1)?.[0]).toBe('GROWTH');
  });
});

describe('why a customer left', () => {
  it('is read from the half-year to its last order', () => {
    const days = daysApart('2025-01-06', '2026-05-25', 7);
    const claims = daysApart('2026-03-01', '2026-05-20', 9).map((on) => fact('CLAIM_FILED', on));
    const { stage, loss, candidates } = valuate(known([...trade(days), ...claims]), BARE, null, NOW);
    expect(stage).toBe('TERMINATION');
    expect(loss).toMatchObject({ lastMonth: '2026-05', yearlyProfit: 52 * 3_500, reasons: [{ code: 'CLAIMS' }] });
    expect(candidates.map(({ code }) => code)).toEqual(['WIN_BACK']);
    const silent = valuate(known(trade(days)), BARE, null, NOW);
    expect(silent.loss?.reasons).toEqual([{ code: 'NONE_SEEN', inputs: [], kinds: [] }]);
    // Nobody tells that a contract has run out: its day passes.
    const contract = { id: 'k', accountId: 'acme', number: 'QC-1', state: 'ACTIVE', services: [] };
    const over = { ...contract, validFrom: '2025-01-01', validTo: '2026-05-31' };
    const left = valuate({ ...known(trade(days)), agreements: [over] }, BARE, null, NOW);
    expect(left.loss?.reasons.map(({ code }) => code)).toEqual(['NO_CONTRACT_LEFT']);
  });
});

describe('key accounts', () => {
  it('are the fewest that bring four fifths of the profit', () => {
    const customers = [500, 300, 100, 60, 40, -80].map((profit, at) => ({ accountId: `c${at}`, profit }));
    expect(keyAccountsOf(customers, 80)).toEqual([
      { accountId: 'c0', profit: 500, rank: 1, sharePercent: 50, cumulativePercent: 50 },
      { accountId: 'c1', profit: 300, rank: 2, sharePercent: 30, cumulativePercent: 80 },
    ]);
    expect(keyAccountsOf([{ accountId: 'loss', profit: -1 }], 80)).toEqual([]);
  });
});

describe('the contact plan', () => {
  it('is the more pressing the more is at stake', () => {
    const day = 86_400_000;
    const last = NOW - 10 * day;
    const plan = (level: 'LOW' | 'HIGH', grade: 'A' | 'D') =>
      contactPlan({ stage: 'MATURITY', level, grade }, { at: last, followUpOn: null }, NOW);
    expect(plan('HIGH', 'D')).toMatchObject({ channel: 'VISIT', why: 'HIGH_RISK', dueAt: last + 7 * day });
    expect(plan('LOW', 'A')).toMatchObject({ channel: 'VISIT', why: 'ROUTINE', dueAt: last + 30 * day });
    expect(plan('LOW', 'D')).toMatchObject({ channel: 'E_MAIL', dueAt: last + 180 * day });
  });

  it('keeps the day that was agreed with the customer before every rule', () => {
    const agreed = { at: NOW, followUpOn: '2026-12-01' };
    const plan = contactPlan({ stage: 'MATURITY', level: 'HIGH', grade: 'D' }, agreed, NOW);
    expect(plan).toMatchObject({ why: 'FOLLOW_UP', channel: 'VISIT', dueAt: Date.parse('2026-12-01T12:00:00Z') });
  });
});

describe('tallies', () => {
  it('are the same in whatever order facts come, and forget what is taken back', () => {
    const facts = trade(daysApart('2026-03-01', '2026-03-28', 3));
    const [there, back] = [emptyTally(), emptyTally()];
    for (const one of facts) addFact(there, one);
    const stray = usd('CARRIER_COST', '2026-03-09', 77);
    for (const one of [stray, ...[...facts].reverse()]) addFact(back, one);
    addFact(back, stray, -1);
    expect(tallyKey(back)).toBe(tallyKey(there));
  });
});

describe('the yardstick', () => {
  it('ranks a customer among all', () => {
    const measured = Array.from({ length: 11 }, (_, at) => ({
      ...{
        accountId: `c${at}`,
        orders: at * 10,
        profit: at * 1_000,
        revenue: at,
        growthPercent: null,
        services: ['KITTING'],
      },
    }));
    const { index } = valuate(known(trade(daysApart('2026-01-05', '2026-11-20', 7))), BARE, yardstickOf(measured), NOW);
    expect(index.parts.map(({ code, score }) => [code, score === null])).toEqual([
      ...[
        ['VOLUME', false],
        ['PROFIT', false],
        ['DEMAND', false],
        ['CREDIT', true],
        ['GROWTH', true],
      ],
    ]);
    expect(index.gaps.map(({ code }) => code)).toEqual(['NO_PAYMENTS', 'SHORT_HISTORY']);
  });
});
