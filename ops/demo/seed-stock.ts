import { DAY, HOUR } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { WAREHOUSES } from './places.ts';
import { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';
import type { Item } from './shippers.ts';

const DELIVERIES = 4;
/** Older than every demo order, so that no order takes goods that were not there yet. */
const OLDEST = 150 * DAY;
const EVERY = 24 * DAY;

const NOTICE = '... on InboundNotice { id }';
export const ANNOUNCE = inputMutation('announceInbound', 'AnnounceInboundInput', NOTICE);
const PACK = inputMutation('setItemPack', 'SetItemPackInput', '... on ItemPack { sku }');
export const RECEIVE = inputMutation('receiveInbound', 'ReceiveInboundInput', NOTICE);

/** The deliveries that filled the warehouses: each a lot of every item, in two places, some of it damaged. */
export async function seedStock(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  clock: DemoClock,
  now: number,
): Promise<void> {
  const choices = new Choices(20251003);
  await graph.together(async () => {
    for (let n = 0; n < DELIVERIES; n++) {
      const at = now - OLDEST + n * EVERY + choices.between(0, 48) * HOUR;
      for (const owner of shippers) await deliver(graph, clock, owner, choices, { at, index: n });
    }
    for (const owner of shippers) await tellPacks(graph, owner);
  });
  clock.backToPresent();
}

/** A case of the first item holds a dozen, and a pallet forty cases. */
async function tellPacks(graph: DemoGraph, { accountId, shipper }: SeededShipper): Promise<void> {
  const [item] = shipper.items;
  if (!item) return;
  const of = { accountId, sku: item.sku };
  await graph.run(PACK, { input: { ...of, unit: 'CA', quantity: 12, holdsUnit: 'EA' } });
  await graph.run(PACK, { input: { ...of, unit: 'PL', quantity: 40, holdsUnit: 'CA' } });
}

async function deliver(
  graph: DemoGraph,
  clock: DemoClock,
  owner: SeededShipper,
  choices: Choices,
  { at, index }: { at: number; index: number },
): Promise<void> {
  clock.travelTo(at - 5 * DAY);
  const lot = lotOf(owner, at);
  const lines = owner.shipper.items.map((item, place) =>
    expectedLine(item, place + 1, { lot, quantity: choices.between(450, 900) * 12 }),
  );
  const { id } = await graph.run(ANNOUNCE, { input: noticeInput(owner, { at, order: 60_000 + index, lines }) });
  clock.travelTo(at);
  const counted = lines.flatMap((line) => {
    const upper = Math.round(line.expectedQuantity / 24) * 12;
    const damaged = choices.share() < 0.2 ? choices.between(1, 18) : 0;
    const note = damaged > 0 ? 'Carton crushed' : null;
    return [
      { lineNumber: line.lineNumber, quantity: upper, location: binOf(choices) },
      { lineNumber: line.lineNumber, quantity: line.expectedQuantity - upper, damaged, note, location: binOf(choices) },
    ];
  });
  await graph.run(RECEIVE, { input: { id, lines: counted, receivedAt: new Date(at).toISOString() } });
}

/** Such as M250918: the warehouse, and the day on which the goods were made ready. */
export const lotOf = (owner: SeededShipper, at: number): string =>
  `${owner.shipper.branch.charAt(0).toUpperCase()}${new Date(at).toISOString().slice(2, 10).replaceAll('-', '')}`;

/** Such as C-07-2: aisle, bay and level. */
const binOf = (choices: Choices): string =>
  `${choices.one(['A', 'B', 'C', 'D', 'E'])}-${String(choices.between(1, 24)).padStart(2, '0')}-${choices.between(1, 4)}`;

/** A line of a notice. */
export const expectedLine = (item: Item, lineNumber: number, more: { lot: string | null; quantity: number }) => ({
  lineNumber,
  sku: item.sku,
  description: item.description,
  lot: more.lot,
  unit: 'EA',
  expectedQuantity: more.quantity,
  productIds: [{ qualifier: 'UP', value: item.upc }],
});

/** A delivery of the shipper's own goods into its warehouse. */
export const noticeInput = (
  owner: SeededShipper,
  notice: { at: number; order: number; lines: readonly ReturnType<typeof expectedLine>[] },
) => ({
  accountId: owner.accountId,
  source: 'DEMO',
  orderNumber: `TR-${notice.order}`,
  shipmentReference: `TS${notice.order}`,
  warehouse: WAREHOUSES[owner.shipper.branch].name,
  carrierScac: owner.shipper.carriers[0],
  trailer: `T${(notice.order * 37) % 90_000}`,
  seal: `S${(notice.order * 7919) % 1_000_000}`,
  expectedAt: new Date(notice.at).toISOString(),
  parties: [{ role: 'DEPOSITOR', name: owner.shipper.legalName }],
  references: [{ kind: 'BOL', value: `TB${notice.order}` }],
  lines: notice.lines,
});
