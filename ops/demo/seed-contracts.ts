import { DAY, localDate } from '@quayside/shared/instant';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import type { SeededShipper } from './seed-customers.ts';

const DRAFT = inputMutation('draftContract', 'DraftContractInput', '... on Contract { id }');
const ADD_RATES = inputMutation('addRateCard', 'AddRateCardInput', '... on Contract { id }');
const ACTIVATE =
  'mutation($id: ID!) { activateContract(id: $id) { __typename ... on Refusal { code message } ... on Contract { id } } }';

const TIERS = [
  {
    ...{ code: 'GOLD', name: 'Gold', priority: 'HIGH', responseHours: 2, resolveHours: 24, namedManager: true },
    resources: 'Dock door 4, and a zone of its own',
    content: ['Review of figures each month', 'Training for new staff'],
  },
  {
    ...{ code: 'SILVER', name: 'Silver', priority: 'NORMAL', responseHours: 4, resolveHours: 48, namedManager: true },
    content: ['Review of figures each quarter'],
  },
];
const DEFINE_TIER = inputMutation('defineServiceTier', 'ServiceTierInput', '... on ServiceTier { code }');
const OPEN_QUOTE = inputMutation('openQuote', 'OpenQuoteInput', '... on Quote { id version }');

/** Order lines within two hours of the promise and complete; weather and customs do not count. */
export const OTIF = {
  ...{ earlyMinutes: null, lateMinutes: 120, timeZone: 'America/Chicago', shortPercent: 0, exclusions: ['AO', 'BD'] },
  ...{ period: 'MONTH', targetPercent: 95, creditPercent: 5 },
};

const RATES = [
  {
    ...{ service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', rateMinor: 1850, minimumMinor: 12_500 },
    breaks: [
      { from: 20, rateMinor: 1650 },
      { from: 100, rateMinor: 1400 },
    ],
  },
  { service: 'TRANSPORT', charge: 'FREIGHT', per: 'CWT', destination: 'EAST', rateMinor: 1550, minimumMinor: 9_500 },
  { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'AH', per: 'SHIPMENT', rateMinor: 6500 },
  { service: 'TRANSPORT', charge: 'ACCESSORIAL', code: 'CD', per: 'HOUR', rateMinor: 6000, free: 2 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'ORDER', rateMinor: 450 },
  { service: 'WAREHOUSING', charge: 'HANDLING_OUT', per: 'EA', rateMinor: 9 },
  { service: 'WAREHOUSING', charge: 'HANDLING_IN', per: 'RECEIPT', rateMinor: 2500 },
  { service: 'WAREHOUSING', charge: 'STORAGE', per: 'LOT', rateMinor: 35 },
  { service: 'WAREHOUSING', per: 'PL', rateMinor: 1400 },
  { service: 'LABELLING', per: 'EA', rateMinor: 18, minimumMinor: 4_500 },
  { service: 'KITTING', per: 'EA', rateMinor: 65, minimumMinor: 7_500 },
  { service: 'REPACKING', per: 'EA', rateMinor: 55, minimumMinor: 6_000 },
  { service: 'TALLYING', per: 'HOUR', rateMinor: 4_800 },
  { service: 'SHELVING', per: 'PL', rateMinor: 900 },
  { service: 'PHOTO', per: 'EA', rateMinor: 250 },
];

const FUEL = {
  index: 'DOE-US-DIESEL',
  steps: [0, 2_500, 3_500, 4_000].map((fromMilli, step) => ({
    fromMilli,
    basisPoints: [0, 1_200, 1_850, 2_450][step],
  })),
};

/** On top of what each shipper has chosen. */
const FOR_ALL = ['QUALITY_CHECK', 'RETURNS_HANDLING', 'FINANCING_REFERRAL'];

const PRICES = [
  { service: 'LABELLING', unit: 'EA', priceMinor: 18, minimumMinor: 4_500, photosRequired: 1 },
  { service: 'KITTING', unit: 'EA', priceMinor: 65, minimumMinor: 7_500, photosRequired: 1 },
  { service: 'REPACKING', unit: 'CA', priceMinor: 55, minimumMinor: 6_000, photosRequired: 2 },
  { service: 'TALLYING', unit: 'PL', priceMinor: 1_200, photosRequired: 0 },
  { service: 'SHELVING', unit: 'PL', priceMinor: 900, photosRequired: 0 },
  { service: 'PHOTO', unit: 'EA', priceMinor: 250, photosRequired: 1 },
  { service: 'QUALITY_CHECK', unit: 'EA', priceMinor: 140, minimumMinor: 5_000, photosRequired: 1 },
  { service: 'RETURNS_HANDLING', unit: 'EA', priceMinor: 180, photosRequired: 1 },
  { service: 'FINANCING_REFERRAL', unit: 'EA', priceMinor: 25_000, photosRequired: 0 },
];

const catalogueOf = (services: readonly string[]) =>
  PRICES.filter(({ service }) => services.includes(service)).map((item) => ({
    ...item,
    currency: 'USD',
    photoStandard: item.photosRequired > 0 ? 'The finished goods, with label and lot in the picture' : null,
    serviceLevelHours: 72,
    cancellation: { freeHours: 24, percent: 25, startedPercent: 100 },
  }));

/** Each shipper's contract; the second one runs out within two months, so that somebody has to act. */
export async function seedContracts(graph: DemoGraph, shippers: readonly SeededShipper[], now: number): Promise<void> {
  await graph.together(async () => {
    for (const input of TIERS) await graph.run(DEFINE_TIER, { input });
    for (const [index, { shipper, accountId }] of shippers.entries()) {
      const services = ['WAREHOUSING', 'TRANSPORT', ...shipper.valueAdded, ...FOR_ALL];
      const contract = await graph.run(DRAFT, {
        input: {
          accountId,
          name: `Warehousing and distribution, ${shipper.name}`,
          parties: [
            { role: 'CUSTOMER', name: shipper.legalName, accountId },
            { role: 'PROVIDER', name: 'Quayside Logistics' },
          ],
          services: services.map((service) => ({ service, guaranteed: service === 'GUARANTEED_DELIVERY' })),
          catalogue: catalogueOf(services),
          serviceLevels: [
            { metric: 'ON_TIME_PERCENT', target: 97.5, note: 'Per order line, against the first promise' },
            { metric: 'IN_FULL_PERCENT', target: 99 },
            { metric: 'RESPONSE_HOURS', target: 4, note: 'First answer to a complaint' },
          ],
          tierCode: TIERS[index]?.code ?? null,
          volumes: [{ service: 'WAREHOUSING', quantity: 400, unit: 'PL' }],
          otif: OTIF,
          liability: {
            regime: shipper.branch === 'shenzhen' ? 'hague-visby' : 'us-motor',
            limitPerKilogram: { amountMinor: 1100, currency: 'USD' },
            fileWithinDays: 270,
          },
          validFrom: localDate(now - 400 * DAY),
          validTo: localDate(now + (index === 1 ? 52 : 330) * DAY),
        },
      });
      const lines = RATES.filter((rate) => services.includes(rate.service));
      await graph.run(ADD_RATES, {
        input: {
          contractId: contract.id,
          name: 'Standard rates',
          currency: 'USD',
          validFrom: localDate(now - 400 * DAY),
          zones: [{ code: 'EAST', places: ['US-MA', 'US-NY', 'US-CT', 'US-NJ', 'US-PA'] }],
          fuel: FUEL,
          lines,
        },
      });
      await graph.run(ACTIVATE, { id: contract.id });
      if (index < 2) await graph.run(OPEN_QUOTE, { input: quoteFor(accountId, shipper.name, contract.id, now) });
    }
  });
}

/** The next term, offered and not answered yet. */
const quoteFor = (accountId: string, name: string, contractId: unknown, now: number) => ({
  ...{ accountId, contractId, note: 'Same services, two years, and Gold for both of them' },
  validUntil: localDate(now + 21 * DAY),
  terms: {
    name: `Warehousing and distribution, ${name}, next term`,
    services: [{ service: 'WAREHOUSING' }, { service: 'TRANSPORT' }, { service: 'LABELLING' }],
    volumes: [{ service: 'WAREHOUSING', quantity: 450, unit: 'PL' }],
    catalogue: catalogueOf(['LABELLING']),
    ...{ tierCode: 'GOLD', otif: OTIF },
    validFrom: localDate(now + 30 * DAY),
    validTo: localDate(now + 760 * DAY),
  },
});
