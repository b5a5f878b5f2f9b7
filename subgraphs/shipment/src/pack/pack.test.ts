import { describe, expect, it } from 'vitest';
import { wholeUnits } from '../stock/reservation.ts';
import { factorBetween, type ItemPack, measureFor, packFault, unitFault } from './pack.ts';

const pack = (unit: string, quantity: number, holdsUnit = 'EA'): ItemPack => ({
  ...{ accountId: 'A', sku: 'X', unit, quantity, holdsUnit },
});
const packs = [pack('CA', 24), pack('PL', 40, 'CA')];
const line = (unit: string, orderedQuantity: number, sku = 'X') => ({ lineNumber: 1, sku, unit, orderedQuantity });
const inPieces = [{ sku: 'X', unit: 'EA' }];

describe('a unit of an item', () => {
  it.each([
    ['CA', 'EA', 24],
    ['PL', 'EA', 960],
    ['EA', 'CA', 1 / 24],
    ['EA', 'EA', 1],
    ['BX', 'EA', null],
  ])('%s holds so many %s', (from, to, factor) => {
    expect(factorBetween(packs, from, to)).toBe(factor);
  });

  it('is measured in its own stock first', () => {
    const both = [...inPieces, { sku: 'X', unit: 'CA' }];
    expect(measureFor(line('CA', 1), both, packs)).toEqual({ unit: 'CA', factor: 1 });
    expect(measureFor(line('CA', 1), inPieces, packs)).toEqual({ unit: 'EA', factor: 24 });
    expect(measureFor(line('CA', 1, 'Y'), inPieces, packs)).toBeNull();
  });

  it('is refused where it cannot be told, and only there', () => {
    expect(unitFault([line('CA', 2)], inPieces, packs)).toBeNull();
    expect(unitFault([line('CA', 2, 'Y')], inPieces, packs)).toBeNull();
    expect(unitFault([line('BX', 2)], inPieces, packs)).toMatchObject({
      refusal: { code: 'UNIT_NOT_KNOWN', message: expect.stringContaining('how many EA one BX holds is not known') },
    });
    const inCases = [{ sku: 'X', unit: 'CA' }];
    expect(unitFault([line('EA', 48)], inCases, packs)).toBeNull();
    expect(unitFault([line('EA', 50)], inCases, packs)).toMatchObject({
      refusal: { code: 'UNIT_NOT_WHOLE', fix: 'Order a multiple of 24.' },
    });
  });

  it('is set aside whole', () => {
    const shares = [
      { lineNumber: 1, stockId: 'a', quantity: 30 },
      { lineNumber: 2, stockId: 'a', quantity: 9 },
      { lineNumber: 1, stockId: 'b', quantity: 30 },
    ];
    expect(wholeUnits(shares, 1, 24)).toEqual([
      { lineNumber: 1, stockId: 'a', quantity: 30 },
      { lineNumber: 1, stockId: 'b', quantity: 18 },
    ]);
    expect(wholeUnits(shares, 2, 24)).toEqual([]);
    expect(wholeUnits(shares, 1, 1)).toHaveLength(2);
  });

  it('holds some of another unit', () => {
    expect(packFault(pack('CA', 24))).toBeNull();
    for (const wrong of [pack('CA', 0), pack('EA', 2), pack(' ', 2)])
      expect(packFault(wrong)).toMatchObject({ refusal: { code: 'PACK_INVALID' } });
  });
});
