import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type BookKeeping, type ClockAction, ClockBook } from './book.ts';
import { calendarFault, HOUSE_CALENDAR } from './calendar.ts';
import { readClock } from './clock.ts';
import type { RegimeVersion } from './regime.ts';
import { REGIMES } from './regimes.ts';
import { clockWorld } from './world.ts';

const at = Date.parse;
const FILED = at('2026-03-02T12:00:00Z');

const keeping = (now: number, regimes: readonly RegimeVersion[] = REGIMES): BookKeeping => {
  let ids = 0;
  return {
    ...{ item: { itemKind: 'CLAIM', itemId: 'CL', accountId: 'A' }, now, actor: 'Ada', regimes },
    ...{ newId: () => `clock-${++ids}-${now}`, world: clockWorld(regimes, []), calendarVersion: () => 0 },
  };
};

const decide: ClockAction = {
  ...{ do: 'start', legId: 'leg', kind: 'DECIDE', about: 'ANY', regimes: ['us-motor'], from: FILED, party: 'house' },
};
const dates = (book: ClockBook) =>
  book.clocks.map(({ kind, phase, dueAt }) => [kind, phase, new Date(dueAt).toISOString()]);

const shorter: RegimeVersion = {
  ...{ id: 'us-motor', version: 3, since: '2026-03-01', title: 'An amended rule' },
  rules: (REGIMES.find(({ id, version }) => id === 'us-motor' && version === 2)?.rules ?? []).map((rule) =>
    rule.kind === 'DECIDE' ? { ...rule, span: { amount: 90, unit: 'CALENDAR_DAYS' } } : rule,
  ),
};

describe('clock book', () => {
  it('never moves a deadline when the law changes', () => {
    const before = new ClockBook([], keeping(FILED)).run([decide]);
    const amended = [...REGIMES, shorter];
    const later = new ClockBook(before.changed, keeping(FILED + 1, amended)).run([decide]);
    expect(dates(later)).toEqual([
      ['DECIDE', 'RUNNING', '2026-07-01T04:59:59.999Z'],
      ['DECIDE', 'RUNNING', '2026-06-01T04:59:59.999Z'],
    ]);
    const [old] = before.changed;
    expect(readClock(old?.transitions ?? [], clockWorld(amended, [])).dueAt).toBe(old?.clock.dueAt);
  });

  it('has never edited a published version of a regime', () => {
    const prints = REGIMES.map(({ id, version, since, rules }) => {
      const print = createHash('sha256')
        .update(JSON.stringify([since, rules]))
        .digest('hex')
        .slice(0, 12);
      return `${id} ${version} ${print}`;
    });
    expect(prints).toMatchInlineSnapshot(`
      [
        "us-motor 1 34adbcbd5859",
        "us-motor 2 2fb14e4774f3",
        "us-overcharge 1 929e56a35274",
        "cmr 1 a99fb542926e",
        "hague-visby 1 4dfe2a32e566",
        "montreal 1 b926ffe4f356",
        "cim 1 7ca95a40d05f",
        "warehouse 1 4c18abec1eba",
        "house 1 b5a8bd524e01",
        "house 2 69891bdb2ccd",
      ]
    `);
  });

  it('writes a status each sixty days once it is late', () => {
    const book = new ClockBook([], keeping(FILED)).run([decide]);
    const missed = new ClockBook(book.changed, keeping(at('2026-07-01T06:00:00Z'))).climb();
    expect(dates(missed)).toEqual([
      ['DECIDE', 'MISSED', '2026-07-01T04:59:59.999Z'],
      ['STATUS', 'RUNNING', '2026-08-30T04:59:59.999Z'],
    ]);
    const status: ClockAction = { do: 'MET', legId: 'leg', kinds: ['STATUS'], only: 'FIRST' };
    const reported = new ClockBook(missed.changed, keeping(at('2026-08-01T12:00:00Z'))).run([status]);
    expect(dates(reported).slice(1)).toEqual([
      ['STATUS', 'MET', '2026-08-30T04:59:59.999Z'],
      ['STATUS', 'RUNNING', '2026-10-29T04:59:59.999Z'],
    ]);
  });

  it('reminds of the last rung only after an absence', () => {
    const book = new ClockBook([], keeping(FILED)).run([decide]);
    const changes = (now: string) =>
      new ClockBook(book.changed, keeping(at(now)))
        .climb()
        .changed.flatMap(({ fresh }) => fresh.map((one) => one.change));
    expect(changes('2026-06-20T00:00:00Z')).toEqual([]);
    expect(changes('2026-06-25T00:00:00Z')).toEqual(['REMINDED']);
    expect(changes('2026-06-30T12:00:00Z')).toEqual(['ESCALATED']);
    expect(changes('2026-07-01T05:00:00Z')).toEqual(['MISSED', 'STARTED']);
  });

  it('pauses only for reasons that the rule knows', () => {
    const pause: ClockAction = { do: 'PAUSED', legId: 'leg', kinds: ['DECIDE'], reason: 'PAPERS_WANTED' };
    const byLaw = new ClockBook([], keeping(FILED)).run([decide, pause]);
    expect(byLaw.clocks[0]?.phase).toBe('RUNNING');
    const byHouse = new ClockBook([], keeping(FILED)).run([{ ...decide, regimes: ['house'] }, pause]);
    expect(byHouse.clocks[0]).toMatchObject({ phase: 'PAUSED', pausedFor: 'PAPERS_WANTED', nextAt: null });
  });

  it('lets a contract lengthen the time to file, never shorten it', () => {
    const file = (amount: number): ClockAction => ({
      ...{ ...decide, kind: 'FILE' },
      agreed: { amount, unit: 'CALENDAR_DAYS' },
    });
    const book = new ClockBook([], keeping(FILED)).run([file(100), file(400)]);
    expect(dates(book).map(([, , date]) => date)).toEqual(['2026-12-03T05:59:59.999Z', '2027-04-07T04:59:59.999Z']);
  });

  it('says what is wrong with a calendar', () => {
    const code = (change: object) => calendarFault({ ...HOUSE_CALENDAR, ...change });
    expect(code({})).toBeNull();
    expect(code({ timeZone: 'Mars/Base' })).toMatchObject({ refusal: { code: 'TIME_ZONE_UNKNOWN' } });
    expect(code({ restDays: [1, 2, 3, 4, 5, 6, 7] })).toMatchObject({ refusal: { code: 'REST_DAYS' } });
    expect(code({ country: 'XX' })).toMatchObject({ refusal: { code: 'HOLIDAY_COUNTRY' } });
    expect(code({ holidays: ['2026-13-01'] })).toMatchObject({ refusal: { code: 'HOLIDAYS' } });
  });
});
