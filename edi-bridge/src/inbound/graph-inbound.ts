import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import type { NoticeInput } from '../transactions/mapped.ts';
import type { Asked } from './graph-orders.ts';

/** Goods that are to come in, as an effect leaves or finds them. */
export interface FoundNotice {
  readonly id: string;
  readonly number: string;
  readonly source: string;
  readonly state: string;
  readonly lines: NoticeInput['lines'];
}

const LINES = `lines { lineNumber sku description lot unit expectedQuantity priceMinor currency
  productIds { qualifier value } }`;
const NOTICE = `__typename ... on InboundNotice { id number source state ${LINES} } ... on Refusal { code message fix }`;
const ANNOUNCE = `mutation AnnounceInbound($input: AnnounceInboundInput!) { announceInbound(input: $input) { ${NOTICE} } }`;
const CHANGE = `mutation ChangeInbound($id: ID!, $input: ChangeInboundInput!) {
  changeInbound(id: $id, input: $input) { ${NOTICE} } }`;
const CANCEL = `mutation CancelInbound($id: ID!, $reason: String!) { cancelInbound(id: $id, reason: $reason) { ${NOTICE} } }`;
const FIND = `query InboundByNumber($filter: InboundFilter!) {
  inboundNotices(filter: $filter, first: 1) { nodes { id number source state ${LINES} } } }`;

/** The inbound notices of one account, as the graph offers them to the bridge. */
export class GraphInbound {
  readonly #graph: GraphClient;
  readonly #viewer: Viewer;
  readonly #accountId: string;

  constructor(graph: GraphClient, viewer: Viewer, accountId: string) {
    this.#graph = graph;
    this.#viewer = viewer;
    this.#accountId = accountId;
  }

  async announce(input: NoticeInput & { orderNumber: string; source: string }): Promise<Asked<FoundNotice>> {
    const variables = { input: { accountId: this.#accountId, ...input } };
    const data = await this.#graph.execute<{ announceInbound: Asked<FoundNotice> }>(ANNOUNCE, variables, this.#viewer);
    return data.announceInbound;
  }

  async change(id: string, input: Partial<Omit<NoticeInput, 'kind'>>): Promise<Asked<FoundNotice>> {
    const data = await this.#graph.execute<{ changeInbound: Asked<FoundNotice> }>(CHANGE, { id, input }, this.#viewer);
    return data.changeInbound;
  }

  async cancel(id: string, reason: string): Promise<Asked<FoundNotice>> {
    const data = await this.#graph.execute<{ cancelInbound: Asked<FoundNotice> }>(CANCEL, { id, reason }, this.#viewer);
    return data.cancelInbound;
  }

  /** The account's notice of this kind with exactly this number of the depositor. */
  async find(kind: NoticeInput['kind'], orderNumber: string): Promise<FoundNotice | null> {
    const filter = { accountId: this.#accountId, kind, orderNumber };
    const data = await this.#graph.execute<{ inboundNotices: { nodes: FoundNotice[] } }>(
      FIND,
      { filter },
      this.#viewer,
    );
    return data.inboundNotices.nodes[0] ?? null;
  }
}
