import type { ActivityDone } from '@quayside/contract/activity-events';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import {
  ETA_CHANGED,
  EXCEPTION_RAISED,
  EXCEPTION_RESOLVED,
  MILESTONE_RECORDED,
  type MilestoneRecorded,
} from '../events.ts';
import { readLines, readReferences, readStops, updateStop } from '../shipment/part-store.ts';
import { destinationZone, type Stop } from '../shipment/parts.ts';
import type { Happening } from '../shipment/save.ts';
import { lateAfter, type Shipment } from '../shipment/shipment.ts';
import { CHARGEABLE, shipmentActivity, shippedPieces, waiting } from '../shipping/activity.ts';
import { type EtaFacts, forecast, revise } from './eta.ts';
import {
  type ExceptionResolution,
  ended,
  openOnes,
  type ShipmentException,
  settledByDelivery,
  type Trouble,
} from './exception.ts';
import { fillStop, type Milestone, type NewMilestone, raisedBy, stateAfter, stopOf } from './milestone.ts';
import { MILESTONES, reasonText } from './milestone-codes.ts';
import { closeException, insertException, insertMilestone, readExceptions, readMilestones } from './store.ts';

/** A shipment in the middle of a change: what it is by now, and what has happened to it. */
export interface Progress {
  readonly shipment: Shipment;
  readonly happened: readonly Happening[];
}

/** Everything known of a shipment that facts and estimates are judged by. */
export interface KnownFacts {
  readonly stops: readonly Stop[];
  readonly milestones: readonly Milestone[];
  readonly exceptions: readonly ShipmentException[];
}

/** Reads stops, facts and exceptions of one shipment. */
export async function readFacts(em: EntityManager, ctx: CommandContext, shipmentId: string): Promise<KnownFacts> {
  const of = [shipmentId];
  return {
    stops: await readStops(em, ctx.viewer, of),
    milestones: await readMilestones(em, ctx.viewer, of),
    exceptions: await readExceptions(em, ctx.viewer, of),
  };
}

/** Keeps a fact and lets it have its effects: state, stop, estimate, exceptions. */
export async function applyMilestone(
  em: EntityManager,
  ctx: CommandContext,
  { shipment, happened }: Progress,
  fact: NewMilestone,
  known: KnownFacts,
): Promise<Progress> {
  const state = stateAfter(shipment.state, fact, known.stops, known.milestones);
  const milestone: Milestone = { ...fact, movedState: state !== null };
  await insertMilestone(em, milestone);
  const stops = await fillStops(em, milestone, known.stops);
  const told = MILESTONES[fact.code]?.estimates ? toldBy(fact) : shipment.told;
  const moved = { ...shipment, state: state ?? shipment.state, told };
  const delivered = moved.state === 'DELIVERED' && shipment.state !== 'DELIVERED';
  const dated = delivered ? { ...moved, deliveredAt: fact.at } : moved;
  const { id: milestoneId, code, reasonCode, at: happenedAt } = milestone;
  const recorded: MilestoneRecorded = { milestoneId, code, reasonCode, happenedAt };
  const activity = await activityOf(em, ctx, dated, { milestone, delivered, stops });
  const more = activity ? { ...recorded, activity } : recorded;
  const estimated = estimate(
    { shipment: dated, happened: [...happened, { type: MILESTONE_RECORDED, more }] },
    { stops, milestones: [...known.milestones, milestone] },
    ctx.now(),
  );
  const raised = raisedBy(milestone, known.exceptions);
  const warned = raised ? await raise(em, ctx, estimated, raised) : estimated;
  return delivered ? settle(em, ctx, warned, settledByDelivery(known.exceptions), { endedBy: 'DELIVERED' }) : warned;
}

/** What of a fact may cost something: the delivery, and what carriers charge by its code. */
async function activityOf(
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  { milestone, delivered, stops }: { milestone: Milestone; delivered: boolean; stops: readonly Stop[] },
): Promise<ActivityDone | null> {
  const { id, code, at } = milestone;
  if (!delivered && !CHARGEABLE.includes(code)) return null;
  const references = await readReferences(em, ctx.viewer, [shipment.id]);
  if (delivered) {
    const quantities = shippedPieces(await readLines(em, ctx.viewer, [shipment.id]));
    const what = { activityId: `${shipment.id}:DELIVERED`, kind: 'DELIVERED', code: null, at } as const;
    return shipmentActivity(shipment, what, { stops, references, quantities });
  }
  // Several attempts are several deeds; a trailer is dropped and a driver waits once.
  const activityId = code === 'CD' || code === 'S1' ? `${shipment.id}:${code}` : id;
  const quantities = code === 'CD' ? waiting(stops, at) : [];
  return shipmentActivity(shipment, { activityId, kind: 'MILESTONE', code, at }, { stops, references, quantities });
}

async function fillStops(em: EntityManager, milestone: Milestone, stops: readonly Stop[]): Promise<readonly Stop[]> {
  const stop = stopOf(milestone, stops);
  const filled = stop ? fillStop(stop, milestone) : null;
  if (!filled || filled === stop) return stops;
  await updateStop(em, filled);
  return stops.map((one) => (one.id === filled.id ? filled : one));
}

const toldBy = (fact: NewMilestone) => ({
  at: fact.at,
  toldAt: fact.recordedAt,
  reason: fact.reasonCode ? reasonText(fact.reasonCode) : 'The carrier gave a new estimate',
  reasonCode: fact.reasonCode ?? 'ESTIMATE',
});

/** Works out the estimate again from all facts, and with it from when on the shipment is late. */
export function estimate(
  { shipment, happened }: Progress,
  facts: Pick<EtaFacts, 'stops' | 'milestones'>,
  now: number,
): Progress {
  const hopeless = ['CANCELLED', 'DECLINED', 'RETURNED'].includes(shipment.state);
  const next = hopeless ? null : forecast({ ...shipment, ...facts });
  const eta = revise(shipment.eta, next, shipment.eta?.timeZone ?? destinationZone(facts.stops), now);
  const estimated = { ...shipment, eta };
  const changed = shipment.eta?.at !== eta?.at || shipment.eta?.reason !== eta?.reason;
  return {
    shipment: { ...estimated, lateAfter: lateAfter(estimated) },
    happened: changed ? [...happened, { type: ETA_CHANGED }] : happened,
  };
}

/** Opens an exception. */
export async function raise(
  em: EntityManager,
  ctx: CommandContext,
  { shipment, happened }: Progress,
  trouble: Trouble,
): Promise<Progress> {
  const { id: shipmentId, accountId } = shipment;
  const raisedAt = ctx.now();
  const part = { id: newId(), shipmentId, accountId };
  const exception = { ...trouble, ...part, raisedAt, resolvedAt: null, resolution: null, endedBy: null };
  await insertException(em, exception);
  return {
    shipment: { ...shipment, openExceptionCount: shipment.openExceptionCount + 1 },
    happened: [
      ...happened,
      { type: EXCEPTION_RAISED, more: { exceptionId: exception.id, exceptionKind: trouble.kind } },
    ],
  };
}

/** Closes exceptions that are still open. */
export async function settle(
  em: EntityManager,
  ctx: CommandContext,
  { shipment, happened }: Progress,
  exceptions: readonly ShipmentException[],
  how: ExceptionResolution,
): Promise<Progress> {
  const open = openOnes(exceptions);
  for (const one of open) await closeException(em, ended(one, how, ctx.now()));
  const resolved = open.map((one) => ({
    type: EXCEPTION_RESOLVED,
    more: { exceptionId: one.id, exceptionKind: one.kind },
  }));
  return {
    shipment: { ...shipment, openExceptionCount: Math.max(0, shipment.openExceptionCount - open.length) },
    happened: [...happened, ...resolved],
  };
}
