import { DAY, HOUR } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { type Place, WAREHOUSES } from './places.ts';
import { type Plot, plot, type Step } from './plot.ts';
import { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';

export const SHIPMENT_COUNT = 300;

export interface SeededShipment {
  readonly id: string;
  readonly plot: Plot;
}

const REFUSED = '... on Refusal { code message field }';
const DONE = `{ __typename ${REFUSED} ... on Shipment { id } }`;
export const CREATE = inputMutation('createShipment', 'CreateShipmentInput', '... on Shipment { id }');
const TENDER = inputMutation('tenderLoad', 'TenderLoadInput', '... on Shipment { id }');
const SHIP = inputMutation('shipShipment', 'ShipShipmentInput', '... on Shipment { id }');
const MILESTONE = inputMutation('recordMilestone', 'RecordMilestoneInput', '... on Shipment { id }');
const ONE_STEP = {
  accept: `mutation($id: ID!) { acceptTender(id: $id) ${DONE} }`,
  decline: `mutation($id: ID!) { declineTender(id: $id, reason: "No equipment in the area on that day") ${DONE} }`,
  pick: `mutation($id: ID!) { startPicking(id: $id) ${DONE} }`,
  pack: `mutation($id: ID!) { packShipment(id: $id) ${DONE} }`,
  cancel: `mutation($id: ID!) { cancelShipment(id: $id, reason: "Order withdrawn by the customer") ${DONE} }`,
} as const;

/** 300 shipments in every state, each with the past that led there. */
export async function seedShipments(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  clock: DemoClock,
  now: number,
): Promise<SeededShipment[]> {
  const choices = new Choices(20260302);
  const plots = Array.from({ length: SHIPMENT_COUNT }, (_, index) =>
    plot(shippers[index % shippers.length] as SeededShipper, choices, now),
  );
  plots.sort((a, b) => a.createdAt - b.createdAt);
  return graph.together(async () => {
    const seeded: SeededShipment[] = [];
    for (const [index, one] of plots.entries()) {
      clock.travelTo(one.createdAt);
      const { id } =
        one.kind === 'LOAD'
          ? await graph.run(TENDER, { input: loadInput(one, index, choices) })
          : await graph.run(CREATE, { input: orderInput(one, index, choices) });
      for (const step of one.steps) await take(graph, clock, id, one, step, index);
      seeded.push({ id, plot: one });
    }
    clock.backToPresent();
    return seeded;
  });
}

async function take(
  graph: DemoGraph,
  clock: DemoClock,
  id: string,
  one: Plot,
  step: Step,
  index: number,
): Promise<void> {
  clock.travelTo(step.at);
  if (step.do === 'milestone') {
    const { do: _, at, ...facts } = step;
    await graph.run(MILESTONE, {
      input: { shipmentId: id, at: new Date(at).toISOString(), source: 'carrier', ...facts },
    });
  } else if (step.do === 'ship') {
    const pro = `${one.carrier}${String(4_000_000 + index * 37)}`;
    await graph.run(SHIP, {
      input: {
        id,
        carrierScac: one.carrier,
        pro,
        bol: `BOL${880_000 + index}`,
        shippedAt: new Date(step.at).toISOString(),
      },
    });
  } else {
    await graph.run(ONE_STEP[step.do], { id });
  }
}

const addressOf = ({ lines, city, region, postalCode, country }: Place) => ({
  lines,
  city,
  region,
  postalCode,
  country,
});

function commonInput(one: Plot, index: number, choices: Choices) {
  const { owner, consignee, createdAt, promisedAt } = one;
  const from = WAREHOUSES[owner.shipper.branch];
  const stop = (
    sequence: number,
    kind: string,
    { name, timeZone, latitude, longitude, ...place }: Place,
    windowFrom: number,
    windowTo: number,
  ) => ({
    sequence,
    kind,
    name,
    timeZone,
    latitude,
    longitude,
    address: addressOf({ name, timeZone, latitude, longitude, ...place }),
    windowFrom: new Date(windowFrom).toISOString(),
    windowTo: new Date(windowTo).toISOString(),
  });
  const items = owner.shipper.items.slice(0, choices.between(1, Math.min(3, owner.shipper.items.length)));
  const lines = items.map((item, line) => {
    const orderedQuantity = choices.between(1, 20) * 12;
    return {
      lineNumber: line + 1,
      sku: item.sku,
      description: item.description,
      unit: 'EA',
      orderedQuantity,
      productIds: [{ qualifier: 'UP', value: item.upc }],
      weightGrams: orderedQuantity * item.gramsEach,
    };
  });
  return {
    accountId: owner.accountId,
    source: 'DEMO',
    mode: 'M',
    carrierScac: one.carrier,
    freightTerms: 'PP',
    consigneeId: consignee.id,
    promisedAt: new Date(promisedAt).toISOString(),
    weightGrams: lines.reduce((total, line) => total + line.weightGrams, 0),
    lines,
    references: [{ kind: 'PO', value: `PO-${70_000 + index}` }],
    parties: [
      { role: 'SHIP_FROM', name: from.name, address: addressOf(from) },
      { role: 'SHIP_TO', name: consignee.place.name, address: addressOf(consignee.place) },
      { role: 'DEPOSITOR', name: owner.shipper.legalName },
    ],
    stops: [
      stop(1, 'PICKUP', from, createdAt + 16 * HOUR, createdAt + 30 * HOUR),
      stop(2, 'DELIVERY', consignee.place, promisedAt - 6 * HOUR, promisedAt),
    ],
  };
}

/** The order of a plot; the index makes its numbers. */
export const orderInput = (one: Plot, index: number, choices: Choices) => ({
  ...commonInput(one, index, choices),
  kind: 'WAREHOUSE_ORDER',
  orderNumber: `SO-${100_000 + index}`,
});

const loadInput = (one: Plot, index: number, choices: Choices) => ({
  ...commonInput(one, index, choices),
  loadNumber: `LD-${500_000 + index}`,
  purpose: '00',
  respondBy: new Date(one.createdAt + DAY).toISOString(),
});
