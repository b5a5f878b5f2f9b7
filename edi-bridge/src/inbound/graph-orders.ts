import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import type { Refusal } from '@quayside/shared/result';
import type { ConsigneeInput, OrderInput } from '../transactions/mapped.ts';

/** A shipment as an effect leaves or finds it. */
export interface OrderedShipment {
  readonly id: string;
  readonly number: string;
  readonly source: string;
  readonly state: string;
}

/** A refusal of the graph, or what was asked for. */
export type Asked<T> = ({ readonly __typename: 'Refusal' } & Refusal) | ({ readonly __typename: string } & T);

export const isRefusal = <T>(asked: Asked<T>): asked is { readonly __typename: 'Refusal' } & Refusal =>
  asked.__typename === 'Refusal';

const SHIPMENT = '__typename ... on Shipment { id number source state } ... on Refusal { code message fix }';
const REGISTER = `mutation RegisterConsignee($input: RegisterConsigneeInput!) {
  registerConsignee(input: $input) { __typename ... on Consignee { id } ... on Refusal { code message fix } } }`;
const REGISTER_ALL = `mutation RegisterConsignees($inputs: [RegisterConsigneeInput!]!) {
  registerConsignees(inputs: $inputs) { __typename ... on Consignee { id } ... on Refusal { code message fix } } }`;
const CREATE_ALL = `mutation CreateShipments($inputs: [CreateShipmentInput!]!) {
  createShipments(inputs: $inputs) { ${SHIPMENT} } }`;
const TENDER = `mutation TenderLoad($input: TenderLoadInput!) { tenderLoad(input: $input) { ${SHIPMENT} } }`;
const CANCEL = `mutation CancelShipment($id: ID!, $reason: String!) {
  cancelShipment(id: $id, reason: $reason) { ${SHIPMENT} } }`;
const CHANGE = `mutation ChangeOrder($input: ChangeOrderInput!) { changeOrder(input: $input) { ${SHIPMENT} } }`;
const FIND = `query ShipmentByNumber($filter: ShipmentFilter!, $after: String) {
  shipments(filter: $filter, first: 100, after: $after) {
    nodes { id number source state references { kind value } } pageInfo { hasNextPage endCursor } } }`;

interface Found {
  readonly shipments: {
    readonly nodes: readonly (OrderedShipment & { readonly references: readonly { kind: string; value: string }[] })[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** An order as it is to be booked. */
export type NewOrder = OrderInput & {
  readonly orderNumber: string;
  readonly source: string;
  readonly consigneeId: string | null;
};

/** The orders of one account, as the graph offers them to the bridge. */
export class GraphOrders {
  readonly #graph: GraphClient;
  readonly #viewer: Viewer;
  readonly #accountId: string;

  constructor(graph: GraphClient, viewer: Viewer, accountId: string) {
    this.#graph = graph;
    this.#viewer = viewer;
    this.#accountId = accountId;
  }

  async registerConsignee(input: ConsigneeInput): Promise<Asked<{ id: string }>> {
    const data = await this.#run<{ registerConsignee: Asked<{ id: string }> }>(REGISTER, input);
    return data.registerConsignee;
  }

  /** Several at once, answered in their order. */
  async registerConsignees(inputs: readonly ConsigneeInput[]): Promise<Asked<{ id: string }>[]> {
    const data = await this.#runAll<{ registerConsignees: Asked<{ id: string }>[] }>(REGISTER_ALL, inputs);
    return data.registerConsignees;
  }

  /** Several at once, answered in their order. */
  async createShipments(orders: readonly NewOrder[]): Promise<Asked<OrderedShipment>[]> {
    const data = await this.#runAll<{ createShipments: Asked<OrderedShipment>[] }>(CREATE_ALL, orders);
    return data.createShipments;
  }

  async tenderLoad(
    load: OrderInput & {
      loadNumber: string;
      purpose: string;
      source: string;
      respondBy: string | null;
      consigneeId: string | null;
    },
  ): Promise<Asked<OrderedShipment>> {
    return (await this.#run<{ tenderLoad: Asked<OrderedShipment> }>(TENDER, load)).tenderLoad;
  }

  async changeOrder(id: string, order: OrderInput & { consigneeId: string | null }): Promise<Asked<OrderedShipment>> {
    const data = await this.#graph.execute<{ changeOrder: Asked<OrderedShipment> }>(
      CHANGE,
      { input: { id, ...order } },
      this.#viewer,
    );
    return data.changeOrder;
  }

  async cancelShipment(id: string, reason: string): Promise<Asked<OrderedShipment>> {
    const data = await this.#graph.execute<{ cancelShipment: Asked<OrderedShipment> }>(
      CANCEL,
      { id, reason },
      this.#viewer,
    );
    return data.cancelShipment;
  }

  /** The account's shipment with exactly this order or load number. */
  async find(kind: 'ORDER' | 'LOAD', number: string): Promise<OrderedShipment | null> {
    const filter = { accountId: this.#accountId, reference: number };
    for (let after: string | null = null; ; ) {
      const { shipments }: Found = await this.#graph.execute<Found>(FIND, { filter, after }, this.#viewer);
      const match = shipments.nodes.find(({ references }) =>
        references.some((one) => one.kind === kind && one.value === number),
      );
      if (match) return match;
      if (!shipments.pageInfo.hasNextPage) return null;
      after = shipments.pageInfo.endCursor;
    }
  }

  #run<Data>(document: string, input: object): Promise<Data> {
    return this.#graph.execute<Data>(document, { input: { accountId: this.#accountId, ...input } }, this.#viewer);
  }

  #runAll<Data>(document: string, inputs: readonly object[]): Promise<Data> {
    const owned = inputs.map((input) => ({ accountId: this.#accountId, ...input }));
    return this.#graph.execute<Data>(document, { inputs: owned }, this.#viewer);
  }
}
