import { describe, expect, it } from 'vitest';
import { type Place, placeOf, routeProjection, spanKm, travelled } from './route-geometry.ts';

const FRAME = { width: 720, height: 320, padding: 56 };
const losAngeles: Place = [-118.24, 34.05];
const shenzhen: Place = [114.06, 22.54];
const memphis: Place = [-90.05, 35.15];
const chicago: Place = [-87.63, 41.88];

const project = (route: readonly Place[], place: Place) => routeProjection(route, FRAME)([place[0], place[1]])!;

describe('routeProjection', () => {
  it('keeps a Pacific crossing in one piece', () => {
    const route = [losAngeles, shenzhen];
    const [x1] = project(route, losAngeles);
    const [x2] = project(route, shenzhen);
    // A step over 180 degrees must be a small step on the map.
    const [before] = project(route, [179.5, 40]);
    const [after] = project(route, [-179.5, 40]);
    expect(Math.abs(after - before)).toBeLessThan(10);
    expect(x2).toBeLessThan(x1);
  });

  it.each([[[losAngeles, shenzhen]], [[memphis, chicago]], [[memphis, memphis]], [[memphis]]])(
    'puts every stop inside the frame',
    (route: readonly Place[]) => {
      for (const place of route) {
        const [x, y] = project(route, place);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(FRAME.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(FRAME.height);
      }
    },
  );

  it('does not zoom into a single street', () => {
    expect(routeProjection([memphis], FRAME).scale()).toBeLessThan(2_000);
  });
});

describe('travelled', () => {
  it('ends on the route beside the last position', () => {
    const behind = travelled([memphis, chicago], [-88.5, 38.6]);
    expect(behind).toHaveLength(2);
    expect(behind[1]![1]).toBeGreaterThan(37.5);
    expect(behind[1]![1]).toBeLessThan(39.5);
  });

  it('keeps the stops that lie behind', () => {
    const stLouis: Place = [-90.2, 38.63];
    expect(travelled([memphis, stLouis, chicago], [-89, 40.2]).slice(0, 2)).toEqual([memphis, stLouis]);
  });

  it('is nothing without a position', () => {
    expect(travelled([memphis, chicago], null)).toEqual([]);
  });
});

it('measures a span and needs both coordinates', () => {
  expect(spanKm([losAngeles, shenzhen])).toBeGreaterThan(11_000);
  expect(spanKm([])).toBe(0);
  expect(placeOf({ latitude: 0, longitude: 0 })).toEqual([0, 0]);
  expect(placeOf({ latitude: 1, longitude: null })).toBeNull();
});
