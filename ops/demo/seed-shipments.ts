import { Readable } from 'node:stream';
import type { FileStore } from '@quayside/shared/files/file-store';
import { DAY, HOUR } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { pdfOf } from './papers.ts';
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
const REGISTER = `mutation($sha256: String!, $fileName: String!, $mediaType: String!, $sizeBytes: Long!, $accountId: ID) {
  registerFile(sha256: $sha256, fileName: $fileName, mediaType: $mediaType, sizeBytes: $sizeBytes, accountId: $accountId) {
    __typename id } }`;
const ATTACH = inputMutation('attachDocument', 'AttachDocumentInput', '... on Shipment { id }');
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
  files: FileStore,
): Promise<SeededShipment[]> {
  const choices = new Choices(20260302);
  const papers = new Papers(files);
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
      for (const step of one.steps) {
        await take(graph, clock, id, one, step, index);
        const paper = step.at > now - PAPERS_SINCE ? paperOf(step, index) : null;
        if (paper) await papers.attach(graph, id, one, paper);
      }
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

// Enough for every first page; the papers of a whole year would only make the start slow.
const PAPERS_SINCE = 10 * DAY;

interface Paper {
  readonly kind: 'BOL' | 'POD';
  readonly fileName: string;
}

/** What a driver brings along: a bill of lading when the goods leave, a signed receipt when they have come. */
function paperOf(step: Step, index: number): Paper | null {
  if (step.do === 'ship') return { kind: 'BOL', fileName: `BOL${880_000 + index}.pdf` };
  if (step.do === 'milestone' && step.code === 'D1') return { kind: 'POD', fileName: `POD${880_000 + index}.pdf` };
  return null;
}

type Stored = Awaited<ReturnType<FileStore['put']>>;

/** Papers from one place to another are alike, so that a few files do for all: each costs a flush of the disk. */
class Papers {
  readonly #files: FileStore;
  readonly #stored = new Map<string, Promise<Stored>>();

  constructor(files: FileStore) {
    this.#files = files;
  }

  #put(kind: Paper['kind'], { owner, consignee }: Plot): Promise<Stored> {
    const key = `${kind} ${consignee.id}`;
    const known = this.#stored.get(key);
    if (known) return known;
    const from = WAREHOUSES[owner.shipper.branch];
    const { place } = consignee;
    const bytes = pdfOf(kind === 'BOL' ? 'Bill of lading' : 'Proof of delivery', [
      `Shipper: ${owner.shipper.legalName}`,
      `From: ${from.name}, ${from.city}`,
      `To: ${place.name}, ${place.city}`,
      kind === 'BOL' ? 'Received for carriage in apparent good order.' : 'Received complete and in good order.',
    ]);
    const storing = this.#files.put(Readable.from([bytes]));
    this.#stored.set(key, storing);
    return storing;
  }

  async attach(graph: DemoGraph, shipmentId: string, one: Plot, { kind, fileName }: Paper): Promise<void> {
    const { accountId } = one.owner;
    const facts = { ...(await this.#put(kind, one)), fileName, mediaType: 'application/pdf', accountId };
    const { id: fileId } = await graph.run(REGISTER, facts);
    await graph.run(ATTACH, { input: { shipmentId, kind, fileId } });
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
      // Wide enough that what leaves today, by hand or by the demo's traffic, leaves in its window.
      stop(1, 'PICKUP', from, createdAt + 4 * HOUR, createdAt + 30 * HOUR),
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
