import { expect, it } from 'vitest';
import { daysLeft, fateOf } from './certificate-fate.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const certificate = (validFrom: string, validTo: string) => ({ validFrom, validTo });

it.each([
  ['COMING', '2026-03-02T00:00:00Z', '2027-03-02T00:00:00Z'],
  ['VALID', '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z'],
  ['ENDING', '2026-01-01T00:00:00Z', '2026-03-31T12:00:00Z'],
  ['ENDING', '2026-01-01T00:00:00Z', '2026-03-01T12:00:01Z'],
  ['ENDED', '2026-01-01T00:00:00Z', '2026-03-01T12:00:00Z'],
])('a certificate is %s from %s to %s', (fate, from, to) => {
  expect(fateOf(certificate(from, to), NOW)).toBe(fate);
});

it('the days that are left are whole ones', () => {
  expect(daysLeft(certificate('', '2026-03-31T12:00:00Z'), NOW)).toBe(30);
  expect(daysLeft(certificate('', '2026-03-02T11:00:00Z'), NOW)).toBe(0);
});
