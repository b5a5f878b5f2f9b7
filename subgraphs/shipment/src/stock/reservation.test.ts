import { describe, expect, it } from 'vitest';
import { allocate, richestFor, type Share, type Shipped, takeShares } from './reservation.ts';
import type { Stock } from './stock.ts';

const aRow = (id: string, onHand: number, more: Partial<Stock> = {}): Stock => ({
  id,
  accountId: 'a',
  warehouse: 'Boston',
  location: id,
  sku: 'SKU-1',
  lot: null,
  status: 'AVAILABLE',
  unit: 'EA',
  description: null,
  productIds: [],
  onHand,
  reserved: 0,
  receivedAt: 0,
  updatedAt: 0,
  version: 1,
  ...more,
});
const aNeed = (lineNumber: number, quantity: number, more: Partial<Shipped> = {}): Shipped => ({
  lineNumber,
  sku: 'SKU-1',
  lot: null,
  unit: 'EA',
  quantity,
  strict: true,
  ...more,
});
const shown = (shares: readonly Share[]) =>
  shares.map(({ lineNumber, stockId, quantity }) => `${lineNumber}: ${quantity} of ${stockId}`);

describe('reservation', () => {
  it.each<[string, Shipped[], Stock[], string[]]>([
    ['from the first rows on', [aNeed(1, 7)], [aRow('r1', 5), aRow('r2', 5)], ['1: 5 of r1', '1: 2 of r2']],
    ['first line first', [aNeed(1, 4), aNeed(2, 4)], [aRow('r1', 5)], ['1: 4 of r1', '2: 1 of r1']],
    [
      'only of the lot asked for',
      [aNeed(1, 4, { lot: 'B' })],
      [aRow('r1', 9), aRow('r2', 3, { lot: 'B' })],
      ['1: 3 of r2'],
    ],
    [
      'nothing reserved, damaged or of another unit',
      [aNeed(1, 4)],
      [aRow('r1', 9, { reserved: 8 }), aRow('r2', 9, { status: 'DAMAGED' }), aRow('r3', 9, { unit: 'CA' })],
      ['1: 1 of r1'],
    ],
    ['fractions exactly', [aNeed(1, 0.3)], [aRow('r1', 0.1), aRow('r2', 0.2)], ['1: 0.1 of r1', '1: 0.2 of r2']],
  ])('divides %s', (_, needs, rows, shares) => {
    expect(shown(allocate(needs, rows))).toEqual(shares);
  });

  it('leaves from the warehouse that has most of it', () => {
    const rows = [
      aRow('r1', 5),
      aRow('r2', 9, { warehouse: 'Reno' }),
      aRow('r3', 900, { warehouse: 'Reno', sku: 'X' }),
    ];
    expect(richestFor([aNeed(1, 5)], rows)).toBe('Boston');
    expect(richestFor([aNeed(1, 6)], rows)).toBe('Reno');
  });

  it('ships what was held before what is free', () => {
    const rows = [aRow('r1', 5), aRow('r2', 5, { reserved: 3 })];
    const held = [{ lineNumber: 1, stockId: 'r2', quantity: 3 }];
    const taken = takeShares([aNeed(1, 4)], held, rows);
    expect(taken.ok && shown(taken.value)).toEqual(['1: 3 of r2', '1: 1 of r1']);
  });

  it('lets one line have what another gives up', () => {
    const rows = [aRow('r1', 5, { reserved: 5 })];
    const held = [{ lineNumber: 1, stockId: 'r1', quantity: 5 }];
    const taken = takeShares([aNeed(1, 1), aNeed(2, 4)], held, rows);
    expect(taken.ok && shown(taken.value)).toEqual(['1: 1 of r1', '2: 4 of r1']);
  });

  it('refuses more than there is, unless the line is older than the stock', () => {
    const rows = [aRow('r1', 5, { reserved: 4 })];
    expect(takeShares([aNeed(1, 2)], [], rows)).toMatchObject({ ok: false, refusal: { code: 'STOCK_SHORT' } });
    const taken = takeShares([aNeed(1, 2, { strict: false })], [], rows);
    expect(taken.ok && shown(taken.value)).toEqual(['1: 1 of r1']);
  });
});
