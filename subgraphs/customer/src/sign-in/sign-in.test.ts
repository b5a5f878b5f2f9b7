import { DAY, HOUR, MINUTE } from '@quayside/shared/instant';
import { describe, expect, it } from 'vitest';
import {
  type Attempts,
  countTry,
  emailKey,
  isLocked,
  NO_ATTEMPTS,
  newSessionTimes,
  passwordFault,
  sessionExpiry,
} from './sign-in.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');

const tries = (count: number, every: number): Attempts => {
  let attempts = NO_ATTEMPTS;
  for (let n = 0; n < count; n++) attempts = countTry(attempts, NOW + n * every);
  return attempts;
};

describe('counting tries', () => {
  it.each([
    [4, 0, false],
    [5, 0, true],
    [5, 14 * MINUTE, true],
    [9, 15 * MINUTE, false],
  ])('of %i, one each %i ms, locks: %s', (count, every, locked) => {
    expect(isLocked(tries(count, every), NOW + count * every)).toBe(locked);
  });

  it('unlocks by itself and starts anew', () => {
    const locked = tries(5, 0);
    expect(isLocked(locked, NOW + 15 * MINUTE - 1)).toBe(true);
    expect(isLocked(locked, NOW + 15 * MINUTE)).toBe(false);
    expect(countTry(locked, NOW + 15 * MINUTE)).toMatchObject({ failures: 1, lockedUntil: 0 });
  });
});

describe('session lifetime', () => {
  it('is twelve hours after use, seven days in all', () => {
    const times = newSessionTimes(NOW);
    expect(sessionExpiry(times)).toBe(NOW + 12 * HOUR);
    expect(sessionExpiry({ ...times, lastUsedAt: NOW + 7 * DAY - HOUR })).toBe(NOW + 7 * DAY);
  });
});

describe('passwords', () => {
  it.each([
    ['twelve signs', 'abcdefghijkl', undefined],
    ['twelve signs of Chinese', '港口燈光照亮夜晚的船與人', undefined],
    ['eleven signs', 'abcdefghijk', 'PASSWORD_TOO_SHORT'],
    ['very many signs', 'abcd'.repeat(33), 'PASSWORD_TOO_LONG'],
    ['three signs repeated', 'abcabcabcabc', 'PASSWORD_TOO_SIMPLE'],
    ['the e-mail itself', 'Sam@Acme.Example', 'PASSWORD_TOO_SIMPLE'],
  ])('of %s are judged', (_, password, code) => {
    expect(passwordFault('password', password, 'sam@acme.example')?.code).toBe(code);
  });
});

describe('e-mail key', () => {
  it('ignores case, space around and width', () => {
    expect(emailKey(' Ｓam@ACME.example ')).toBe('sam@acme.example');
  });
});
