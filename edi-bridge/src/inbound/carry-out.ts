import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { carryOutAnswers } from './carry-out-answers.ts';
import { carryOutClaim, traceClaims } from './carry-out-claims.ts';
import { cancelNotice, carryOutNotice, changeNotice } from './carry-out-inbound.ts';
import { carryOutCarrierInvoice, carryOutPayment, carryOutUnsaidPayment } from './carry-out-money.ts';
import { carryOutStatus } from './carry-out-status.ts';
import type { CameBefore, OwnWork } from './earlier-contents.ts';
import { existing } from './earlier-order.ts';
import { GraphClaims } from './graph-claims.ts';
import { GraphInbound } from './graph-inbound.ts';
import { type Asked, GraphOrders, isRefusal, type OrderedShipment } from './graph-orders.ts';
import { partnerViewer } from './partner-viewer.ts';
import { refusedByGraph, result, type SetResult } from './set-result.ts';

/** In whose name, and for which message, the graph is asked. */
export interface Errand {
  readonly graph: GraphClient;
  readonly partner: Partner;
  readonly messageId: string;
  readonly cameBefore: CameBefore;
}

/** Has the graph do what a set asks for that is no new order: those go in runs. The source names the message, so that a second try finds its own work. */
export async function carryOut(errand: Errand, mapped: Exclude<Mapped, { kind: 'order' }>): Promise<SetResult> {
  const { graph, partner, messageId, cameBefore } = errand;
  const own = { source: `EDI:${messageId}`, cameBefore };
  const viewer = partnerViewer(partner);
  const orders = new GraphOrders(graph, viewer, partner.accountId);
  const inbound = new GraphInbound(graph, viewer, partner.accountId);
  switch (mapped.kind) {
    case 'order-change':
      return changeOrder(orders, mapped);
    case 'tender':
      return tender(orders, mapped, own);
    case 'cancel':
      return cancel(orders, mapped.key, mapped.reason);
    case 'notice':
      return carryOutNotice(inbound, mapped, own);
    case 'notice-change':
      return changeNotice(inbound, mapped);
    case 'cancel-notice':
      return cancelNotice(inbound, 'PURCHASE_ORDER', mapped.key, mapped.reason);
    case 'status':
      return carryOutStatus(graph, partner, mapped, messageId);
    case 'claim':
      return carryOutClaim(new GraphClaims(graph, viewer, partner.accountId), mapped, own);
    case 'claim-tracer':
      return traceClaims(new GraphClaims(graph, viewer, partner.accountId), partner, mapped);
    case 'claim-answer':
      return carryOutAnswers(graph, partner, mapped, messageId);
    case 'payment':
      return carryOutPayment(graph, partner, mapped, own);
    case 'payment-without-currency':
      return carryOutUnsaidPayment(graph, partner, mapped, own);
    case 'carrier-invoice':
      return carryOutCarrierInvoice(graph, partner, mapped, own);
    case 'stock-inquiry':
      return result('DONE', mapped.key, partner.outSets.includes('846') ? null : NO_REPORT);
    case 'hold':
      return result('HELD', mapped.key, mapped.note);
    case 'quarantine':
      return result('QUARANTINED', mapped.key, mapped.note);
    case 'refuse':
      return result('REFUSED', mapped.key || null, mapped.note);
  }
}

const NO_REPORT = 'No answer went out: the profile of this partner has no 846.';

/** A change of what nobody ordered creates nothing: the order may be on its way, or it was never sent. */
async function changeOrder(orders: GraphOrders, mapped: Extract<Mapped, { kind: 'order-change' }>): Promise<SetResult> {
  const { key, warnings } = mapped;
  const found = await orders.find('ORDER', key);
  if (!found) return result('REFUSED', key, `There is no order ${key} to change. To order it, send W0501 N.`);
  const consignee = mapped.consignee && (await orders.registerConsignee(mapped.consignee));
  if (consignee && isRefusal(consignee)) return refusedByGraph(key, consignee, found.id);
  const answer = await orders.changeOrder(found.id, { ...mapped.input, consigneeId: consignee?.id ?? null });
  return isRefusal(answer)
    ? refusedByGraph(key, answer, found.id)
    : result('DONE', key, [`${found.number} was changed.`, ...warnings].join(' '), found.id);
}

async function tender(
  orders: GraphOrders,
  mapped: Extract<Mapped, { kind: 'tender' }>,
  own: OwnWork,
): Promise<SetResult> {
  const { key, purpose, respondBy } = mapped;
  const consignee = mapped.consignee && (await orders.registerConsignee(mapped.consignee));
  if (consignee && isRefusal(consignee)) return refusedByGraph(key, consignee);
  const consigneeId = consignee?.id ?? null;
  const { source } = own;
  const answer = await orders.tenderLoad({ ...mapped.input, loadNumber: key, purpose, source, respondBy, consigneeId });
  if (!isRefusal(answer)) return result('DONE', key, mapped.warnings.join(' ') || null, answer.id);
  if (answer.code.endsWith('_EXISTS')) return existing(orders, 'LOAD', mapped, own);
  return refusedByGraph(key, answer);
}

/** A cancellation of what nobody ordered never creates anything. */
async function cancel(orders: GraphOrders, key: string, reason: string): Promise<SetResult> {
  const found = await orders.find('ORDER', key);
  if (!found) return result('REFUSED', key, `There is no order ${key} to cancel.`);
  const answer: Asked<OrderedShipment> = await orders.cancelShipment(found.id, reason);
  return isRefusal(answer)
    ? refusedByGraph(key, answer, found.id)
    : result('DONE', key, `${found.number} was cancelled.`, found.id);
}
