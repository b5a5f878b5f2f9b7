import { randomUUID } from 'node:crypto';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import { moveInbound } from './inbound-traffic.ts';
import { EARLIER, type EarlierShipment, repeatOrder } from './repeat-order.ts';

const EVERY_MS = 2_000;
const viewer = systemViewer('Demo traffic');

interface MovingStop {
  readonly sequence: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
}
interface MovingShipment {
  readonly id: string;
  readonly state: string;
  readonly createdAt: string;
  readonly promisedAt: string | null;
  readonly carrierScac: string | null;
  readonly lines: readonly MovingLine[];
  readonly stops: readonly MovingStop[];
}
interface MovingLine {
  readonly lineNumber: number;
  readonly orderedQuantity: number;
  readonly reservedQuantity: number | null;
}

const SHIPPERS = 'query { accounts(first: 20) { nodes { id } } }';
// As many as the list of a shipper shows at first.
const FIRST_PAGE = `query($accountId: ID!) {
  shipments(filter: { accountId: $accountId }, first: 25) { nodes { id state createdAt promisedAt carrierScac lines { lineNumber orderedQuantity reservedQuantity } stops { sequence latitude longitude } } }
}`;
const MILESTONE =
  'mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) { __typename ... on Refusal { code message } } }';
const SHIP =
  'mutation($input: ShipShipmentInput!) { shipShipment(input: $input) { __typename ... on Refusal { code message } } }';
const ORDER =
  'mutation($input: CreateShipmentInput!) { createShipment(input: $input) { __typename ... on Refusal { code message } } }';
const PICK = 'mutation($id: ID!) { startPicking(id: $id) { __typename } }';
const PACK = 'mutation($id: ID!) { packShipment(id: $id) { __typename } }';

/** As much comes in as goes out, so that the demo never runs dry. */
const NEW_ORDER_SHARE = 0.12;
const INBOUND_SHARE = 0.1;
const MOVING = ['BOOKED', 'PICKING', 'PACKED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'];
const LAST_MILE_SHARE = 0.25;

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

/** Moves demo shipments while somebody watches: one small fact every few seconds. */
export class DemoTraffic {
  readonly #graph: GraphClient;
  readonly #log: Log;
  #timer: NodeJS.Timeout | null = null;
  #shippers: readonly string[] = [];
  #turn = 0;
  #running: Promise<void> | null = null;

  constructor(graph: GraphClient, log: Log) {
    this.#graph = graph;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running ??= this.#move()
        .catch((error: unknown) => this.#log.warn({ err: error }, 'demo traffic stumbled'))
        .finally(() => {
          this.#running = null;
        });
    }, EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #move(): Promise<void> {
    if (Math.random() < INBOUND_SHARE) return moveInbound(this.#graph, viewer);
    const accountId = await this.#nextShipper();
    if (!accountId || Math.random() < NEW_ORDER_SHARE) return this.#order();
    const found = await this.#graph.execute<{ shipments: { nodes: MovingShipment[] } }>(
      FIRST_PAGE,
      { accountId },
      viewer,
    );
    const shipment = pick(found.shipments.nodes.filter(({ state }) => MOVING.includes(state)));
    if (shipment) await this.#advance(shipment);
    else await this.#order();
  }

  /** Each shipper in turn: whoever opens a first page soon sees something move on it. */
  async #nextShipper(): Promise<string | undefined> {
    if (this.#shippers.length === 0) {
      const { accounts } = await this.#graph.execute<{ accounts: { nodes: { id: string }[] } }>(SHIPPERS, {}, viewer);
      this.#shippers = accounts.nodes.map(({ id }) => id);
    }
    this.#turn += 1;
    return this.#shippers[this.#turn % this.#shippers.length];
  }

  async #advance(shipment: MovingShipment): Promise<void> {
    const { id } = shipment;
    switch (shipment.state) {
      case 'BOOKED':
        return this.#run(PICK, { id });
      case 'PICKING':
        return this.#run(PACK, { id });
      case 'PACKED':
        return this.#run(SHIP, {
          input: {
            id,
            carrierScac: shipment.carrierScac,
            pro: `D${Date.now() % 10_000_000}`,
            lines: shipment.lines.map(standingReady),
          },
        });
      case 'OUT_FOR_DELIVERY':
        return this.#record(shipment, 'D1', { stop: shipment.stops.at(-1)?.sequence });
      default:
        if (Math.random() < LAST_MILE_SHARE) return this.#record(shipment, 'AM', {});
        return this.#record(shipment, 'X6', { ...positionOf(shipment), place: 'On the road' });
    }
  }

  /** One of the earlier orders comes again. */
  async #order(): Promise<void> {
    const found = await this.#graph.execute<{ shipments: { nodes: EarlierShipment[] } }>(EARLIER, {}, viewer);
    const earlier = pick(found.shipments.nodes);
    const now = Date.now();
    if (earlier) await this.#run(ORDER, { input: repeatOrder(earlier, `SO-${now}`, now) });
  }

  #record(shipment: MovingShipment, code: string, more: Record<string, unknown>): Promise<void> {
    const facts = {
      shipmentId: shipment.id,
      code,
      at: new Date().toISOString(),
      source: 'demo',
      idempotencyKey: randomUUID(),
    };
    return this.#run(MILESTONE, { input: { ...facts, ...more } });
  }

  async #run(document: string, variables: Record<string, unknown>): Promise<void> {
    await this.#graph.execute(document, variables, viewer);
  }
}

/** What was not in stock when the order was picked stays behind. */
const standingReady = ({ lineNumber, orderedQuantity, reservedQuantity }: MovingLine) => ({
  lineNumber,
  shippedQuantity: reservedQuantity ?? orderedQuantity,
});

/** Where a truck that keeps its promise would be now, on the straight line between first and last stop. */
function positionOf({ createdAt, promisedAt, stops }: MovingShipment): { latitude?: number; longitude?: number } {
  const [from, to] = [stops[0], stops.at(-1)];
  if (
    !from ||
    !to ||
    from.latitude === null ||
    from.longitude === null ||
    to.latitude === null ||
    to.longitude === null
  )
    return {};
  const start = Date.parse(createdAt);
  const end = promisedAt ? Date.parse(promisedAt) : Date.now();
  const share = Math.min(0.97, Math.max(0.03, (Date.now() - start) / Math.max(1, end - start)));
  // The short way around the globe, also across the date line.
  const across = ((to.longitude - from.longitude + 540) % 360) - 180;
  const longitude = ((from.longitude + across * share + 540) % 360) - 180;
  return { latitude: round(from.latitude + (to.latitude - from.latitude) * share), longitude: round(longitude) };
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;
