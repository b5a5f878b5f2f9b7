import { expect, it } from 'vitest';
import { Ordinals } from './ordinals.ts';

const MANY = 300_000;
const alike = (at: number): string => `DELIVERY:S${String(at).padStart(10, '0')}`;

it('numbers texts by when they were first seen, and knows them again', () => {
  const ordinals = new Ordinals();
  expect(['b', 'a', 'b', '', 'ab', 'ba', ''].map((text) => ordinals.of(text))).toEqual([0, 1, 0, 2, 3, 4, 2]);
  expect([ordinals.isKnown('c'), ordinals.isKnown('c'), ordinals.size]).toEqual([false, true, 6]);
});

it('takes none of many that are alike for another, however far it grows', () => {
  const ordinals = new Ordinals();
  const given: number[] = [];
  for (let at = 0; at < MANY; at++) given.push(ordinals.of(alike(at)));
  expect(given.every((ordinal, at) => ordinal === at)).toBe(true);
  // What it knew before it grew it finds after it has.
  for (let at = 0; at < MANY; at += 997) expect(ordinals.of(alike(at))).toBe(at);
  expect(ordinals.size).toBe(MANY);
});
