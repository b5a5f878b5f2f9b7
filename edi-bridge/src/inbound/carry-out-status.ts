import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';
import type { Mapped, StatusInput } from '../transactions/mapped.ts';
import { type Carried, findCarried } from './find-carried.ts';
import { type Asked, isRefusal } from './graph-orders.ts';
import { refusedByGraph, result, type SetResult } from './set-result.ts';

const RECORD = `mutation RecordMilestone($input: RecordMilestoneInput!) {
  recordMilestone(input: $input) { __typename ... on Shipment { id number } ... on Refusal { code message fix } } }`;

// A carrier's facts concern shipments of many accounts; which ones it may touch is decided by its SCAC alone.
const bridge = systemViewer('EDI carrier');

/** A carrier's 214: every fact of it on the shipment that this carrier carries under its PRO or our number. */
export async function carryOutStatus(
  graph: GraphClient,
  partner: Partner,
  mapped: Extract<Mapped, { kind: 'status' }>,
  messageId: string,
): Promise<SetResult> {
  const { key, load, facts } = mapped;
  if (!partner.carrierScac) {
    return result('REFUSED', key, 'Only a partner that is set up as a carrier may report the state of a shipment.');
  }
  const shipment = await findCarried(graph, partner.carrierScac, [key, load]);
  if (shipment === 'many')
    return result('HELD', key, `More than one shipment is known by ${key}: a person has to choose.`);
  if (!shipment) return result('REFUSED', key, `${partner.carrierScac} carries no shipment that is known by ${key}.`);
  for (const [index, fact] of facts.entries()) {
    const answer = await record(graph, shipment, fact, `EDI:${messageId}:${key}:${index}`);
    if (isRefusal(answer)) return refusedByGraph(key, answer, shipment.id);
  }
  return result('DONE', key, null, shipment.id);
}

async function record(
  graph: GraphClient,
  shipment: Carried,
  fact: StatusInput,
  idempotencyKey: string,
): Promise<Asked<Carried>> {
  const input = { shipmentId: shipment.id, ...fact, source: 'carrier', idempotencyKey: idempotencyKey.slice(-64) };
  const data = await graph.execute<{ recordMilestone: Asked<Carried> }>(RECORD, { input }, bridge);
  return data.recordMilestone;
}
