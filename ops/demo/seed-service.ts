import { HOUR } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';
import { seedReturns } from './seed-returns.ts';
import type { SeededShipment } from './seed-shipments.ts';
import { seedCapacity, seedWorkOrders } from './seed-work-orders.ts';

const OPEN_CASE = inputMutation('openCase', 'OpenCaseInput', '... on Case { id }');
const FILE_CLAIM = inputMutation('fileClaim', 'FileClaimInput', '... on Claim { id }');
const REPLY = inputMutation('replyToCase', 'ReplyInput', '... on Case { id }');
const REFUSED = '... on Refusal { code message }';
const RESOLVE = `mutation($id: ID!, $resolution: String) { changeCaseState(id: $id, state: RESOLVED, resolution: $resolution) { __typename ${REFUSED} ... on Case { id } } }`;
const WAIT = `mutation($id: ID!) { changeCaseState(id: $id, state: WAITING_FOR_CUSTOMER) { __typename ${REFUSED} ... on Case { id } } }`;
const ACKNOWLEDGE = `mutation($id: ID!) { acknowledgeClaim(id: $id) { __typename ${REFUSED} ... on Claim { id } } }`;
const INVESTIGATE = `mutation($id: ID!) { investigateClaim(id: $id) { __typename ${REFUSED} ... on Claim { id } } }`;

const CASES = [
  {
    kind: 'COMPLAINT',
    category: 'DELAY',
    subject: 'Delivery two days late',
    description: 'The store had promised the goods for the weekend. What happened, and when do they come?',
  },
  {
    kind: 'COMPLAINT',
    category: 'DAMAGE',
    subject: 'Cartons crushed on one pallet',
    description: 'Four cartons on the lower layer are crushed. Photos follow.',
    ...{ severity: 'SEVERE', channel: 'PHONE', party: 'CONSIGNEE', partyName: 'Goods-in, store 12' },
  },
  {
    kind: 'COMPLAINT',
    category: 'DRIVER',
    subject: 'Driver did not wait at the dock',
    description: 'The driver left after ten minutes although our dock was free.',
    ...{ severity: 'MINOR', channel: 'EMAIL', party: 'CONSIGNEE' },
  },
  {
    kind: 'INQUIRY',
    category: 'BILLING',
    subject: 'Lift gate charge on the last invoice',
    description: 'Why were we charged for a lift gate? The consignee has a dock.',
  },
  {
    kind: 'INQUIRY',
    category: 'DOCUMENTS',
    subject: 'Signed delivery receipt needed',
    description: 'Our customer disputes the quantity. Please send the signed receipt.',
  },
  {
    kind: 'SUGGESTION',
    category: 'COMMUNICATION',
    subject: 'Send the dock number with the arrival notice',
    description: 'It would save our consignees a phone call at every delivery.',
  },
] as const;

const CLAIMS = [
  { cause: 'DAMAGE', statement: 'Sound when tendered, crushed at delivery, noted on the receipt' },
  { cause: 'SHORTAGE', statement: 'Two cartons short at the dock, signed for by the driver' },
  { cause: 'CONCEALED_DAMAGE', statement: 'Water damage found inside sealed cartons' },
  { cause: 'LOSS', statement: 'One pallet never arrived; the count at loading was complete' },
] as const;

/** Complaints, inquiries, suggestions, claims, work orders and returns in several stages; some of them overdue. */
export async function seedService(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  shipments: readonly SeededShipment[],
  clock: DemoClock,
  now: number,
): Promise<void> {
  const choices = new Choices(7);
  await graph.together(async () => {
    await seedCapacity(graph);
    for (const owner of shippers) {
      const own = shipments.filter((one) => one.plot.owner === owner);
      await seedCases(graph, own, choices, clock, now);
      await seedClaims(graph, own, choices, clock, now);
      await seedWorkOrders(graph, { owner, own, choices, clock, now });
      await seedReturns(graph, { owner, own, choices, clock, now });
    }
    clock.backToPresent();
  });
}

const since = (one: SeededShipment, now: number, hours: number): number =>
  Math.max(one.plot.createdAt + HOUR, now - hours * HOUR);

async function seedCases(
  graph: DemoGraph,
  own: readonly SeededShipment[],
  choices: Choices,
  clock: DemoClock,
  now: number,
): Promise<void> {
  const moved = own.filter((one) => ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'].includes(one.plot.ending));
  for (const [index, words] of CASES.entries()) {
    const shipment = choices.one(moved);
    clock.travelTo(since(shipment, now, choices.between(3, 90)));
    const { id } = await graph.run(OPEN_CASE, {
      input: { ...words, shipmentId: shipment.id, priority: choices.one(['NORMAL', 'HIGH', 'URGENT']) },
    });
    clock.travelTo(clock.now() + HOUR / 2);
    if (index % 2 === 0) await graph.run(REPLY, { input: { id, body: 'We have it and will come back to you today.' } });
    if (index === 2) await graph.run(WAIT, { id });
    if (index === 4) await graph.run(RESOLVE, { id, resolution: 'The signed receipt was sent to you.' });
  }
}

async function seedClaims(
  graph: DemoGraph,
  own: readonly SeededShipment[],
  choices: Choices,
  clock: DemoClock,
  now: number,
): Promise<void> {
  const delivered = own.filter((one) => one.plot.ending === 'DELIVERED');
  for (const [index, reason] of CLAIMS.entries()) {
    const shipment = choices.one(delivered);
    const item = choices.one(shipment.plot.owner.shipper.items);
    clock.travelTo(since(shipment, now, choices.between(24, 40 * 24)));
    const { id } = await graph.run(FILE_CLAIM, {
      input: {
        shipmentId: shipment.id,
        currency: 'USD',
        liabilityAsserted: true,
        statement: reason.statement,
        lines: [
          {
            sku: item.sku,
            description: item.description,
            quantity: choices.between(2, 18),
            unit: 'EA',
            cause: reason.cause,
            amountMinor: choices.between(80, 900) * 100,
          },
        ],
      },
    });
    if (index < 1) continue;
    clock.travelTo(Math.min(now, clock.now() + 2 * HOUR));
    await graph.run(ACKNOWLEDGE, { id });
    if (index === 3) await graph.run(INVESTIGATE, { id });
  }
}
