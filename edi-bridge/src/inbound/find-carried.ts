import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';

const FIND = `query ShipmentOfCarrier($filter: ShipmentFilter!) {
  shipments(filter: $filter, first: 2) { nodes { id number account { id } } } }`;

/** A shipment that a carrier carries. */
export interface Carried {
  readonly id: string;
  readonly number: string;
}

// A carrier's facts concern shipments of many accounts; which ones it may touch is decided by its SCAC alone.
const bridge = systemViewer('EDI carrier');

/** The one shipment of a carrier that the first of these numbers names which names any; `many` for a person to choose. */
export async function findCarried(
  graph: GraphClient,
  carrierScac: string,
  numbers: readonly string[],
): Promise<Carried | 'many' | null> {
  for (const reference of new Set(numbers.filter(Boolean))) {
    const filter = { carrierScac, reference };
    const { shipments } = await graph.execute<{ shipments: { nodes: Carried[] } }>(FIND, { filter }, bridge);
    if (shipments.nodes.length > 1) return 'many';
    if (shipments.nodes[0]) return shipments.nodes[0];
  }
  return null;
}
