import { describe, expect, it } from 'vitest';
import { nextDigest } from './digest.ts';
import { isOurs, RatePerSender } from './smtp-rules.ts';

const at = (text: string): number => Date.parse(text);

describe('the mail of the day', () => {
  it.each([
    // New York is five hours behind in winter, four in summer; the clock goes forward on 8 March 2026.
    ['2026-03-02T12:59:59Z', 'America/New_York', 480, '2026-03-02T13:00:00Z'],
    ['2026-03-02T13:00:00Z', 'America/New_York', 480, '2026-03-03T13:00:00Z'],
    ['2026-03-07T14:00:00Z', 'America/New_York', 480, '2026-03-08T12:00:00Z'],
    // 02:30 is skipped on that day and means 03:30.
    ['2026-03-08T05:00:00Z', 'America/New_York', 150, '2026-03-08T07:30:00Z'],
    ['2026-03-02T23:30:00Z', 'Asia/Shanghai', 450, '2026-03-03T23:30:00Z'],
    ['2026-12-31T16:30:00Z', 'UTC', 0, '2027-01-01T00:00:00Z'],
  ])('after %s in %s at minute %i goes out at %s', (now, zone, minute, expected) => {
    expect(new Date(nextDigest(at(now), zone, minute)).toISOString()).toBe(new Date(at(expected)).toISOString());
  });
});

describe('our mail server', () => {
  it.each([
    ['quay@q.example', true],
    ['Quay@Q.example', true],
    [`quay+${'a'.repeat(40)}@q.example`, true],
    [`quay+${'a'.repeat(39)}@q.example`, false],
    ['quay@q.example.evil.example', false],
    ['someone@else.example', false],
    ['quay', false],
  ])('takes for %s: %s', (address, ours) => {
    expect(isOurs(address, 'quay@q.example')).toBe(ours);
  });

  it('counts each sender within a minute', () => {
    const rate = new RatePerSender(2);
    expect([rate.take('a', 0), rate.take('a', 1), rate.take('a', 2), rate.take('b', 2)]).toEqual([
      ...[true, true, false, true],
    ]);
    expect([rate.take('a', 60_000), rate.take('a', 60_000)]).toEqual([true, false]);
  });
});
