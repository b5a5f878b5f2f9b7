import { describe, expect, it } from 'vitest';
import type { ShipmentState } from '../events.ts';
import { isClosed, isOnward, mayBecome, nextStates } from './transitions.ts';

const STATES: readonly ShipmentState[] = [
  'TENDERED',
  'BOOKED',
  'PICKING',
  'PACKED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'DECLINED',
  'CANCELLED',
  'RETURNED',
];

describe('transitions', () => {
  it.each<[ShipmentState, ShipmentState[]]>([
    ['TENDERED', ['BOOKED', 'DECLINED', 'CANCELLED']],
    ['BOOKED', ['PICKING', 'PACKED', 'IN_TRANSIT', 'CANCELLED']],
    ['PICKING', ['PACKED', 'CANCELLED']],
    ['PACKED', ['IN_TRANSIT', 'CANCELLED']],
    ['IN_TRANSIT', ['OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED']],
    ['OUT_FOR_DELIVERY', ['DELIVERED', 'IN_TRANSIT', 'RETURNED']],
    ['DELIVERED', []],
    ['DECLINED', []],
    ['CANCELLED', []],
    ['RETURNED', []],
  ])('let %s become these states only', (from, allowed) => {
    expect(STATES.filter((to) => mayBecome(from, to)).sort()).toEqual([...allowed].sort());
    expect([...nextStates(from)].sort()).toEqual([...allowed].sort());
    expect(isClosed(from)).toBe(allowed.length === 0);
  });

  it.each<[ShipmentState, ShipmentState, boolean]>([
    ['BOOKED', 'DELIVERED', true],
    ['PICKING', 'IN_TRANSIT', true],
    ['IN_TRANSIT', 'OUT_FOR_DELIVERY', true],
    ['PACKED', 'CANCELLED', true],
    ['BOOKED', 'RETURNED', true],
    ['DELIVERED', 'IN_TRANSIT', false],
    ['OUT_FOR_DELIVERY', 'IN_TRANSIT', false],
    ['IN_TRANSIT', 'CANCELLED', false],
    ['TENDERED', 'IN_TRANSIT', false],
    ['CANCELLED', 'DELIVERED', false],
    ['DELIVERED', 'RETURNED', false],
  ])('let a fact bring %s to %s: %s', (from, to, onward) => {
    expect(isOnward(from, to)).toBe(onward);
  });
});
