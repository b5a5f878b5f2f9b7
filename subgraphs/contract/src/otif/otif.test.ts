import { describe, expect, it } from 'vitest';
import type { OtifClause } from './clause.ts';
import { type OtifFact, told } from './fact.ts';
import { creditOf, judge, periodAt, periodsBefore, scoreOf } from './otif.ts';

const CLAUSE: OtifClause = {
  ...{ earlyMinutes: 120, lateMinutes: 60, timeZone: 'America/Chicago', shortPercent: 2, exclusions: ['AO'] },
  ...{ period: 'MONTH', targetPercent: 95, creditPercent: 5 },
};
const at = (text: string): number => Date.parse(text);
const PROMISE = at('2026-03-10T15:00:00Z');
const MINUTE = 60_000;
const aFact = (change: Partial<OtifFact> = {}): OtifFact => ({
  ...{ shipmentId: 'S', accountId: 'A', contractId: 'C', number: 'QS-1', promisedAt: PROMISE, deliveredAt: PROMISE },
  ...{ ended: false, lineCount: 4, short: [], reasons: [], events: [] },
  ...change,
});
const late = (minutes: number) => ({ deliveredAt: PROMISE + minutes * MINUTE });

describe('the clause', () => {
  it.each([
    ['on the minute', aFact(), 'HIT', 0, []],
    ['an hour late, which is tolerated', aFact(late(60)), 'HIT', 0, []],
    ['a minute more', aFact(late(61)), 'MISS', 4, ['LATE']],
    ['two hours early', aFact(late(-120)), 'HIT', 0, []],
    ['earlier', aFact(late(-121)), 'MISS', 4, ['EARLY']],
    ['late for weather', aFact({ ...late(500), reasons: ['AO'] }), 'EXCLUDED', 0, ['LATE']],
    [
      'late for weather and short',
      aFact({ ...late(500), reasons: ['AO'], short: [{ line: 1, ordered: 10, shipped: 5 }] }),
      'MISS',
      1,
      ['LATE', 'SHORT'],
    ],
    ['late for another reason', aFact({ ...late(500), reasons: ['AH'] }), 'MISS', 4, ['LATE']],
    ['2 of 100 missing', aFact({ short: [{ line: 1, ordered: 100, shipped: 98 }] }), 'HIT', 0, []],
    ['3 of 100 missing', aFact({ short: [{ line: 1, ordered: 100, shipped: 97 }] }), 'MISS', 1, ['SHORT']],
    ['undelivered', aFact({ deliveredAt: null }), 'MISS', 4, ['UNDELIVERED']],
    ['without a promise', aFact({ promisedAt: null }), 'UNPROMISED', 0, []],
  ])('judges what was %s', (_, fact, outcome, missed, why) => {
    expect(judge(CLAUSE, fact, PROMISE + 999 * MINUTE, null)).toMatchObject({ outcome, missed, why });
  });

  it('waits while a delivery may still be kept', () => {
    expect(judge(CLAUSE, aFact({ deliveredAt: null }), PROMISE + 60 * MINUTE, null)).toMatchObject({ outcome: 'OPEN' });
  });

  it('gives way to what a dispute came to', () => {
    const [hit, out] = [judge(CLAUSE, aFact(late(500)), 0, 'HIT'), judge(CLAUSE, aFact(late(500)), 0, 'EXCLUDED')];
    expect([hit.missed, hit.lines, out.missed, out.lines]).toEqual([0, 4, 0, 0]);
    expect(hit.why).toEqual(['LATE']);
  });

  it('scores by lines, exactly, and makes no figure up', () => {
    const verdicts = [...Array<number>(19).fill(0), 61].map((minutes) => judge(CLAUSE, aFact(late(minutes)), 0, null));
    expect(scoreOf(CLAUSE, verdicts)).toMatchObject({ counted: 80, hits: 76, percent: 95, met: true });
    expect(scoreOf({ ...CLAUSE, targetPercent: 95.01 }, verdicts).met).toBe(false);
    expect(scoreOf(CLAUSE, [])).toEqual({ counted: 0, hits: 0, percent: null, met: null, excluded: 0, open: 0 });
  });

  it('gives back a share of the charges of a bad period only', () => {
    expect(creditOf(CLAUSE, { met: false }, 123_456)).toBe(6_173);
    expect(creditOf(CLAUSE, { met: true }, 123_456)).toBe(0);
    expect(creditOf(CLAUSE, { met: null }, 123_456)).toBe(0);
    expect(creditOf(CLAUSE, { met: false }, -5_000)).toBe(0);
  });

  it('counts by the calendar of its zone, over the changes of the clock', () => {
    const march = periodAt(CLAUSE, at('2026-04-01T04:59:00Z'));
    expect(march).toEqual({ key: '2026-03', from: at('2026-03-01T06:00:00Z'), to: at('2026-04-01T05:00:00Z') });
    const quarters = periodsBefore({ period: 'QUARTER', timeZone: 'UTC' }, at('2026-01-15T00:00:00Z'), 2);
    expect(quarters.map(({ key }) => key)).toEqual(['2026-Q1', '2025-Q4']);
    expect(periodAt({ period: 'MONTH', timeZone: 'UTC' }, at('2026-12-31T23:59:59Z')).to).toBe(
      at('2027-01-01T00:00:00Z'),
    );
  });
});

describe('a fact', () => {
  const news = (change: object = {}, event: object = {}) => ({
    event: { id: 'E1', type: 'shipment.booked.v1', at: 1, code: null, reasonCode: null, ...event },
    ...{ shipmentId: 'S', accountId: 'A', contractId: 'C', number: 'QS-1', state: 'BOOKED', deliveredAt: null },
    ...change,
  });

  it('grows by events, each once, and keeps what an event leaves out', () => {
    const booked = told(null, news({ promisedAt: 9, lineCount: 3 }));
    const delayed = told(booked, news({ contractId: null }, { id: 'E2', code: 'SD', reasonCode: 'AO' }));
    const again = told(delayed, news({}, { id: 'E2', code: 'SD', reasonCode: 'AO' }));
    expect(again).toMatchObject({ promisedAt: 9, lineCount: 3, reasons: ['AO'], contractId: 'C' });
    expect(again?.events.map(({ id }) => id)).toEqual(['E1', 'E2']);
    expect(told(again, news({ state: 'CANCELLED' }))?.ended).toBe(true);
    expect(told(null, news({}, { reasonCode: 'NS' }))?.reasons).toEqual([]);
    expect(told(null, news({ contractId: null }))).toBeNull();
  });
});
