import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import type { ClaimInput } from '../transactions/mapped.ts';
import type { Asked } from './graph-orders.ts';

/** A claim as an effect leaves or finds it. */
export interface FoundClaim {
  readonly id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly state: string;
  readonly source: string | null;
  readonly shipment: { readonly id: string };
}

/** A shipment that a claim may be about. */
export interface NamedShipment {
  readonly id: string;
  readonly number: string;
}

const CLAIM = 'id number reference state source shipment { id }';
const FILE = `mutation FileClaim($input: FileClaimInput!) {
  fileClaim(input: $input) { __typename ... on Claim { ${CLAIM} } ... on Refusal { code message fix } } }`;
const FIND = `query ClaimByNumber($filter: ClaimFilter!) { claims(filter: $filter, first: 20) { nodes { ${CLAIM} } } }`;
const FIND_SHIPMENT = `query ShipmentClaimedFor($accountId: ID!, $reference: String!) {
  referring: shipments(filter: { accountId: $accountId, reference: $reference }, first: 2) { nodes { id number } }
  numbered: shipments(filter: { accountId: $accountId, search: $reference }, first: 20) { nodes { id number } } }`;

/** The claims of one account, as the graph offers them to the bridge. */
export class GraphClaims {
  readonly #graph: GraphClient;
  readonly #viewer: Viewer;
  readonly #accountId: string;

  constructor(graph: GraphClient, viewer: Viewer, accountId: string) {
    this.#graph = graph;
    this.#viewer = viewer;
    this.#accountId = accountId;
  }

  async file(
    input: ClaimInput & { shipmentId: string; source: string; idempotencyKey: string },
  ): Promise<Asked<FoundClaim>> {
    const asserted = { kind: 'CLAIM', liabilityAsserted: true, ...input };
    const data = await this.#graph.execute<{ fileClaim: Asked<FoundClaim> }>(FILE, { input: asserted }, this.#viewer);
    return data.fileClaim;
  }

  /** The account's claim with this number of the claimant or of ours. A draft is none; one that runs comes before one that was withdrawn. */
  async find(reference: string): Promise<FoundClaim | null> {
    const filter = { accountId: this.#accountId, reference };
    const { claims } = await this.#graph.execute<{ claims: { nodes: FoundClaim[] } }>(FIND, { filter }, this.#viewer);
    const filed = claims.nodes.filter(({ state }) => state !== 'DRAFT');
    return filed.find(({ state }) => state !== 'WITHDRAWN') ?? filed[0] ?? null;
  }

  /** The shipments of the account that are known by a number: two at most for one that another party gave. */
  async shipmentsKnownBy(reference: string): Promise<NamedShipment[]> {
    const variables = { accountId: this.#accountId, reference };
    const { referring, numbered } = await this.#graph.execute<{
      referring: { nodes: NamedShipment[] };
      numbered: { nodes: NamedShipment[] };
    }>(FIND_SHIPMENT, variables, this.#viewer);
    const ours = numbered.nodes.filter(({ number }) => number === reference);
    return ours.length > 0 ? ours : referring.nodes;
  }
}
