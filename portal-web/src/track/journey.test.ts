import { describe, expect, it } from 'vitest';
import { newestFirst, shareOfRoute, toneOf } from './journey.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
const now = Date.parse(at(12));
const eta = (hour: number) => ({
  at: at(hour),
  timeZone: 'UTC',
  reason: '',
  reasonCode: null,
  changedAt: at(0),
  ageSeconds: 0,
  previousAt: null,
});
const aStop = (sequence: number, departedAt: string | null = null) => ({
  sequence,
  kind: 'DELIVERY' as const,
  city: 'X',
  region: null,
  country: 'US',
  timeZone: 'UTC',
  latitude: null,
  longitude: null,
  arrivedAt: null,
  departedAt,
});

describe('the share of the route', () => {
  it('follows the clock between departure and ETA', () => {
    const travel = { state: 'IN_TRANSIT' as const, eta: eta(18), stops: [aStop(1, at(6)), aStop(2)] };
    expect(shareOfRoute(travel, now)).toBeCloseTo(0.5);
  });

  it('never passes a stop that was not reached', () => {
    const travel = { state: 'IN_TRANSIT' as const, eta: eta(13), stops: [aStop(1, at(6)), aStop(2), aStop(3)] };
    expect(shareOfRoute(travel, now)).toBeLessThan(0.5);
    expect(shareOfRoute({ ...travel, stops: [aStop(1, at(6)), aStop(2, at(11)), aStop(3)] }, now)).toBeGreaterThan(0.5);
  });

  it('arrives only with the delivery', () => {
    const overdue = { state: 'OUT_FOR_DELIVERY' as const, eta: eta(10), stops: [aStop(1, at(6)), aStop(2)] };
    expect(shareOfRoute(overdue, now)).toBeLessThan(1);
    expect(shareOfRoute({ ...overdue, state: 'DELIVERED' }, now)).toBe(1);
  });

  it('is nothing before the goods have left', () => {
    expect(shareOfRoute({ state: 'PACKED', eta: eta(18), stops: [aStop(1), aStop(2)] }, now)).toBe(0);
  });

  it('needs neither an ETA nor known stops', () => {
    expect(shareOfRoute({ state: 'IN_TRANSIT', eta: null, stops: [] }, now)).toBeGreaterThan(0);
  });
});

describe('the tone of a state', () => {
  it('is late only while something can still arrive', () => {
    expect(toneOf({ state: 'IN_TRANSIT', late: true })).toBe('late');
    expect(toneOf({ state: 'DELIVERED', late: true })).toBe('good');
    expect(toneOf({ state: 'CANCELLED', late: true })).toBe('bad');
    expect(toneOf({ state: 'BOOKED', late: false })).toBe('waiting');
  });
});

describe('the timeline', () => {
  it('puts the newest fact first, as it became known', () => {
    const fact = (id: string, happened: number, recorded: number) => ({
      ...{ id, code: 'X6', reasonCode: null, timeZone: 'UTC', place: null },
      at: at(happened),
      recordedAt: at(recorded),
    });
    const facts = [fact('old', 1, 1), fact('late', 2, 9), fact('new', 5, 5), fact('twin', 5, 6)];
    expect(newestFirst(facts).map(({ id }) => id)).toEqual(['twin', 'new', 'late', 'old']);
  });
});
