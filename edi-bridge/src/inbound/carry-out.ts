import type { EdiSet, SetOutcome } from '../message/message.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { type Asked, type GraphOrders, isRefusal, type OrderedShipment } from './graph-orders.ts';

/** What a set's effect leaves in the ledger. */
export type SetResult = Pick<EdiSet, 'outcome' | 'businessKey' | 'shipmentId' | 'note'>;

const result = (
  outcome: SetOutcome,
  key: string | null,
  note: string | null,
  shipmentId: string | null = null,
): SetResult => ({ outcome, businessKey: key, shipmentId, note });

/** Has the graph do what a set asks for. `source` names the message, so that a second try finds its own work. */
export async function carryOut(orders: GraphOrders, mapped: Mapped, source: string): Promise<SetResult> {
  switch (mapped.kind) {
    case 'order':
      return order(orders, mapped, source);
    case 'tender':
      return tender(orders, mapped, source);
    case 'cancel':
      return cancel(orders, mapped.key, mapped.reason);
    case 'hold':
      return result('HELD', mapped.key, mapped.note);
    case 'quarantine':
      return result('QUARANTINED', mapped.key, mapped.note);
    case 'refuse':
      return result('REFUSED', mapped.key || null, mapped.note);
  }
}

async function order(
  orders: GraphOrders,
  mapped: Extract<Mapped, { kind: 'order' }>,
  source: string,
): Promise<SetResult> {
  const { key, warnings } = mapped;
  const consignee = mapped.consignee && (await orders.registerConsignee(mapped.consignee));
  if (consignee && isRefusal(consignee)) return result('REFUSED', key, sentence(consignee));
  const input = { ...mapped.input, orderNumber: key, source, consigneeId: consignee?.id ?? null };
  const created = await orders.createShipment(input);
  if (!isRefusal(created)) return result('DONE', key, warnings.join(' ') || null, created.id);
  if (created.code !== 'SHIPMENT_ORDER_EXISTS') return result('REFUSED', key, sentence(created));
  return existing(orders, 'ORDER', key, source, warnings);
}

/** The number is taken: by our own first try before a crash, or by an earlier order, which stays as it is. */
async function existing(
  orders: GraphOrders,
  kind: 'ORDER' | 'LOAD',
  key: string,
  source: string,
  warnings: readonly string[],
): Promise<SetResult> {
  const found = await orders.find(kind, key);
  if (found?.source === source) return result('DONE', key, warnings.join(' ') || null, found.id);
  const name = found ? `${key} exists already as ${found.number}` : `${key} exists already`;
  const how = kind === 'ORDER' ? 'send W0501 R' : 'send B2A01 04';
  return result('REFUSED', key, `${name}; nothing was changed. To change it, ${how}.`, found?.id ?? null);
}

async function tender(
  orders: GraphOrders,
  mapped: Extract<Mapped, { kind: 'tender' }>,
  source: string,
): Promise<SetResult> {
  const { key, purpose, respondBy } = mapped;
  const consignee = mapped.consignee && (await orders.registerConsignee(mapped.consignee));
  if (consignee && isRefusal(consignee)) return result('REFUSED', key, sentence(consignee));
  const consigneeId = consignee?.id ?? null;
  const answer = await orders.tenderLoad({ ...mapped.input, loadNumber: key, purpose, source, respondBy, consigneeId });
  if (!isRefusal(answer)) return result('DONE', key, mapped.warnings.join(' ') || null, answer.id);
  if (answer.code.endsWith('_EXISTS')) return existing(orders, 'LOAD', key, source, mapped.warnings);
  return result('REFUSED', key, sentence(answer));
}

/** A cancellation of what nobody ordered never creates anything. */
async function cancel(orders: GraphOrders, key: string, reason: string): Promise<SetResult> {
  const found = await orders.find('ORDER', key);
  if (!found) return result('REFUSED', key, `There is no order ${key} to cancel.`);
  const answer: Asked<OrderedShipment> = await orders.cancelShipment(found.id, reason);
  return isRefusal(answer)
    ? result('REFUSED', key, sentence(answer), found.id)
    : result('DONE', key, `${found.number} was cancelled.`, found.id);
}

const sentence = ({ message, fix }: { message: string; fix?: string }): string => (fix ? `${message} ${fix}` : message);
