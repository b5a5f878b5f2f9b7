import { DAY, HOUR } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';
import type { SeededShipment } from './seed-shipments.ts';

const OPEN_CASE = inputMutation('openCase', 'OpenCaseInput', '... on Case { id }');
const FILE_CLAIM = inputMutation('fileClaim', 'FileClaimInput', '... on Claim { id }');
const REQUEST_JOB = inputMutation('requestWorkOrder', 'RequestWorkOrderInput', '... on WorkOrder { id }');
const REPLY = inputMutation('replyToCase', 'ReplyInput', '... on Case { id }');
const REFUSED = '... on Refusal { code message }';
const RESOLVE = `mutation($id: ID!, $resolution: String) { changeCaseState(id: $id, state: RESOLVED, resolution: $resolution) { __typename ${REFUSED} ... on Case { id } } }`;
const ACKNOWLEDGE = `mutation($id: ID!) { acknowledgeClaim(id: $id) { __typename ${REFUSED} ... on Claim { id } } }`;
const INVESTIGATE = `mutation($id: ID!) { investigateClaim(id: $id) { __typename ${REFUSED} ... on Claim { id } } }`;
const APPROVE = `mutation($id: ID!) { approveWorkOrder(id: $id) { __typename ${REFUSED} ... on WorkOrder { id } } }`;
const START = `mutation($id: ID!) { startWorkOrder(id: $id) { __typename ${REFUSED} ... on WorkOrder { id } } }`;

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
  },
  {
    kind: 'COMPLAINT',
    category: 'DRIVER',
    subject: 'Driver did not wait at the dock',
    description: 'The driver left after ten minutes although our dock was free.',
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

const JOBS: Readonly<Record<string, string>> = {
  LABELLING: 'Spring promotion stickers on the front panel, artwork of the last campaign',
  KITTING: 'Starter kit: one tent, one lantern, one leaflet, shrink wrapped',
  REPACKING: 'From master cartons of 12 into gift boxes of 2',
  PHOTO: 'Photos of all four sides of each pallet before it leaves',
  TALLYING: 'Count by lot and report differences before put-away',
  SHELVING: 'Store display shelves, tallest items at the back',
};

/** Complaints, inquiries, suggestions, claims and work orders in several stages; some of them overdue. */
export async function seedService(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  shipments: readonly SeededShipment[],
  clock: DemoClock,
  now: number,
): Promise<void> {
  const choices = new Choices(7);
  await graph.together(async () => {
    for (const owner of shippers) {
      const own = shipments.filter((one) => one.plot.owner === owner);
      await seedCases(graph, own, choices, clock, now);
      await seedClaims(graph, own, choices, clock, now);
      await seedWorkOrders(graph, owner, own, choices, clock, now);
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

async function seedWorkOrders(
  graph: DemoGraph,
  owner: SeededShipper,
  own: readonly SeededShipment[],
  choices: Choices,
  clock: DemoClock,
  now: number,
): Promise<void> {
  const inHouse = own.filter((one) => ['BOOKED', 'PICKING', 'PACKED'].includes(one.plot.ending));
  const services = owner.shipper.valueAdded.filter((service) => service !== 'GUARANTEED_DELIVERY');
  for (const [index, service] of services.entries()) {
    const shipment = choices.one(inHouse);
    clock.travelTo(since(shipment, now, choices.between(1, 12)));
    const { id } = await graph.run(REQUEST_JOB, {
      input: {
        service,
        quantity: choices.between(2, 40) * 10,
        sku: choices.one(owner.shipper.items).sku,
        shipmentId: shipment.id,
        instructions: JOBS[service],
      },
    });
    if (index > 0) await graph.run(APPROVE, { id });
    if (index > 1) await graph.run(START, { id });
  }
  clock.travelTo(now - DAY / 24);
}
