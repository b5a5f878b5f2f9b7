import { expect, it } from 'vitest';
import { beside, kindOfLine } from './beside.ts';

it.each([
  ['400 Lamps', 'FREIGHT'],
  ['FUE Fuel surcharge', 'FUEL'],
  ['Fuel', 'FUEL'],
  ['Line haul Boston to Denver', 'FREIGHT'],
  ['LFT Lift gate', 'ACCESSORIAL'],
])('a line "%s" is %s', (description, kind) => {
  expect(kindOfLine({ description })).toBe(kind);
});

it('lays what is billed beside what was expected, and adds up on both sides', () => {
  const lines = [
    { description: '400 Lamps', amountMinor: 9_000 },
    { description: 'LFT Lift gate', amountMinor: 700 },
  ];
  const expected = [
    { kind: 'FREIGHT', amountMinor: 8_800 },
    { kind: 'FUEL', amountMinor: 500 },
  ] as const;
  expect(beside(lines, expected, 'USD')).toEqual([
    { kind: 'ACCESSORIAL', billedMinor: 700, expectedMinor: 0, currency: 'USD' },
    { kind: 'FUEL', billedMinor: 0, expectedMinor: 500, currency: 'USD' },
    { kind: 'FREIGHT', billedMinor: 9_000, expectedMinor: 8_800, currency: 'USD' },
  ]);
});
