import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { isTimeZone } from '@quayside/shared/instant';
import { ok, type Refusal, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { placeName } from '../place/place.ts';
import { workFault } from '../shipment/commands.ts';
import { CODE, LINE, NAME, NOTE, requiredTextFault, textFault } from '../shipment/order-checks.ts';
import { destinationZone } from '../shipment/parts.ts';
import { mayOperate } from '../shipment/policy.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { isClosed } from '../shipment/transitions.ts';
import { takeHeldGoods } from '../stock/reserve.ts';
import { type ExceptionKind, openOnes } from './exception.ts';
import { type NewMilestone, stateAfter, stopOf } from './milestone.ts';
import { MILESTONES } from './milestone-codes.ts';
import { presentTexts, readingsFault } from './readings.ts';
import { applyMilestone, estimate, type KnownFacts, raise, readFacts, settle } from './record.ts';

type Maybe<T> = T | null | undefined;

/** A fact as it is reported. */
export interface RecordMilestoneInput {
  readonly shipmentId: string;
  readonly code: string;
  readonly reasonCode?: Maybe<string>;
  readonly at: number;
  readonly timeZone?: Maybe<string>;
  readonly stop?: Maybe<number>;
  readonly source?: Maybe<string>;
  readonly place?: Maybe<string>;
  readonly latitude?: Maybe<number>;
  readonly longitude?: Maybe<number>;
  readonly note?: Maybe<string>;
  readonly temperatureCelsius?: Maybe<number>;
  readonly sealNumbers?: Maybe<readonly string[]>;
  readonly scannedUnits?: Maybe<readonly string[]>;
  readonly idempotencyKey?: Maybe<string>;
}

/** Records a tracking fact. The same idempotency key twice records once and answers the shipment as it is. */
export async function recordMilestone(ctx: CommandContext, input: RecordMilestoneInput): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('record tracking facts');
  const fault = milestoneFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.shipmentId);
    const known = await readFacts(em, ctx, before.id);
    const key = input.idempotencyKey;
    if (key && known.milestones.some((one) => one.idempotencyKey === key)) return ok(before);
    if (input.stop && !known.stops.some((stop) => stop.sequence === input.stop)) {
      return refuse('STOP_UNKNOWN', `${before.number} has no stop ${input.stop}.`, { field: 'stop' });
    }
    const fact = toMilestone(ctx, before, input, known);
    const blocked = await gateFault(em, ctx, before, fact, known);
    if (blocked) return blocked;
    const { shipment: after, happened } = await applyMilestone(
      em,
      ctx,
      { shipment: before, happened: [] },
      fact,
      known,
    );
    if (isClosed(after.state) && !isClosed(before.state)) await takeHeldGoods(em, ctx, after);
    return ok(await saveShipment(em, ctx, { before, after, happened }));
  });
}

/**
 * What a person types or scans would begin work past what holds the order back, whatever source they name. The product
 * itself (the EDI bridge with a carrier's 214) tells what has happened on the road, which no rule undoes: it is kept.
 */
async function gateFault(
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  fact: NewMilestone,
  known: KnownFacts,
): Promise<Result<never> | null> {
  if (ctx.viewer.kind === 'system') return null;
  const to = stateAfter(shipment.state, fact, known.stops, known.milestones);
  return to === null || to === 'CANCELLED' ? null : workFault(em, shipment, ctx.now());
}

function milestoneFault(input: RecordMilestoneInput): Refusal | null {
  if (!MILESTONES[input.code]) {
    const fix = `Use one of ${Object.keys(MILESTONES).join(', ')}.`;
    const message = `"${input.code}" is no milestone code that we know (X12 element 1650).`;
    return { code: 'MILESTONE_CODE_UNKNOWN', message, field: 'code', fix };
  }
  if (input.reasonCode && !/^[A-Z0-9]{2,3}$/.test(input.reasonCode)) {
    const message = `"${input.reasonCode}" is no reason code (X12 element 1651).`;
    return { code: 'REASON_CODE_MALFORMED', message, field: 'reasonCode' };
  }
  if (Math.abs(input.latitude ?? 0) > 90 || Math.abs(input.longitude ?? 0) > 180) {
    const message = `${input.latitude}, ${input.longitude} is no place on earth.`;
    return { code: 'COORDINATES_OUT_OF_RANGE', message, field: 'latitude' };
  }
  return (
    readingsFault(input) ??
    zoneFault(input.timeZone) ??
    textFault([
      ['source', input.source, CODE],
      ['place', input.place, NAME],
      ['note', input.note, NOTE],
      ['idempotencyKey', input.idempotencyKey, CODE],
    ])
  );
}

function zoneFault(timeZone: Maybe<string>): Refusal | null {
  if (!timeZone || isTimeZone(timeZone)) return null;
  const message = `"${timeZone}" is no IANA time zone, such as America/Chicago.`;
  return { code: 'TIME_ZONE_UNKNOWN', message, field: 'timeZone' };
}

function toMilestone(
  ctx: CommandContext,
  shipment: Shipment,
  input: RecordMilestoneInput,
  known: KnownFacts,
): NewMilestone {
  const stop = stopOf({ code: input.code, stop: input.stop ?? null }, known.stops);
  return {
    id: newId(),
    shipmentId: shipment.id,
    accountId: shipment.accountId,
    code: input.code,
    reasonCode: input.reasonCode || null,
    at: input.at,
    timeZone: input.timeZone || (stop?.timeZone ?? destinationZone(known.stops)),
    source: input.source ?? 'member',
    stop: input.stop ?? null,
    place: input.place ?? (stop ? placeName(stop.address) : null),
    latitude: input.latitude ?? stop?.latitude ?? null,
    longitude: input.longitude ?? stop?.longitude ?? null,
    note: input.note ?? null,
    temperatureCelsius: input.temperatureCelsius ?? null,
    sealNumbers: presentTexts(input.sealNumbers),
    scannedUnits: presentTexts(input.scannedUnits),
    recordedAt: ctx.now(),
    idempotencyKey: input.idempotencyKey ?? null,
  };
}

/** An estimate that somebody gives. */
export interface UpdateEtaInput {
  readonly shipmentId: string;
  readonly at: number;
  readonly reason: string;
  readonly reasonCode?: Maybe<string>;
  readonly timeZone?: Maybe<string>;
}

/** Somebody knows better: this estimate stands until a later fact changes it. */
export async function updateEta(ctx: CommandContext, input: UpdateEtaInput): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('change the estimate');
  const fault =
    requiredTextFault('reason', input.reason, LINE) ??
    textFault([['reasonCode', input.reasonCode, 32]]) ??
    zoneFault(input.timeZone);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.shipmentId);
    if (isClosed(before.state)) return closed(before);
    const known = await readFacts(em, ctx, before.id);
    const reasonCode = input.reasonCode || 'ESTIMATE';
    const told = { at: input.at, reason: input.reason.trim(), reasonCode, toldAt: ctx.now() };
    const zoned = before.eta && input.timeZone ? { ...before.eta, timeZone: input.timeZone } : before.eta;
    const { shipment, happened } = estimate(
      { shipment: { ...before, eta: zoned, told }, happened: [] },
      known,
      ctx.now(),
    );
    return ok(await saveShipment(em, ctx, { before, after: shipment, happened }));
  });
}

const closed = (shipment: Shipment): Result<never> =>
  refuse('SHIPMENT_CLOSED', `${shipment.number} is ${shipment.state}: there is nothing more to expect.`);

/** What is wrong with which shipment. */
export interface RaiseExceptionInput {
  readonly shipmentId: string;
  readonly kind: ExceptionKind;
  readonly description: string;
}

/** Somebody has seen that something is wrong. */
export async function raiseException(ctx: CommandContext, input: RaiseExceptionInput): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('raise exceptions');
  const fault = requiredTextFault('description', input.description, NOTE);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.shipmentId);
    const trouble = { kind: input.kind, description: input.description.trim(), cause: null };
    const { shipment: after, happened } = await raise(em, ctx, { shipment: before, happened: [] }, trouble);
    return ok(await saveShipment(em, ctx, { before, after, happened }));
  });
}

/** How which exception ended. */
export interface ResolveExceptionInput {
  readonly shipmentId: string;
  readonly exceptionId: string;
  readonly resolution: string;
}

/** Somebody has dealt with it, and says how. */
export async function resolveException(ctx: CommandContext, input: ResolveExceptionInput): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('resolve exceptions');
  const fault = requiredTextFault('resolution', input.resolution, NOTE);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.shipmentId);
    const { exceptions } = await readFacts(em, ctx, before.id);
    const exception = exceptions.find((one) => one.id === input.exceptionId);
    if (!exception) throw notFound('The exception');
    if (openOnes([exception]).length === 0) {
      return refuse('EXCEPTION_ALREADY_RESOLVED', `It was resolved: ${exception.resolution}`, { field: 'exceptionId' });
    }
    const progress = { shipment: before, happened: [] };
    const { shipment: after, happened } = await settle(em, ctx, progress, [exception], {
      resolution: input.resolution.trim(),
    });
    return ok(await saveShipment(em, ctx, { before, after, happened }));
  });
}
