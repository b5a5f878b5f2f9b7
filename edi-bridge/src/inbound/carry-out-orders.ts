import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { existing } from './carry-out.ts';
import { type Asked, GraphOrders, isRefusal, type NewOrder, type OrderedShipment } from './graph-orders.ts';
import { partnerViewer } from './partner-viewer.ts';
import { result, type SetResult, sentence } from './set-result.ts';

/** One order of a run, and the message that it came with. */
export interface RunOrder {
  readonly mapped: Extract<Mapped, { kind: 'order' }>;
  readonly messageId: string;
}

const sourceOf = ({ messageId }: RunOrder): string => `EDI:${messageId}`;

/**
 * Books a run of orders of one partner with two questions to the graph, where each alone would take two. Every order
 * is answered for itself, and after a crash each finds its own work by its source, just as if it had come alone.
 */
export async function carryOutOrders(
  graph: GraphClient,
  partner: Partner,
  run: readonly RunOrder[],
): Promise<SetResult[]> {
  const orders = new GraphOrders(graph, partnerViewer(partner), partner.accountId);
  const consignees = await consigneesOf(orders, run);
  const ready: { order: RunOrder; input: NewOrder }[] = [];
  for (const [index, order] of run.entries()) {
    const consignee = consignees[index] ?? null;
    if (consignee && isRefusal(consignee)) continue;
    const { key: orderNumber, input } = order.mapped;
    ready.push({
      order,
      input: { ...input, orderNumber, source: sourceOf(order), consigneeId: consignee?.id ?? null },
    });
  }
  const answers = ready.length > 0 ? await orders.createShipments(ready.map(({ input }) => input)) : [];
  const created = new Map(ready.map(({ order }, index) => [order, answers[index]]));
  const told = new Set<string>();
  const results: SetResult[] = [];
  for (const [index, order] of run.entries()) {
    const { key } = order.mapped;
    const consignee = consignees[index] ?? null;
    if (consignee && isRefusal(consignee)) results.push(result('REFUSED', key, sentence(consignee)));
    else results.push(await resultOf(orders, order, created.get(order), told.has(key)));
    told.add(key);
  }
  return results;
}

/** Orders of one file mostly go to the same few places: each place is named once. */
async function consigneesOf(orders: GraphOrders, run: readonly RunOrder[]): Promise<(Asked<{ id: string }> | null)[]> {
  const names = run.map(({ mapped }) => mapped.consignee && JSON.stringify(mapped.consignee));
  const distinct = new Map(
    run.flatMap(({ mapped }, index) => (names[index] ? [[names[index], mapped.consignee!]] : [])),
  );
  if (distinct.size === 0) return run.map(() => null);
  const asked = await orders.registerConsignees([...distinct.values()]);
  const known = new Map([...distinct.keys()].map((name, index) => [name, asked[index] ?? null]));
  return names.map((name) => (name ? (known.get(name) ?? null) : null));
}

async function resultOf(
  orders: GraphOrders,
  order: RunOrder,
  answer: Asked<OrderedShipment> | undefined,
  repeated: boolean,
): Promise<SetResult> {
  const { key, warnings } = order.mapped;
  if (!answer) throw new Error(`the graph did not answer for order ${key}`);
  if (!isRefusal(answer)) return result('DONE', key, warnings.join(' ') || null, answer.id);
  // The first of two in this very run has the source of this message as well: it is not our own work of before.
  if (answer.code !== 'SHIPMENT_ORDER_EXISTS' || repeated) return result('REFUSED', key, sentence(answer));
  return existing(orders, 'ORDER', key, sourceOf(order), warnings);
}
