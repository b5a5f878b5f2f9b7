import type { RateCard, RateLine } from '../rate/rate.ts';
import type { FuelPrice } from './fuel.ts';
import type { Deed } from './rating.ts';

/** A tariff and deeds for tests and benches: what they do not say, is this. */
export const IN_NEW_YORK = { country: 'US', region: 'NY', postalCode: '10013' };
export const IN_CALIFORNIA = { country: 'US', region: 'CA', postalCode: '94107' };

export const FUEL: readonly FuelPrice[] = [
  { index: 'DOE-US-DIESEL', date: '2026-03-02', priceMilli: 3_480 },
  { index: 'DOE-US-DIESEL', date: '2026-03-09', priceMilli: 3_510 },
];

export const aLine = (change: Partial<RateLine> = {}): RateLine => ({
  ...{ id: 'line', service: 'TRANSPORT', per: 'CWT', origin: null, destination: null },
  rate: { amountMinor: 2_400, currency: 'USD' },
  ...{ minimum: null, charge: null, code: null, breaks: [], free: 0 },
  ...change,
});

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

const LINES: readonly RateLine[] = [
  aLine({
    ...{ id: 'ne', charge: 'FREIGHT', destination: 'NE', rate: usd(1_850), minimum: usd(12_500) },
    breaks: [
      { from: 10, rateMinor: 1_600 },
      { from: 50, rateMinor: 1_200 },
    ],
  }),
  aLine({ id: 'anywhere', charge: 'FREIGHT', minimum: usd(15_000) }),
  aLine({ id: 'order', service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'ORDER', rate: usd(450) }),
  aLine({ id: 'piece', service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'EA', rate: usd(12) }),
  aLine({ id: 'carton', service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'CA', rate: usd(55) }),
  aLine({ id: 'storage', service: 'WAREHOUSING', charge: 'STORAGE', per: 'PL', rate: usd(45) }),
  aLine({ id: 'lot', service: 'WAREHOUSING', charge: 'STORAGE', per: 'LOT', rate: usd(5) }),
  aLine({ id: 'again', charge: 'ACCESSORIAL', code: 'AH', per: 'SHIPMENT', rate: usd(6_500) }),
  aLine({ id: 'waiting', charge: 'ACCESSORIAL', code: 'CD', per: 'HOUR', rate: usd(6_000), free: 2 }),
  aLine({ id: 'promise', charge: 'ACCESSORIAL', code: 'GUARANTEED', per: 'SHIPMENT', rate: usd(2_500) }),
];

export const aCard = (change: Partial<RateCard> = {}): RateCard => ({
  ...{
    id: 'card',
    contractId: 'contract',
    name: 'Rates 2026',
    currency: 'USD',
    validFrom: '2026-01-01',
    validTo: null,
  },
  zones: [{ code: 'NE', places: ['US-MA', 'US-NY', 'US-CT'] }],
  fuel: {
    index: 'DOE-US-DIESEL',
    steps: [0, 2_500, 3_500, 4_000].map((fromMilli, at) => ({
      fromMilli,
      basisPoints: [0, 1_200, 1_850, 2_450][at] ?? 0,
    })),
  },
  lines: LINES,
  ...change,
});

export const aDeed = (change: Partial<Deed> = {}): Deed => ({
  ...{ activityId: 'S1:DELIVERED', kind: 'DELIVERED', accountId: 'ACME', contractId: 'contract' },
  ...{ subjectKind: 'SHIPMENT', subjectId: 'S1', subjectNumber: 'QS-000001', orderNumber: 'SO-1', poNumber: 'PO-1' },
  ...{ code: null, at: Date.UTC(2026, 2, 10, 15), date: '2026-03-10', weightGrams: 300_000, guaranteed: false },
  ...{ carrierScac: 'ABCD', quantities: [{ unit: 'EA', quantity: 24 }] },
  ...{ origin: { country: 'US', region: 'MA', postalCode: '02110' }, destination: IN_NEW_YORK },
  ...change,
});
