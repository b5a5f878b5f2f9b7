import { describe, expect, it } from 'vitest';
import type { ShipmentLine } from '../shipment/parts.ts';
import { piecesShipped, shipLines, shippingReferences, shortLines } from './shipping.ts';

const aLine = (lineNumber: number, orderedQuantity: number): ShipmentLine => ({
  id: `l${lineNumber}`,
  shipmentId: 's',
  accountId: 'a',
  lineNumber,
  sku: `SKU-${lineNumber}`,
  description: null,
  lot: null,
  unit: 'EA',
  orderedQuantity,
  shippedQuantity: null,
  reservedQuantity: null,
  substituteSku: null,
  productIds: [],
  weightGrams: null,
});

const ORDER = [aLine(1, 10), aLine(2, 5)];

describe('shipping', () => {
  it.each([
    ['everything in full', null, [10, 5]],
    [
      'what a line says',
      [
        { lineNumber: 1, shippedQuantity: 4 },
        { lineNumber: 2, shippedQuantity: 5 },
      ],
      [4, 5],
    ],
    ['zero for a line left out', [{ lineNumber: 2, shippedQuantity: 5 }], [0, 5]],
    ['nothing at all', [], [0, 0]],
  ])('ships %s', (_, shipped, quantities) => {
    const lines = shipLines(ORDER, shipped);
    expect(lines.ok && lines.value.map((line) => line.shippedQuantity)).toEqual(quantities);
  });

  it.each([
    ['SHIPPED_MORE_THAN_ORDERED', [{ lineNumber: 1, shippedQuantity: 10.5 }]],
    ['SHIPPED_MORE_THAN_ORDERED', [{ lineNumber: 1, shippedQuantity: -1 }]],
    ['LINE_UNKNOWN', [{ lineNumber: 3, shippedQuantity: 1 }]],
  ])('refuses with %s', (code, shipped) => {
    expect(shipLines(ORDER, shipped)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('knows short lines and pieces', () => {
    const lines = shipLines(ORDER, [{ lineNumber: 1, shippedQuantity: 10 }]);
    expect(lines.ok && shortLines(lines.value).map((line) => line.lineNumber)).toEqual([2]);
    expect(lines.ok && piecesShipped(lines.value)).toBe(10);
  });

  it('makes references of what was given', () => {
    expect(shippingReferences({ bol: ' B1 ', pro: '', trailer: 'T1' })).toEqual([
      { kind: 'BOL', value: 'B1' },
      { kind: 'OTHER', value: 'T1', qualifier: 'TRAILER' },
    ]);
  });
});
