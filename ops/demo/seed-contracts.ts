import { DAY, localDate } from '@quayside/shared/instant';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import type { SeededShipper } from './seed-customers.ts';

const DRAFT = inputMutation('draftContract', 'DraftContractInput', '... on Contract { id }');
const ADD_RATES = inputMutation('addRateCard', 'AddRateCardInput', '... on Contract { id }');
const ACTIVATE =
  'mutation($id: ID!) { activateContract(id: $id) { __typename ... on Refusal { code message } ... on Contract { id } } }';

const RATES = [
  { service: 'TRANSPORT', per: 'CWT', rateMinor: 1850, minimumMinor: 12_500 },
  { service: 'WAREHOUSING', per: 'PL', rateMinor: 1400 },
  { service: 'LABELLING', per: 'EA', rateMinor: 18, minimumMinor: 4_500 },
  { service: 'KITTING', per: 'EA', rateMinor: 65, minimumMinor: 7_500 },
  { service: 'REPACKING', per: 'EA', rateMinor: 55, minimumMinor: 6_000 },
  { service: 'TALLYING', per: 'HOUR', rateMinor: 4_800 },
  { service: 'SHELVING', per: 'PL', rateMinor: 900 },
  { service: 'PHOTO', per: 'EA', rateMinor: 250 },
];

/** Each shipper's contract; the second one runs out within two months, so that somebody has to act. */
export async function seedContracts(graph: DemoGraph, shippers: readonly SeededShipper[], now: number): Promise<void> {
  await graph.together(async () => {
    for (const [index, { shipper, accountId }] of shippers.entries()) {
      const services = ['WAREHOUSING', 'TRANSPORT', ...shipper.valueAdded];
      const contract = await graph.run(DRAFT, {
        input: {
          accountId,
          name: `Warehousing and distribution, ${shipper.name}`,
          parties: [
            { role: 'CUSTOMER', name: shipper.legalName, accountId },
            { role: 'PROVIDER', name: 'Quayside Logistics' },
          ],
          services: services.map((service) => ({ service, guaranteed: service === 'GUARANTEED_DELIVERY' })),
          serviceLevels: [
            { metric: 'ON_TIME_PERCENT', target: 97.5, note: 'Per order line, against the first promise' },
            { metric: 'IN_FULL_PERCENT', target: 99 },
            { metric: 'RESPONSE_HOURS', target: 4, note: 'First answer to a complaint' },
          ],
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
          lines,
        },
      });
      await graph.run(ACTIVATE, { id: contract.id });
    }
  });
}
