import type { ShipmentFacts, ShipmentState } from '../events.ts';
import type { Estimate, ToldEstimate } from '../tracking/eta.ts';

/** Ordered out of our warehouse (940), or offered for carriage (204). */
export type ShipmentKind = 'WAREHOUSE_ORDER' | 'LOAD';

/** The offer of a load (204) and its one answer (990). */
export interface Tender {
  /** Counts the changes of the offer; each version is answered once. */
  readonly version: number;
  readonly respondBy: number | null;
  readonly answer: 'ACCEPTED' | 'DECLINED' | null;
  readonly answeredAt: number | null;
  readonly reason: string | null;
}

/** What moves: the root of its lines, stops, milestones and documents. */
export interface Shipment {
  readonly id: string;
  readonly number: string;
  readonly kind: ShipmentKind;
  readonly state: ShipmentState;
  readonly accountId: string;
  readonly consigneeId: string | null;
  readonly contractId: string | null;
  /** W0502 of a warehouse order, B204 of a load: unique per account and kind. */
  readonly orderNumber: string;
  readonly mode: string | null;
  readonly carrierScac: string | null;
  readonly freightTerms: string | null;
  readonly tender: Tender | null;
  readonly eta: Estimate | null;
  /** The last estimate that somebody gave, behind `eta`. */
  readonly told: ToldEstimate | null;
  readonly promisedAt: number | null;
  readonly deliveredAt: number | null;
  /** From when on it is late: 0 when it already is for good, null when it cannot become late. */
  readonly lateAfter: number | null;
  readonly openExceptionCount: number;
  readonly pieces: number;
  readonly weightGrams: number | null;
  readonly guaranteed: boolean;
  readonly note: string | null;
  readonly source: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

const NEVER_LATE: readonly ShipmentState[] = ['DECLINED', 'CANCELLED', 'RETURNED'];

/** From when on a shipment counts as late. Kept in a column, so that a list can filter by it. */
export function lateAfter(
  shipment: Pick<Shipment, 'state' | 'promisedAt' | 'deliveredAt'> & { readonly eta: Pick<Estimate, 'at'> | null },
): number | null {
  const { promisedAt, deliveredAt, eta, state } = shipment;
  if (promisedAt === null || NEVER_LATE.includes(state)) return null;
  if (deliveredAt !== null) return deliveredAt > promisedAt ? 0 : null;
  return eta !== null && eta.at > promisedAt ? 0 : promisedAt;
}

/** The ETA is after the promise, or the promise has passed undelivered. */
export const isLate = (shipment: Pick<Shipment, 'lateAfter'>, now: number): boolean =>
  shipment.lateAfter !== null && shipment.lateAfter < now;

/** What every event of a shipment carries. */
export const factsOf = (shipment: Shipment): ShipmentFacts => ({
  shipmentId: shipment.id,
  number: shipment.number,
  kind: shipment.kind,
  state: shipment.state,
  accountId: shipment.accountId,
  consigneeId: shipment.consigneeId,
  contractId: shipment.contractId,
  orderNumber: shipment.orderNumber,
  source: shipment.source,
  carrierScac: shipment.carrierScac,
  deliveredAt: shipment.deliveredAt,
  promisedAt: shipment.promisedAt,
});

/** What fits a text column of MySQL, whatever the script. */
const MOST_NOTES = 15_000;

/** Notes add up; when there are too many, the oldest go. */
export const withNote = (shipment: Shipment, note: string): Shipment => ({
  ...shipment,
  note: (shipment.note ? `${shipment.note}\n${note}` : note).slice(-MOST_NOTES),
});
