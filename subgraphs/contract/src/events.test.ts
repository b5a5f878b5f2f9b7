import { describe, expect, it } from 'vitest';
import { listPrice } from './events.ts';

describe('the price of a list', () => {
  it.each([
    // As decimals, 1.005 × 100 is a little less than 100.5.
    [100, 1.005, 101],
    [1_250, 2.5, 3_125],
    [333, 0.001, 0],
    [7, 0, 0],
  ])('of %d for %d units goes to the nearest minor unit', (priceMinor, quantity, amountMinor) => {
    const item = { priceMinor, minimumMinor: null, currency: 'USD' };
    expect(listPrice(item, quantity)).toEqual({ amountMinor, currency: 'USD' });
  });

  it('is not below the minimum, and is none where no number can hold it', () => {
    expect(listPrice({ priceMinor: 10, minimumMinor: 500, currency: 'USD' }, 3)).toEqual({
      amountMinor: 500,
      currency: 'USD',
    });
    expect(listPrice({ priceMinor: 1e15, minimumMinor: null, currency: 'USD' }, 1e6)).toBeNull();
  });
});
