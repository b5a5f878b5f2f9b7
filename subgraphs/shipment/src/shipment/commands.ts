import { reachesAccount } from '@quayside/shared/db/reach';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { workBlock as creditBlock } from '../credit/credit.ts';
import { creditGates } from '../credit/store.ts';
import { SHIPMENT_STATE_CHANGED, type ShipmentState } from '../events.ts';
import { releaseGoods } from '../stock/reserve.ts';
import { endShortage, reserveMissing } from '../stock/shortage.ts';
import { serviceOf, WHY_NOT, workBlock } from '../terms/coverage.ts';
import { workGates } from '../terms/gate-store.ts';
import { contractsOf, type EntitlementCheck } from '../terms/store.ts';
import type { Progress } from '../tracking/record.ts';
import { readExceptions } from '../tracking/store.ts';
import { book, bookAll, type Wanted } from './booking.ts';
import { toHandlingUnits } from './draft-parts.ts';
import { goodsFault, handlingUnitFault, NOTE, requiredTextFault } from './order-checks.ts';
import type { CreateShipmentInput, HandlingUnitInput } from './order-input.ts';
import { replaceHandlingUnits } from './part-store.ts';
import { mayOperate, mayOrder } from './policy.ts';
import { loadShipment, saveShipment } from './save.ts';
import { lateAfter, type Shipment, type ShipmentKind, withNote } from './shipment.ts';
import { move, waitsForWork } from './transitions.ts';

/** What one transaction holds at most. */
const MOST_ORDERS = 500;

/** Books an order out of the warehouse, or a load that needs no tender. */
export async function createShipment(ctx: CommandContext, input: CreateShipmentInput): Promise<Result<Shipment>> {
  const [booked] = await createShipments(ctx, [input]);
  return booked as Result<Shipment>;
}

/**
 * Books several orders in one transaction: what a file of a hundred orders costs is its rows, not a hundred commits.
 * Each is answered as if it had come alone, in the order in which they were asked for.
 */
export async function createShipments(
  ctx: CommandContext,
  inputs: readonly CreateShipmentInput[],
): Promise<Result<Shipment>[]> {
  if (!mayOrder(ctx.viewer)) throw forbidden('order shipments');
  if (inputs.length > MOST_ORDERS)
    throw new AppError('BAD_USER_INPUT', `At most ${MOST_ORDERS} orders at once; there are ${inputs.length}.`);
  const together = await ctx.db.write((em) => bookTogether(em, ctx, inputs));
  if (together) return together;
  // Somebody booked one of the orders between our look and our insert: one by one, only that one is refused.
  const results: Result<Shipment>[] = [];
  for (const input of inputs) results.push(...(await createShipments(ctx, [input])));
  return results;
}

async function bookTogether(
  em: EntityManager,
  ctx: CommandContext,
  inputs: readonly CreateShipmentInput[],
): Promise<Result<Shipment>[] | null> {
  const checks = new Map<string, EntitlementCheck>();
  const wanted: Result<Wanted>[] = [];
  for (const input of inputs) wanted.push(await wantedBy(em, ctx, input, checks));
  const good = wanted.flatMap((one) => (one.ok ? [one.value] : []));
  const [only] = good;
  const booked = inputs.length === 1 && only ? [await book(em, ctx, only)] : await bookAll(em, ctx, good);
  if (!booked) return null;
  const answers = booked.values();
  return wanted.map((one) => (one.ok ? (answers.next().value as Result<Shipment>) : one));
}

/** An order that keeps the rules; the contracts of an account are read once. */
async function wantedBy(
  em: EntityManager,
  ctx: CommandContext,
  input: CreateShipmentInput,
  checks: Map<string, EntitlementCheck>,
): Promise<Result<Wanted>> {
  const fault = requiredTextFault('orderNumber', input.orderNumber, 64) ?? goodsFault(input);
  if (fault) return refused(fault);
  const { accountId } = input;
  const check = checks.get(accountId) ?? (await contractsInForce(em, ctx, accountId));
  checks.set(accountId, check);
  const kind = input.kind ?? 'WAREHOUSE_ORDER';
  const guaranteed = input.guaranteed ?? false;
  const covered = guaranteed ? guarantee(check) : ok(null);
  if (!covered.ok) return covered;
  const contractId = coveringContract(check, kind) ?? covered.value;
  return ok({ input, frame: { kind, orderNumber: input.orderNumber.trim(), contractId, guaranteed, tender: null } });
}

async function contractsInForce(em: EntityManager, ctx: CommandContext, accountId: string): Promise<EntitlementCheck> {
  await requireAccount(em, ctx, accountId);
  return contractsOf(em, ctx.viewer, accountId, localDate(ctx.now()));
}

/** @throws AppError NOT_FOUND when the account is not in the viewer's reach. */
export async function requireAccount(em: EntityManager, ctx: CommandContext, accountId: string): Promise<void> {
  if (!(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
}

/** The contract that a shipment of this kind falls under. */
export function coveringContract(check: EntitlementCheck, kind: ShipmentKind): string | null {
  const verdict = check(serviceOf(kind));
  return verdict.entitled ? verdict.contractId : null;
}

/** The contract that covers guaranteed delivery. */
export function guarantee(check: EntitlementCheck): Result<string> {
  const verdict = check('GUARANTEED_DELIVERY');
  if (verdict.entitled) return ok(verdict.contractId);
  return refuse('NOT_ENTITLED', `Guaranteed delivery is not possible: ${WHY_NOT[verdict.reason]}.`, {
    field: 'guaranteed',
    fix: 'Order without the guarantee, or ask your account manager for a contract that covers it.',
  });
}

/** Work does not start on an order that credit holds back or no contract covers today; what was begun is finished. */
export async function workFault(em: EntityManager, shipment: Shipment, now: number): Promise<Result<never> | null> {
  if (!waitsForWork(shipment)) return null;
  const gateOf = await workGates(em, [shipment], localDate(now));
  const block = workBlock(shipment.number, gateOf(shipment));
  return block && refused(block);
}

/**
 * A load is not taken on for an account that credit holds back. Whether a contract covers it is asked when work starts: a
 * carrier's answer has its own time limit, and nobody would ask for it again once there is a contract.
 */
export async function takeOnFault(em: EntityManager, shipment: Shipment): Promise<Result<never> | null> {
  const gateOf = await creditGates(em, [shipment]);
  const block = creditBlock(shipment.number, gateOf(shipment));
  return block && refused(block);
}

/** The state moves by decision; what depends on it follows. */
async function decide(
  ctx: CommandContext,
  id: string,
  to: ShipmentState,
  also: (em: EntityManager, moved: Progress) => Promise<Progress>,
): Promise<Result<Shipment>> {
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, id);
    const moved = move(before, to);
    if (!moved.ok) return moved;
    const blocked = to === 'CANCELLED' ? null : await workFault(em, before, ctx.now());
    if (blocked) return blocked;
    const start = { shipment: moved.value, happened: [{ type: SHIPMENT_STATE_CHANGED }] };
    const { shipment, happened } = await also(em, start);
    const after = { ...shipment, lateAfter: lateAfter(shipment) };
    return ok(await saveShipment(em, ctx, { before, after, happened }));
  });
}

/** The warehouse starts, with what has come since the order was booked. */
export async function startPicking(ctx: CommandContext, id: string): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('run the warehouse');
  return decide(ctx, id, 'PICKING', (em, moved) => reserveMissing(em, ctx, moved));
}

/** Packed goods stand on pallets or in cartons, when the warehouse tells which. */
export async function packShipment(
  ctx: CommandContext,
  id: string,
  units: readonly HandlingUnitInput[] | null | undefined,
): Promise<Result<Shipment>> {
  if (!mayOperate(ctx.viewer)) throw forbidden('run the warehouse');
  const fault = handlingUnitFault(units ?? []);
  if (fault) return refused(fault);
  return decide(ctx, id, 'PACKED', async (em, packed) => {
    const { id: shipmentId, accountId } = packed.shipment;
    const owner = { shipmentId, accountId };
    if (units) await replaceHandlingUnits(em, owner, toHandlingUnits(units, owner));
    return packed;
  });
}

/** Ends a shipment that has not left yet. */
export async function cancelShipment(ctx: CommandContext, id: string, reason: string): Promise<Result<Shipment>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('cancel shipments');
  const fault = requiredTextFault('reason', reason, NOTE);
  if (fault) return refused(fault);
  return decide(ctx, id, 'CANCELLED', async (em, { shipment, happened }) => {
    await releaseGoods(em, ctx, shipment);
    const noted = withNote({ ...shipment, eta: null }, `Cancelled: ${reason.trim()}`);
    const known = await readExceptions(em, ctx.viewer, [id]);
    return endShortage(em, ctx, { shipment: noted, happened }, known, 'CANCELLED');
  });
}
