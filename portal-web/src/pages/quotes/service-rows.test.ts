import { expect, it } from 'vitest';
import { pricesOf } from './service-rows.tsx';

it('a minimum that nobody sees does not pass into another currency', () => {
  const item = { service: 'KITTING', unit: 'EA', priceMinor: 250, currency: 'USD', minimumMinor: 5_000 } as const;
  const base = { name: 'Acme', validFrom: '2026-01-01', validTo: '2026-12-31', services: [], catalogue: [item] };
  const form = new FormData();
  form.set('price.KITTING', '3');
  const priced = (currency: string) => pricesOf(form, ['KITTING'], { base, currency });
  expect(priced('USD')).toEqual([{ ...item, priceMinor: 300 }]);
  expect(priced('JPY')).toEqual([{ ...item, priceMinor: 3, currency: 'JPY', minimumMinor: null }]);
});
