import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';

interface Line {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly unit: string;
  readonly expectedQuantity: number;
  /** Null until a part of the delivery was counted. */
  readonly shortQuantity: number | null;
  readonly productIds: readonly { qualifier: string; value: string }[];
}
interface Notice {
  readonly id: string;
  readonly state: string;
  readonly account: { readonly id: string };
  readonly warehouse: string;
  readonly carrierScac: string | null;
  readonly parties: readonly { role: string; name: string }[];
  readonly lines: readonly Line[];
}

const FIND = `query($states: [InboundState!]) {
  inboundNotices(filter: { kind: STOCK_TRANSFER, states: $states }, first: 20) { nodes {
    id state account { id } warehouse carrierScac parties { role name }
    lines { lineNumber sku description unit expectedQuantity shortQuantity productIds { qualifier value } }
  } }
}`;
const ANNOUNCE = 'mutation($input: AnnounceInboundInput!) { announceInbound(input: $input) { __typename } }';
const ARRIVE = 'mutation($id: ID!) { arriveInbound(id: $id) { __typename } }';
const RECEIVE = 'mutation($input: ReceiveInboundInput!) { receiveInbound(input: $input) { __typename } }';
/** So many stay as they are, for a visitor to deal with. */
const FEWEST_ARRIVED = 4;
const FEWEST_EXPECTED = 6;
const DAMAGED_SHARE = 0.3;

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

/** One step of goods on their way in: counted, let in at the gate, or announced anew, so that the demo never runs dry. */
export async function moveInbound(graph: GraphClient, viewer: Viewer): Promise<void> {
  const find = async (...states: string[]): Promise<readonly Notice[]> =>
    (await graph.execute<{ inboundNotices: { nodes: Notice[] } }>(FIND, { states }, viewer)).inboundNotices.nodes;
  const waiting = await find('ARRIVED');
  const arrived = pick(waiting);
  if (arrived && waiting.length > FEWEST_ARRIVED)
    return run(graph, viewer, RECEIVE, { input: { id: arrived.id, lines: arrived.lines.map(countOf) } });
  const expected = await find('EXPECTED');
  const next = pick(expected);
  if (next && expected.length >= FEWEST_EXPECTED) return run(graph, viewer, ARRIVE, { id: next.id });
  const earlier = pick(await find('RECEIVED'));
  if (earlier) await run(graph, viewer, ANNOUNCE, { input: repeated(earlier, Date.now()) });
}

/** Most lines come as they were announced; now and then some pieces are damaged. */
const countOf = ({ lineNumber, expectedQuantity, shortQuantity }: Line) => ({
  lineNumber,
  quantity: shortQuantity ?? expectedQuantity,
  damaged:
    (shortQuantity ?? expectedQuantity) > 6 && Math.random() < DAMAGED_SHARE ? 1 + Math.floor(Math.random() * 6) : 0,
  location: `R-0${1 + Math.floor(Math.random() * 9)}-1`,
});

const repeated = ({ account, warehouse, carrierScac, parties, lines }: Notice, now: number) => ({
  accountId: account.id,
  source: 'DEMO',
  orderNumber: `TR-${now}`,
  warehouse,
  carrierScac,
  parties,
  lines: lines.filter((line) => line.expectedQuantity > 0).map(({ shortQuantity: _, ...line }) => line),
  expectedAt: new Date(now + DAY).toISOString(),
});

async function run(graph: GraphClient, viewer: Viewer, document: string, variables: object): Promise<void> {
  await graph.execute(document, { ...variables }, viewer);
}
