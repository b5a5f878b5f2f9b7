import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ShipmentState } from '../events.ts';
import type { Shipment } from './shipment.ts';

const NEXT = {
  TENDERED: ['BOOKED', 'DECLINED', 'CANCELLED'],
  BOOKED: ['PICKING', 'PACKED', 'IN_TRANSIT', 'CANCELLED'],
  PICKING: ['PACKED', 'CANCELLED'],
  PACKED: ['IN_TRANSIT', 'CANCELLED'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED'],
  OUT_FOR_DELIVERY: ['DELIVERED', 'IN_TRANSIT', 'RETURNED'],
  DELIVERED: [],
  DECLINED: [],
  CANCELLED: [],
  RETURNED: [],
} as const satisfies Record<ShipmentState, readonly ShipmentState[]>;

/** The way that goods take, in order; a fact never moves a shipment against it. */
const WAY: readonly ShipmentState[] = ['BOOKED', 'PICKING', 'PACKED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];

/** What may happen next. */
export const nextStates = (state: ShipmentState): readonly ShipmentState[] => NEXT[state];

/** True when a decision may move it there. */
export const mayBecome = (from: ShipmentState, to: ShipmentState): boolean => nextStates(from).includes(to);

/** True while nobody has begun to work on it. */
export const waitsForWork = ({ state }: Pick<Shipment, 'state'>): boolean => state === 'TENDERED' || state === 'BOOKED';

/** True when nothing more can happen. */
export const isClosed = (state: ShipmentState): boolean => nextStates(state).length === 0;

/**
 * True when a tracking fact may bring the shipment to a state. Facts in between may be missing or still to come (a
 * delivery is reported, the departure never was), so going on along the way is allowed over states that lie between.
 */
export function isOnward(from: ShipmentState, to: ShipmentState): boolean {
  const [at, target] = [WAY.indexOf(from), WAY.indexOf(to)];
  if (at >= 0 && target >= 0) return target > at;
  return at >= 0 && (mayBecome(from, to) || (to === 'RETURNED' && !isClosed(from)));
}

/** Moves a shipment by a decision; a state that the table does not allow is refused. */
export function move(shipment: Shipment, to: ShipmentState): Result<Shipment> {
  if (mayBecome(shipment.state, to)) return ok({ ...shipment, state: to });
  const allowed = nextStates(shipment.state);
  return refuse('SHIPMENT_STATE_FORBIDS', `${shipment.number} is ${shipment.state}: it cannot become ${to}.`, {
    fix: allowed.length > 0 ? `From here it may become ${allowed.join(', ')}.` : 'This state is final.',
  });
}
