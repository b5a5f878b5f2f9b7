import type { ShipmentState } from '../events.ts';
import { lastDelivery, type Part, type Stop } from '../shipment/parts.ts';
import { isOnward } from '../shipment/transitions.ts';
import { openOnes, type ShipmentException, type Trouble } from './exception.ts';
import { isNormal, MILESTONES, reasonText } from './milestone-codes.ts';

/** A tracking fact, in time and zone of the place where it happened. */
export interface Milestone extends Part {
  readonly code: string;
  readonly reasonCode: string | null;
  readonly at: number;
  readonly timeZone: string;
  readonly source: string;
  /** Sequence of the stop where it happened, where that is known. */
  readonly stop: number | null;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly note: string | null;
  /** Of the goods or the box, in degrees Celsius. */
  readonly temperatureCelsius: number | null;
  /** Numbers of the seals that were put on or found (M7, L11 SN). */
  readonly sealNumbers: readonly string[] | null;
  /** Licence plates that were read: SSCC, or the carrier's own. */
  readonly scannedUnits: readonly string[] | null;
  readonly recordedAt: number;
  readonly movedState: boolean;
  readonly idempotencyKey: string | null;
}

/** What was measured or read when a fact happened: nothing, unless somebody says so. */
export const NO_READINGS = { temperatureCelsius: null, sealNumbers: null, scannedUnits: null } as const;

/** A fact before it is known whether it moves the state. */
export type NewMilestone = Omit<Milestone, 'movedState'>;

/** A fact from `stop`, or from the only stop that a code can mean. */
export function stopOf(milestone: Pick<Milestone, 'code' | 'stop'>, stops: readonly Stop[]): Stop | null {
  if (milestone.stop !== null) return stops.find((stop) => stop.sequence === milestone.stop) ?? null;
  const kind = MILESTONES[milestone.code]?.stop?.kind;
  if (!kind) return null;
  return kind === 'PICKUP' ? (stops.find((stop) => stop.kind === 'PICKUP') ?? null) : lastDelivery(stops);
}

/**
 * The state after a fact, or null when it moves nothing: a late or out-of-order fact is kept in the history, but never
 * moves the state backwards. Goods dropped at one stop of several are not delivered yet.
 */
export function stateAfter(
  state: ShipmentState,
  milestone: Pick<Milestone, 'code' | 'stop' | 'at'>,
  stops: readonly Stop[],
  earlier: readonly Milestone[],
): ShipmentState | null {
  if (isFailedAttempt(milestone, state) && isNewest(milestone, earlier)) return 'IN_TRANSIT';
  const implied = MILESTONES[milestone.code]?.implies;
  if (!implied) return null;
  const target = implied === 'DELIVERED' && !isLastStop(milestone, stops) ? 'IN_TRANSIT' : implied;
  return isOnward(state, target) ? target : null;
}

/** The truck comes back with the goods: the one way back that the transition table has. */
const isFailedAttempt = (milestone: Pick<Milestone, 'code'>, state: ShipmentState): boolean =>
  state === 'OUT_FOR_DELIVERY' && (milestone.code === 'AH' || milestone.code === 'AP');

const isNewest = (milestone: Pick<Milestone, 'at'>, earlier: readonly Milestone[]): boolean =>
  earlier.every((one) => !one.movedState || one.at <= milestone.at);

/** True when a fact is about the end of the way; one without a stop is. */
export const isLastStop = (milestone: Pick<Milestone, 'stop'>, stops: readonly Stop[]): boolean =>
  milestone.stop === null || (lastDelivery(stops)?.sequence ?? milestone.stop) === milestone.stop;

/** The stop with what the fact tells about it. What is known already stays: the first report is the closest one. */
export function fillStop(stop: Stop, milestone: Pick<Milestone, 'code' | 'at'>): Stop {
  const fills = MILESTONES[milestone.code]?.stop?.fills;
  return fills && stop[fills] === null ? { ...stop, [fills]: milestone.at } : stop;
}

/**
 * The exception that a fact raises. AT702 `NS` means normal status: it says why nothing is wrong, so it must never
 * raise one. One open exception per kind is enough: a second report of the same trouble is in the history.
 */
export function raisedBy(
  milestone: Pick<Milestone, 'code' | 'reasonCode' | 'note'>,
  exceptions: readonly ShipmentException[],
): Trouble | null {
  const meaning = MILESTONES[milestone.code];
  if (!meaning?.raises || isNormal(milestone.reasonCode)) return null;
  const { raises: kind } = meaning;
  if (openOnes(exceptions).some((one) => one.kind === kind)) return null;
  const parts = [meaning.name, milestone.reasonCode ? reasonText(milestone.reasonCode) : null, milestone.note];
  const { code: milestoneCode, reasonCode, note } = milestone;
  const cause = { milestoneCode, reasonCode, note, shortLines: [], furtherShortLines: 0 };
  return { kind, description: parts.filter((part) => part !== null).join(': '), cause };
}
