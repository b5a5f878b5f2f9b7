import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Partner } from '../partner/partner.ts';
import type { ConsigneeInput, Mapped } from '../transactions/mapped.ts';
import type { CameBefore } from './earlier-contents.ts';
import { existing } from './earlier-order.ts';
import { type Asked, GraphOrders, isRefusal, type NewOrder, type OrderedShipment } from './graph-orders.ts';
import { partnerViewer } from './partner-viewer.ts';
import { refusedByGraph, result, type SetResult } from './set-result.ts';

/** One order of a run, and the message that it came with. */
export interface RunOrder {
  readonly mapped: Extract<Mapped, { kind: 'order' }>;
  readonly messageId: string;
  readonly cameBefore: CameBefore;
}

/** Names an order number within a message: a set that has one again is no second try of the first that had it. */
export const numberIn = (messageId: string, key: string): string => `${messageId} ${key}`;

const sourceOf = ({ messageId }: RunOrder): string => `EDI:${messageId}`;

/**
 * Books a run of orders of one partner with two questions to the graph, where each alone would take two. Every order
 * is answered for itself, and after a crash each finds its own work by its source, just as if it had come alone.
 * `booked` are the numbers of the runs before, by `numberIn`.
 */
export async function carryOutOrders(
  graph: GraphClient,
  partner: Partner,
  run: readonly RunOrder[],
  booked: ReadonlySet<string>,
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
  const results: SetResult[] = [];
  const here = new Set<string>();
  for (const [index, order] of run.entries()) {
    const { key } = order.mapped;
    const consignee = consignees[index] ?? null;
    const number = numberIn(order.messageId, key);
    const again = here.has(number) || booked.has(number);
    const told =
      consignee && isRefusal(consignee)
        ? refusedByGraph(key, consignee)
        : await resultOf(orders, order, created.get(order), again);
    if (told.outcome === 'DONE') here.add(number);
    results.push(told);
  }
  return results;
}

/**
 * Orders of one file mostly go to the same few places. One that is named again and again is asked for once; after
 * another it is asked for again, because the last word on a place counts.
 */
async function consigneesOf(orders: GraphOrders, run: readonly RunOrder[]): Promise<(Asked<{ id: string }> | null)[]> {
  const asked: ConsigneeInput[] = [];
  let last = '';
  const places = run.map(({ mapped: { consignee } }) => {
    if (!consignee) return null;
    const name = JSON.stringify(consignee);
    if (name !== last) asked.push(consignee);
    last = name;
    return asked.length - 1;
  });
  const answers = asked.length > 0 ? await orders.registerConsignees(asked) : [];
  return places.map((place) => (place === null ? null : (answers[place] ?? null)));
}

async function resultOf(
  orders: GraphOrders,
  order: RunOrder,
  answer: Asked<OrderedShipment> | undefined,
  again: boolean,
): Promise<SetResult> {
  const { key } = order.mapped;
  if (!answer) throw new Error(`the graph did not answer for order ${key}`);
  if (!isRefusal(answer)) return result('DONE', key, order.mapped.warnings.join(' ') || null, answer.id);
  if (answer.code !== 'SHIPMENT_ORDER_EXISTS') return refusedByGraph(key, answer);
  return existing(orders, 'ORDER', order.mapped, {
    source: again ? null : sourceOf(order),
    cameBefore: order.cameBefore,
  });
}
