import { DAY, HOUR } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';
import { CREATE, orderInput, type SeededShipment } from './seed-shipments.ts';
import { ANNOUNCE, expectedLine, lotOf, noticeInput, RECEIVE } from './seed-stock.ts';

const REFUSED = '... on Refusal { code message field }';
const DONE = `{ __typename ${REFUSED} ... on InboundNotice { id } }`;
const ONE_STEP = {
  arrive: `mutation($id: ID!) { arriveInbound(id: $id) ${DONE} }`,
  cancel: `mutation($id: ID!) { cancelInbound(id: $id, reason: "Container rolled to the next vessel") ${DONE} }`,
  confirm: `mutation($id: ID!) { confirmInbound(id: $id) ${DONE} }`,
  reject: `mutation($id: ID!) { rejectInbound(id: $id, reason: "No room before the end of the season") ${DONE} }`,
  ship: `mutation($id: ID!) { shipInbound(id: $id, carrierScac: "ODFL", bol: "PB77120", pro: "OD991200") ${DONE} }`,
} as const;
const ADJUST = inputMutation('adjustStock', 'AdjustStockInput', '... on Stock { id }');
const ON_HAND = `query($filter: StockFilter) { stock(filter: $filter, first: 100) { nodes { id available } } }`;

/** What has happened to a notice by the time that the demo opens. */
const COURSES: readonly (readonly ('receive' | 'part' | keyof typeof ONE_STEP)[])[] = [
  ['receive'],
  ['arrive', 'part'],
  ['arrive'],
  [],
  [],
  ['cancel'],
];
const PURCHASES: readonly (readonly (keyof typeof ONE_STEP)[])[] = [[], ['confirm'], ['confirm', 'ship'], ['reject']];

/** What is under way when the demo opens: notices in every state, goods on hold, orders that wait for goods. */
export async function seedInbound(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  shipments: readonly SeededShipment[],
  clock: DemoClock,
  now: number,
): Promise<void> {
  const choices = new Choices(20260117);
  await graph.together(async () => {
    for (const [place, owner] of shippers.entries()) {
      const order = 61_000 + place * 100;
      for (const [index, course] of COURSES.entries())
        await transfer(graph, owner, { clock, choices, now, order: order + index, course });
      for (const [index, course] of PURCHASES.entries())
        await purchase(graph, owner, { clock, choices, now, order: order + index, course });
      await setOnHold(graph, owner);
    }
    await orderTheMissing(graph, shippers, shipments, choices);
  });
}

interface Course<Step> {
  readonly clock: DemoClock;
  readonly choices: Choices;
  readonly now: number;
  readonly order: number;
  readonly course: readonly Step[];
}

async function transfer(
  graph: DemoGraph,
  owner: SeededShipper,
  { clock, choices, now, order, course }: Course<'receive' | 'part' | keyof typeof ONE_STEP>,
): Promise<void> {
  const at = course.length > 0 ? now - choices.between(3, 30) * HOUR : now + choices.between(1, 9) * DAY;
  clock.travelTo(Math.min(at, now) - 4 * DAY);
  const items = owner.shipper.items.slice(0, choices.between(2, owner.shipper.items.length));
  const lines = items.map((item, line) =>
    expectedLine(item, line + 1, { lot: lotOf(owner, at), quantity: choices.between(40, 120) * 12 }),
  );
  const { id } = await graph.run(ANNOUNCE, { input: noticeInput(owner, { at, order, lines }) });
  clock.travelTo(Math.min(at, now));
  for (const step of course) {
    if (step !== 'receive' && step !== 'part') await graph.run(ONE_STEP[step], { id });
    else await graph.run(RECEIVE, { input: { id, lines: counted(lines, step), complete: step === 'receive' } });
  }
  clock.backToPresent();
}

/** One item came short and with damage, another in greater number than announced. */
const counted = (lines: readonly ReturnType<typeof expectedLine>[], step: 'receive' | 'part') =>
  lines.slice(0, step === 'part' ? 1 : lines.length).map(({ lineNumber, expectedQuantity }) => ({
    lineNumber,
    quantity: expectedQuantity + (lineNumber === 1 ? -24 : lineNumber === 2 ? 12 : 0),
    damaged: lineNumber === 1 ? 6 : 0,
    location: `R-0${lineNumber}-1`,
    note: lineNumber === 1 ? 'Two cartons missing, six pieces wet' : null,
  }));

async function purchase(
  graph: DemoGraph,
  owner: SeededShipper,
  { clock, choices, now, order, course }: Course<keyof typeof ONE_STEP>,
): Promise<void> {
  clock.travelTo(now - choices.between(4, 60) * HOUR);
  const lines = owner.shipper.items.slice(0, 2).map((item, line) => ({
    ...expectedLine(item, line + 1, { lot: null, quantity: choices.between(20, 60) * 12 }),
    priceMinor: item.gramsEach * 2,
    currency: 'USD',
  }));
  const at = now + choices.between(6, 20) * DAY;
  const common = noticeInput(owner, { at, order, lines });
  const input = { ...common, kind: 'PURCHASE_ORDER', orderNumber: `PU-${order}`, shipmentReference: null };
  const { id } = await graph.run(ANNOUNCE, { input });
  for (const step of course) await graph.run(ONE_STEP[step], { id });
  clock.backToPresent();
}

const rowsOf = async (graph: DemoGraph, owner: SeededShipper, sku: string | undefined) => {
  const filter = { accountId: owner.accountId, skus: [sku], statuses: ['AVAILABLE'] };
  const { stock } = await graph.read<{ stock: { nodes: { id: string; available: number }[] } }>(ON_HAND, { filter });
  return stock.nodes.filter((row) => row.available > 0);
};

async function setOnHold(graph: DemoGraph, owner: SeededShipper): Promise<void> {
  const [row] = await rowsOf(graph, owner, owner.shipper.items.at(-1)?.sku);
  if (!row) return;
  const input = {
    stockId: row.id,
    quantity: row.available,
    toStatus: 'HOLD',
    reason: 'SHELF_LIFE',
    note: 'Awaits the lab',
  };
  await graph.run(ADJUST, { input });
}

/** The second shipper recalls an item: the orders that want it will be short until more of it comes. */
async function orderTheMissing(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  shipments: readonly SeededShipment[],
  choices: Choices,
): Promise<void> {
  const owner = shippers[1];
  const recalled = owner?.shipper.items[2]?.sku;
  if (!owner || !recalled) return;
  for (const { id, available } of await rowsOf(graph, owner, recalled)) {
    await graph.run(ADJUST, {
      input: { stockId: id, quantity: available, toStatus: 'HOLD', reason: 'RECALL', note: 'Recall 26-04' },
    });
  }
  const booked = shipments.filter(({ plot }) => plot.owner === owner && plot.ending === 'BOOKED').slice(-2);
  for (const [index, { plot }] of booked.entries()) {
    const input = orderInput(plot, 1_000 + index, choices);
    const lines = [
      { lineNumber: 1, sku: recalled, unit: 'EA', orderedQuantity: 48 },
      ...input.lines.slice(0, 1).map((line) => ({ ...line, lineNumber: 2 })),
    ];
    await graph.run(CREATE, { input: { ...input, lines } });
  }
}
