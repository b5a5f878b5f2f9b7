import { AppError } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';

const MOST = 100;
const NAMED = `query ShipmentsNamed($reference: String!) {
  referring: shipments(filter: { reference: $reference }, first: ${MOST}) { nodes { id number } }
  numbered: shipments(filter: { search: $reference }, first: ${MOST}) { nodes { id number } } }`;

interface Found {
  readonly nodes: readonly { readonly id: string; readonly number: string }[];
}

/**
 * Shipments that the viewer may see under a number: a PO, a BOL, our own. The graph keeps every reference, so that the
 * ledger needs no copy of them. Without a graph, as in administration, only the ledger's own numbers are found.
 */
export async function shipmentsNamed(
  graph: GraphClient | null,
  viewer: Viewer,
  reference: string | null | undefined,
): Promise<string[]> {
  if (!graph || !reference) return [];
  try {
    const found = await graph.execute<{ referring: Found; numbered: Found }>(NAMED, { reference }, viewer);
    const ours = found.numbered.nodes.filter(({ number }) => number === reference);
    return [...new Set([...found.referring.nodes, ...ours].map(({ id }) => id))];
  } catch (error) {
    // A key for EDI alone may not read shipments: the ledger's own numbers are all that it finds.
    if (error instanceof AppError && error.code === 'FORBIDDEN') return [];
    throw error;
  }
}
