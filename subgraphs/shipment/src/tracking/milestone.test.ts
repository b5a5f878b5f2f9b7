import { describe, expect, it } from 'vitest';
import type { ShipmentState } from '../events.ts';
import { raisedBy, stateAfter } from './milestone.ts';
import { MILESTONES } from './milestone-codes.ts';

const fact = (code: string, reasonCode: string | null = null) => ({ code, reasonCode, stop: null, at: 0, note: null });

describe('milestones', () => {
  it.each<[ShipmentState, string, ShipmentState | null]>([
    ['BOOKED', 'AF', 'IN_TRANSIT'],
    ['PICKING', 'AF', 'IN_TRANSIT'],
    ['BOOKED', 'X3', null],
    ['IN_TRANSIT', 'AM', 'OUT_FOR_DELIVERY'],
    ['IN_TRANSIT', 'X4', null],
    ['OUT_FOR_DELIVERY', 'X1', null],
    ['OUT_FOR_DELIVERY', 'AH', 'IN_TRANSIT'],
    ['IN_TRANSIT', 'AH', null],
    ['BOOKED', 'D1', 'DELIVERED'],
    ['DELIVERED', 'AF', null],
    ['IN_TRANSIT', 'A3', 'RETURNED'],
    ['PACKED', 'CA', 'CANCELLED'],
    ['IN_TRANSIT', 'CA', null],
    ['TENDERED', 'D1', null],
    ['CANCELLED', 'D1', null],
  ])('bring %s by %s to %s', (state, code, after) => {
    expect(stateAfter(state, fact(code), [], [])).toBe(after);
  });

  it.each([
    ['SD', 'AO', 'DELAY'],
    ['A9', null, 'DAMAGE'],
    ['A7', 'BS', 'REFUSED'],
    ['AH', 'AQ', 'MISSED_APPOINTMENT'],
    ['X4', 'AO', null],
  ])('raise by %s %s: %s', (code, reasonCode, kind) => {
    expect(raisedBy(fact(code, reasonCode), [])?.kind ?? null).toBe(kind);
  });

  it('say why in codes that can be read in any language', () => {
    expect(raisedBy(fact('SD', 'AO'), [])).toEqual({
      ...{ kind: 'DELAY', description: 'Delayed: Weather' },
      cause: { milestoneCode: 'SD', reasonCode: 'AO', note: null, shortLines: [], furtherShortLines: 0 },
    });
  });

  it('raise nothing on normal status, whatever the code', () => {
    for (const code of Object.keys(MILESTONES)) {
      expect(raisedBy(fact(code, 'NS'), [])).toBeNull();
      expect(raisedBy(fact(code, 'NA'), [])).toBeNull();
    }
  });
});
