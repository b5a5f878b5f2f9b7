import { type Deed, type RatedCharge, rate } from '@quayside/contract/rating/rating';
import { openTariff } from '@quayside/contract/rating/tariff';
import { aCard, aDeed, FUEL } from '@quayside/contract/rating/testing';
import { type Figure, figure, median } from './figure.ts';

const SHIPMENTS = 100_000;
const PASSES = 5;
const REGIONS = ['MA', 'NY', 'CT', 'CA', 'TX', 'IL', 'FL', 'WA'];

/** Rates shipments, each when it leaves and when it is delivered, in this one thread; every charge names its reason. */
export async function run(): Promise<Figure[]> {
  const shipments = Array.from({ length: SHIPMENTS }, (_, index) => [shipped(index), delivered(index)] as const);
  const rates: number[] = [];
  let withoutReason = 0;
  let charges = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    // Laid out anew, so that no lane is known from the pass before.
    const tariff = openTariff('contract', [aCard()], FUEL);
    if (!tariff.ok) throw new Error(tariff.refusal.message);
    const before = process.cpuUsage();
    charges = 0;
    withoutReason = 0;
    for (const deeds of shipments) {
      for (const deed of deeds) {
        const rating = rate(tariff.value, deed);
        if (!rating.ok) throw new Error(rating.refusal.message);
        charges += rating.value.length;
        withoutReason += rating.value.filter((charge) => !isExplained(charge)).length;
      }
    }
    const { user, system } = process.cpuUsage(before);
    rates.push(SHIPMENTS / ((user + system) / 1_000_000));
  }
  const what = `shipments rated (${(charges / SHIPMENTS).toFixed(1)} charges each), processor time of one thread`;
  return [
    figure({ bench: 'rate', figure: what, value: median(rates), unit: 'shipments/s', target: '>= 20000' }),
    figure({
      bench: 'rate',
      figure: 'charges without a reason',
      value: withoutReason,
      unit: 'charges',
      target: '<= 0',
    }),
  ];
}

const isExplained = ({ why }: RatedCharge): boolean =>
  why.activityId !== '' && why.rateCardId !== '' && why.lineId !== '' && why.per !== '';

const facts = (index: number): Partial<Deed> => ({
  subjectId: `S${index}`,
  subjectNumber: `QS-${index}`,
  date: `2026-03-${String(2 + (index % 20)).padStart(2, '0')}`,
  weightGrams: 50_000 + ((index * 7_919) % 9_000_000),
  guaranteed: index % 10 === 0,
  quantities: [
    { unit: 'EA', quantity: 1 + (index % 500) },
    { unit: 'CA', quantity: index % 40 },
  ],
  destination: {
    country: 'US',
    region: REGIONS[index % REGIONS.length] ?? 'MA',
    postalCode: String(10_000 + (index % 900)),
  },
});

const shipped = (index: number): Deed => aDeed({ ...facts(index), activityId: `S${index}:SHIPPED`, kind: 'SHIPPED' });
const delivered = (index: number): Deed => aDeed({ ...facts(index), activityId: `S${index}:DELIVERED` });
