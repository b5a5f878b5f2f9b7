import { DAY, HOUR } from '@quayside/shared/instant';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { WAREHOUSES } from './places.ts';
import type { DeskStory } from './seed-work-orders.ts';

const REQUEST = inputMutation('requestReturn', 'RequestReturnInput', '... on ReturnOrder { id }');
const ANSWER = '{ __typename ... on Refusal { code message } ... on ReturnOrder { id } }';
const AUTHORISE = `mutation($id: ID!) { authoriseReturn(id: $id) ${ANSWER} }`;
const RECEIVE = `mutation($id: ID!, $warehouse: String!, $counts: [ReturnCountInput!]!) {
  receiveReturn(id: $id, warehouse: $warehouse, counts: $counts) ${ANSWER} }`;
const INSPECT = `mutation($id: ID!, $inspections: [ReturnInspectionInput!]!) {
  inspectReturn(id: $id, inspections: $inspections, location: "RET-01") ${ANSWER} }`;
const CREDIT = `mutation($id: ID!, $amountMinor: Long!) {
  creditReturn(id: $id, amountMinor: $amountMinor, currency: "USD", reason: "The sound goods, at the last price.") ${ANSWER} }`;

const STORIES = [
  { reason: 'DAMAGED', explanation: 'Cartons were crushed on the way; the store does not take them.' },
  { reason: 'WRONG_ITEM', explanation: 'The store had ordered the other colour.' },
  { reason: 'OVERSTOCK', explanation: 'The season is over; the rest comes back.' },
  { reason: 'QUALITY', explanation: 'Zippers of this lot open by themselves.' },
  { reason: 'UNWANTED', explanation: 'The consignee has closed this store.' },
] as const;

/** One return in each state on the way from the question to the credit. */
export async function seedReturns(graph: DemoGraph, { owner, own, choices, clock, now }: DeskStory): Promise<void> {
  const delivered = own.filter((one) => one.plot.ending === 'DELIVERED');
  const warehouse = WAREHOUSES[owner.shipper.branch].name;
  for (const [index, words] of STORIES.entries()) {
    const item = choices.one(owner.shipper.items);
    const quantity = choices.between(2, 9) * 4;
    clock.travelTo(now - (index + 1) * DAY);
    const lines = [{ sku: item.sku, unit: 'EA', description: item.description, quantity }];
    const { id } = await graph.run(REQUEST, { input: { ...words, lines, shipmentId: choices.one(delivered).id } });
    clock.travelTo(clock.now() + 2 * HOUR);
    if (index > 0) await graph.run(AUTHORISE, { id });
    if (index > 1) await graph.run(RECEIVE, { id, warehouse, counts: [{ line: 1, quantity }] });
    if (index < 3) continue;
    const verdicts = [
      { disposition: 'RESTOCK', quantity: quantity - 4 },
      { disposition: 'REPAIR', quantity: 3, note: 'New zipper' },
      { disposition: 'SCRAP', quantity: 1 },
    ];
    await graph.run(INSPECT, { id, inspections: [{ line: 1, verdicts }] });
    if (index > 3) await graph.run(CREDIT, { id, amountMinor: (quantity - 4) * 2_450 });
  }
  clock.travelTo(now - DAY / 24);
}
