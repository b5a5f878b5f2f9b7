import { describe, expect, it } from 'vitest';
import { isAhead } from './cursor.ts';
import { fitWithin } from './photo.ts';

describe('a photo', () => {
  it('fits the limit by its longer side', () => {
    expect(fitWithin(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 });
    expect(fitWithin(3000, 4000, 2048)).toEqual({ width: 1536, height: 2048 });
  });

  it('is never made larger, nor vanishes', () => {
    expect(fitWithin(640, 480, 2048)).toEqual({ width: 640, height: 480 });
    expect(fitWithin(9000, 1, 2048)).toEqual({ width: 2048, height: 1 });
  });
});

describe('a cursor', () => {
  it('is compared by position, not by text', () => {
    expect(isAhead('shipment.10', 'shipment.z')).toBe(true);
    expect(isAhead('shipment.z', 'shipment.10')).toBe(false);
    expect(isAhead('shipment.a', 'shipment.a')).toBe(false);
  });
});
