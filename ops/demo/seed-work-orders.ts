import { DAY, HOUR, localDate } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import type { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';
import type { SeededShipment } from './seed-shipments.ts';

/** What the service desk of one shipper is filled with. */
export interface DeskStory {
  readonly owner: SeededShipper;
  readonly own: readonly SeededShipment[];
  readonly choices: Choices;
  readonly clock: DemoClock;
  readonly now: number;
}

const REQUEST_JOB = inputMutation('requestWorkOrder', 'RequestWorkOrderInput', '... on WorkOrder { id }');
const ANSWER = '{ __typename ... on Refusal { code message } ... on WorkOrder { id } }';
const APPROVE = `mutation($id: ID!) { approveWorkOrder(id: $id) ${ANSWER} }`;
const SCHEDULE = `mutation($id: ID!, $day: LocalDate!, $hours: Float!) { scheduleWorkOrder(id: $id, day: $day, hours: $hours) ${ANSWER} }`;
const START = `mutation($id: ID!) { startWorkOrder(id: $id) ${ANSWER} }`;
const SCAN = inputMutation('recordWorkScan', 'WorkScanInput', '... on WorkOrder { id }');
const FINISH_STEP = `mutation($id: ID!, $step: WorkStepCode!) { finishWorkStep(id: $id, step: $step) ${ANSWER} }`;
const FINISH = `mutation($id: ID!) { finishWorkOrder(id: $id) ${ANSWER} }`;
const RATE = `mutation($id: ID!) { rateWorkOrder(id: $id, score: 5, comment: "Quick and clear.") ${ANSWER} }`;
const CANCEL = `mutation($id: ID!) { cancelWorkOrder(id: $id, reason: "The promotion was moved to autumn.") ${ANSWER} }`;
const BRANCHES = '{ workBranches }';
const SET_HOURS = `mutation($branch: String!, $day: String!, $hours: Float!) { setWorkCapacity(branch: $branch, day: $day, hours: $hours) {
  __typename ... on Refusal { code message } ... on WorkCapacity { branch } } }`;

const HOURS = { MON: 24, TUE: 24, WED: 24, THU: 24, FRI: 24, SAT: 12, SUN: 8 } as const;

const JOBS: Readonly<Record<string, string>> = {
  LABELLING: 'Spring promotion stickers on the front panel, artwork of the last campaign',
  KITTING: 'Starter kit: one tent, one lantern, one leaflet, shrink wrapped',
  REPACKING: 'From master cartons of 12 into gift boxes of 2',
  PHOTO: 'Photos of all four sides of each pallet before it leaves',
  TALLYING: 'Count by lot and report differences before put-away',
  SHELVING: 'Store display shelves, tallest items at the back',
  FINANCING_REFERRAL: 'Working capital against the stock of the spring season',
};

/** The hands of every branch, so that jobs find a day. */
export async function seedCapacity(graph: DemoGraph): Promise<void> {
  const { workBranches } = await graph.read<{ workBranches: readonly string[] }>(BRANCHES, {});
  for (const branch of workBranches) {
    for (const [day, hours] of Object.entries(HOURS)) await graph.run(SET_HOURS, { branch, day, hours });
  }
}

/** Jobs from the quote to the work in hand; one that is done and charged, and one that was called off. */
export async function seedWorkOrders(graph: DemoGraph, story: DeskStory): Promise<void> {
  const { owner, clock, now } = story;
  const services = owner.shipper.valueAdded.filter((service) => service !== 'GUARANTEED_DELIVERY');
  const day = localDate(now, owner.shipper.timeZone);
  await calledOff(graph, story);
  await doneAndCharged(graph, story, day);
  for (const [index, service] of services.entries()) {
    const { id, sku } = await request(graph, story, service);
    if (index > 0) await graph.run(APPROVE, { id });
    if (index > 1) await graph.run(SCHEDULE, { id, day, hours: index });
    if (index < 3) continue;
    await graph.run(START, { id });
    await graph.run(SCAN, { input: { id, scanId: `${id}-1`, code: sku, quantity: 12 } });
    await graph.run(FINISH_STEP, { id, step: 'FETCH' });
  }
  clock.travelTo(now - DAY / 24);
}

async function calledOff(graph: DemoGraph, { owner, clock, now }: DeskStory): Promise<void> {
  clock.travelTo(now - 2 * DAY);
  const instructions = 'A sample of every lot, zippers and seams';
  const { id } = await graph.run(REQUEST_JOB, {
    input: { service: 'QUALITY_CHECK', quantity: 60, accountId: owner.accountId, instructions },
  });
  await graph.run(CANCEL, { id });
}

async function request(graph: DemoGraph, story: DeskStory, service: string): Promise<{ id: string; sku: string }> {
  const { owner, own, choices, clock, now } = story;
  const inHouse = own.filter((one) => ['BOOKED', 'PICKING', 'PACKED'].includes(one.plot.ending));
  const shipment = choices.one(inHouse);
  clock.travelTo(Math.max(shipment.plot.createdAt + HOUR, now - choices.between(1, 12) * HOUR));
  const { sku } = choices.one(owner.shipper.items);
  const quantity = choices.between(2, 40) * 10;
  const instructions = JOBS[service] ?? service;
  const { id } = await graph.run(REQUEST_JOB, {
    input: { service, quantity, sku, shipmentId: shipment.id, instructions },
  });
  return { id, sku };
}

async function doneAndCharged(graph: DemoGraph, { owner, clock, now }: DeskStory, day: string): Promise<void> {
  clock.travelTo(now - 6 * HOUR);
  const service = 'FINANCING_REFERRAL';
  const instructions = JOBS[service];
  const { id } = await graph.run(REQUEST_JOB, {
    input: { service, quantity: 1, accountId: owner.accountId, instructions },
  });
  await graph.run(APPROVE, { id });
  await graph.run(SCHEDULE, { id, day, hours: 1 });
  clock.travelTo(now - 4 * HOUR);
  await graph.run(START, { id });
  clock.travelTo(now - 3 * HOUR);
  await graph.run(FINISH_STEP, { id, step: 'WORK' });
  await graph.run(FINISH, { id });
  await graph.run(RATE, { id });
}
