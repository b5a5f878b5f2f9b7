import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { GraphInbound } from './graph-inbound.ts';
import { type Asked, isRefusal } from './graph-orders.ts';
import { type SetResult, sentence } from './set-result.ts';

// The answer is ours and not the partner's: a customer's key may not accept its own tender.
const rule = systemViewer('EDI rule');

const ACCEPT = `mutation AcceptTender($id: ID!) { acceptTender(id: $id) {
  __typename ... on Shipment { id } ... on Refusal { code message fix } } }`;
const CONFIRM = `mutation ConfirmInbound($id: ID!) { confirmInbound(id: $id) {
  __typename ... on InboundNotice { id } ... on Refusal { code message fix } } }`;

/** Gives the answer that was agreed beforehand: loads that are always taken, purchase orders that are always expected. */
export async function answerByRule(
  graph: GraphClient,
  partner: Partner,
  mapped: Mapped,
  result: SetResult,
): Promise<SetResult> {
  if (result.outcome !== 'DONE') return result;
  const answer = await ruled(graph, partner, mapped, result);
  if (!answer || !isRefusal(answer)) return result;
  // The order stands; only its answer has to come from a person now.
  return { ...result, note: [result.note, `Not answered by rule: ${sentence(answer)}`].filter(Boolean).join(' ') };
}

async function ruled(
  graph: GraphClient,
  partner: Partner,
  mapped: Mapped,
  { shipmentId }: SetResult,
): Promise<Asked<{ id: string }> | null> {
  if (mapped.kind === 'tender' && mapped.purpose !== '01' && partner.tenderRule === 'ACCEPT' && shipmentId) {
    const data = await graph.execute<{ acceptTender: Asked<{ id: string }> }>(ACCEPT, { id: shipmentId }, rule);
    return data.acceptTender;
  }
  const bought = mapped.kind === 'notice' && mapped.purpose !== 'CANCEL' && mapped.input.kind === 'PURCHASE_ORDER';
  if (partner.confirmRule !== 'CONFIRM' || !(bought || mapped.kind === 'notice-change')) return null;
  const found = await new GraphInbound(graph, rule, partner.accountId).find('PURCHASE_ORDER', mapped.key);
  if (!found) return null;
  const data = await graph.execute<{ confirmInbound: Asked<{ id: string }> }>(CONFIRM, { id: found.id }, rule);
  return data.confirmInbound;
}
