import type { ShipmentState, TrackingViewFragment } from '../generated/operations.ts';

/** How the state is drawn: each has a colour and a shape of its own. */
export type Tone = 'waiting' | 'moving' | 'late' | 'good' | 'bad';

const STEP: Readonly<Partial<Record<ShipmentState, number>>> = {
  TENDERED: 1,
  BOOKED: 1,
  PICKING: 1,
  PACKED: 2,
  IN_TRANSIT: 3,
  OUT_FOR_DELIVERY: 4,
  DELIVERED: 5,
};
/** Received, packed, on the way, out for delivery, delivered. */
export const STEPS = 5;

/** From 1 to STEPS; null for a journey that will not be finished. */
export const stepOf = (state: ShipmentState): number | null => STEP[state] ?? null;

export const isFinal = (state: ShipmentState): boolean =>
  state === 'DELIVERED' || state === 'DECLINED' || state === 'CANCELLED' || state === 'RETURNED';

export function toneOf(view: Pick<TrackingViewFragment, 'state' | 'late'>): Tone {
  if (view.state === 'DELIVERED') return 'good';
  if (isFinal(view.state)) return 'bad';
  if (view.late) return 'late';
  return (stepOf(view.state) ?? 0) >= 3 ? 'moving' : 'waiting';
}

type Travel = Pick<TrackingViewFragment, 'state' | 'eta' | 'stops'>;

/** What is drawn when nothing else is known, so that a start and an end are seen. */
const EDGE = 0.06;
const LAST_LEG = 0.85;

/** Share of the route that is done, from 0 to 1: stops reached for certain, time in between as a guess. */
export function shareOfRoute({ state, eta, stops }: Travel, now: number): number {
  if (state === 'DELIVERED') return 1;
  if (state !== 'IN_TRANSIT' && state !== 'OUT_FOR_DELIVERY') return 0;
  const legs = Math.max(1, stops.length - 1);
  const reached = Math.max(
    0,
    stops.findLastIndex((stop) => stop.arrivedAt !== null || stop.departedAt !== null),
  );
  const departed = stops.find((stop) => stop.departedAt !== null)?.departedAt;
  const guess = departed && eta ? (now - Date.parse(departed)) / (Date.parse(eta.at) - Date.parse(departed)) : 0.5;
  const last = state === 'OUT_FOR_DELIVERY';
  const least = Math.max(reached / legs, last ? LAST_LEG : 0) + (last ? 0 : EDGE / legs);
  // It has not arrived at the next stop, whatever the clock says.
  const most = Math.max(least, (last ? 1 : (reached + 1) / legs) - EDGE / legs);
  return Math.min(Math.max(Number.isFinite(guess) ? guess : least, least), most);
}

type Milestones = TrackingViewFragment['milestones'];

/** Newest first; facts of the same moment in the order in which they became known. */
export const newestFirst = (milestones: Milestones): Milestones =>
  [...milestones].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || Date.parse(b.recordedAt) - Date.parse(a.recordedAt),
  );
