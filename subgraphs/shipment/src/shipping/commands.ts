import type { ActivityDone } from '@quayside/contract/activity-events';
import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Refusal, type Result, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { SHIPMENT_SHIPPED } from '../events.ts';
import { placeName } from '../place/place.ts';
import { workFault } from '../shipment/commands.ts';
import { toHandlingUnits, toReference } from '../shipment/draft-parts.ts';
import { CODE, handlingUnitFault, NAME, textFault } from '../shipment/order-checks.ts';
import { addReferences, readLines, readReferences, replaceHandlingUnits, updateLine } from '../shipment/part-store.ts';
import { firstPickup, type ShipmentLine } from '../shipment/parts.ts';
import { mayOperate } from '../shipment/policy.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import { normalized } from '../shipment/search.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { addTokens } from '../shipment/store.ts';
import { takeGoods } from '../stock/reserve.ts';
import { endShortage } from '../stock/shortage.ts';
import { type NewMilestone, NO_READINGS } from '../tracking/milestone.ts';
import { applyMilestone, type KnownFacts, type Progress, raise, readFacts } from '../tracking/record.ts';
import { shipmentActivity, shippedPieces } from './activity.ts';
import {
  linesTold,
  mayShip,
  piecesShipped,
  type ShipInput,
  shipLines,
  shippingReferences,
  shortLines,
  shortTrouble,
} from './shipping.ts';

/** The goods leave the warehouse. */
export async function shipShipment(ctx: CommandContext, input: ShipInput): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('run the warehouse');
  const fault = shipFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.id);
    const ordered = await readLines(em, ctx.viewer, [before.id]);
    const allowed = mayShip(before, ordered);
    const blocked = allowed.ok ? await workFault(em, before, ctx.now()) : allowed;
    if (blocked) return blocked;
    const lines = shipLines(ordered, input.lines);
    if (!lines.ok) return lines;
    const taken = await takeGoods(em, ctx, before, lines.value);
    if (!taken.ok) return taken;
    await storeGoods(em, before, taken.value, input);
    const shipped: Shipment = {
      ...before,
      carrierScac: input.carrierScac ?? before.carrierScac,
      pieces: lines.value.length > 0 ? piecesShipped(lines.value) : before.pieces,
    };
    const known = await readFacts(em, ctx, before.id);
    const activity = await shippedActivity(em, ctx, shipped, { input, known, lines: lines.value });
    const start: Progress = {
      shipment: shipped,
      happened: [{ type: SHIPMENT_SHIPPED, more: { ...linesTold(lines.value), activity } }],
    };
    const reported = known.milestones.some((one) => one.code === 'AF');
    const left = reported ? start : await applyMilestone(em, ctx, start, departure(ctx, before, input, known), known);
    const decided = await endShortage(em, ctx, left, known.exceptions, 'LEFT');
    const done = await shortage(em, ctx, decided, lines.value);
    return ok(await saveShipment(em, ctx, { before, after: done.shipment, happened: done.happened }));
  });
}

const shipFault = (input: ShipInput): Refusal | null =>
  handlingUnitFault(input.handlingUnits ?? []) ??
  textFault([
    ['carrierScac', input.carrierScac, 32],
    ['bol', input.bol, NAME],
    ['pro', input.pro, NAME],
    ['trailer', input.trailer, NAME],
    ...(input.lines ?? []).flatMap((line) => [
      ['lines.lot', line.lot, CODE] as const,
      ['lines.substituteSku', line.substituteSku, CODE] as const,
    ]),
  ]);

async function storeGoods(
  em: EntityManager,
  shipment: Shipment,
  lines: readonly ShipmentLine[],
  input: ShipInput,
): Promise<void> {
  const owner = { shipmentId: shipment.id, accountId: shipment.accountId };
  for (const line of lines) await updateLine(em, line);
  const references = shippingReferences(input).map((one) => toReference(one, owner));
  await addReferences(em, references);
  await addTokens(
    em,
    shipment,
    references.map((one) => normalized(one.value)),
  );
  const units = input.handlingUnits ?? [];
  if (units.length > 0) await replaceHandlingUnits(em, owner, toHandlingUnits(units, owner));
}

async function shippedActivity(
  em: EntityManager,
  ctx: CommandContext,
  shipment: Shipment,
  { input, known, lines }: { input: ShipInput; known: KnownFacts; lines: readonly ShipmentLine[] },
): Promise<ActivityDone> {
  const what = {
    activityId: `${shipment.id}:SHIPPED`,
    kind: 'SHIPPED',
    code: null,
    at: input.shippedAt ?? ctx.now(),
  } as const;
  const references = await readReferences(em, ctx.viewer, [shipment.id]);
  return shipmentActivity(shipment, what, { stops: known.stops, references, quantities: shippedPieces(lines) });
}

function departure(ctx: CommandContext, shipment: Shipment, input: ShipInput, known: KnownFacts): NewMilestone {
  const from = firstPickup(known.stops);
  return {
    id: newId(),
    shipmentId: shipment.id,
    accountId: shipment.accountId,
    code: 'AF',
    reasonCode: null,
    at: input.shippedAt ?? ctx.now(),
    timeZone: from?.timeZone ?? 'UTC',
    source: 'warehouse',
    stop: from?.sequence ?? null,
    place: from ? placeName(from.address) : null,
    latitude: from?.latitude ?? null,
    longitude: from?.longitude ?? null,
    note: null,
    ...NO_READINGS,
    recordedAt: ctx.now(),
    idempotencyKey: null,
  };
}

/** What did not go out needs a decision: back order, substitute, or a word to the consignee. */
async function shortage(
  em: EntityManager,
  ctx: CommandContext,
  progress: Progress,
  lines: readonly ShipmentLine[],
): Promise<Progress> {
  const short = shortLines(lines);
  if (short.length === 0) return progress;
  return raise(
    em,
    ctx,
    progress,
    shortTrouble('SHORTAGE', short, (line) => line.shippedQuantity),
  );
}
