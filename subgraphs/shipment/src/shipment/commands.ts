import type { LogisticsService } from '@quayside/contract/events';
import { reachesAccount } from '@quayside/shared/db/reach';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { accountsOfConsignees } from '../consignee/store.ts';
import { SHIPMENT_BOOKED, SHIPMENT_STATE_CHANGED, type ShipmentState } from '../events.ts';
import { releaseGoods, reserveGoods } from '../stock/reserve.ts';
import { endShortage, expectShortage, reserveMissing } from '../stock/shortage.ts';
import { contractsOf, type EntitlementCheck } from '../terms/store.ts';
import type { Progress } from '../tracking/record.ts';
import { readExceptions } from '../tracking/store.ts';
import { type Draft, type DraftFrame, draft } from './draft.ts';
import { toHandlingUnits } from './draft-parts.ts';
import { goodsFault, handlingUnitFault, NOTE, requiredTextFault } from './order-checks.ts';
import type { CreateShipmentInput, GoodsInput, HandlingUnitInput } from './order-input.ts';
import { insertParts, replaceHandlingUnits } from './part-store.ts';
import { mayOperate, mayOrder } from './policy.ts';
import { announce, loadShipment, saveShipment } from './save.ts';
import { searchTokens } from './search.ts';
import { lateAfter, type Shipment, type ShipmentKind, withNote } from './shipment.ts';
import { findByOrder, insertShipment, insertTokens } from './store.ts';
import { move } from './transitions.ts';

/** Books an order out of the warehouse, or a load that needs no tender. */
export async function createShipment(ctx: CommandContext, input: CreateShipmentInput): Promise<Result<Shipment>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('order shipments');
  const fault = requiredTextFault('orderNumber', input.orderNumber, 64) ?? goodsFault(input);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    await requireAccount(em, ctx, input.accountId);
    const kind = input.kind ?? 'WAREHOUSE_ORDER';
    const check = await contractsOf(em, ctx.viewer, input.accountId, localDate(ctx.now()));
    const guaranteed = input.guaranteed ?? false;
    const covered = guaranteed ? guarantee(check) : ok(null);
    if (!covered.ok) return covered;
    return addShipment(em, ctx, input, {
      kind,
      orderNumber: input.orderNumber.trim(),
      contractId: coveringContract(check, kind) ?? covered.value,
      guaranteed,
      tender: null,
    });
  });
}

/** @throws AppError NOT_FOUND when the account is not in the viewer's reach. */
export async function requireAccount(em: EntityManager, ctx: CommandContext, accountId: string): Promise<void> {
  if (!(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
}

/** The contract that a shipment of this kind falls under. */
export function coveringContract(check: EntitlementCheck, kind: ShipmentKind): string | null {
  const service: LogisticsService = kind === 'LOAD' ? 'TRANSPORT' : 'WAREHOUSING';
  const verdict = check(service);
  return verdict.entitled ? verdict.contractId : null;
}

const WHY_NOT = {
  NO_CONTRACT: 'there is no contract in force',
  NOT_COVERED: 'no contract covers it',
  NOT_YET_VALID: 'the contract that covers it is not valid yet',
  EXPIRED: 'the contract that covered it has expired',
} as const;

/** The contract that covers guaranteed delivery. */
export function guarantee(check: EntitlementCheck): Result<string> {
  const verdict = check('GUARANTEED_DELIVERY');
  if (verdict.entitled) return ok(verdict.contractId);
  return refuse('NOT_ENTITLED', `Guaranteed delivery is not possible: ${WHY_NOT[verdict.reason]}.`, {
    field: 'guaranteed',
    fix: 'Order without the guarantee, or ask your account manager for a contract that covers it.',
  });
}

/** Gives the number, stores everything and says so. An order number that the account has used is refused. */
export async function addShipment(
  em: EntityManager,
  ctx: CommandContext,
  input: GoodsInput,
  frame: Omit<DraftFrame, 'number' | 'now'>,
  event = SHIPMENT_BOOKED,
): Promise<Result<Shipment>> {
  const order = { accountId: input.accountId, kind: frame.kind, orderNumber: frame.orderNumber };
  const existing = await findByOrder(em, ctx.viewer, order);
  if (existing) return orderExists(existing);
  const stranger = await consigneeFault(em, input);
  if (stranger) return stranger;
  const number = numbered('QS', await nextNumber(em, 'shipment'));
  const made = draft(input, { ...frame, number, now: ctx.now() });
  if (!(await insertShipment(em, made.shipment))) {
    const winner = await findByOrder(em, ctx.viewer, order);
    if (winner) return orderExists(winner);
    throw new AppError('CONFLICT', 'The same order is being booked right now. Try again.');
  }
  const lines = await reserveGoods(em, ctx, made.shipment, made.parts);
  await insertParts(em, { ...made.parts, lines });
  await makeFindable(em, made);
  const booked = { shipment: made.shipment, happened: [{ type: event }] };
  const { shipment: after, happened } = await expectShortage(em, ctx, booked, lines, []);
  if (after.openExceptionCount > 0) return ok(await saveShipment(em, ctx, { before: made.shipment, after, happened }));
  await announce(em, ctx, after, happened);
  return ok(after);
}

/**
 * A consignee of another account is refused. One that nobody has told us of yet is not: the order may be faster than the
 * event, and an id that turns out to be nobody's shows nothing to anyone.
 */
export async function consigneeFault(em: EntityManager, input: Consigned): Promise<Result<never> | null> {
  const { consigneeId } = input;
  return consigneeId ? strangerFault(input, await accountsOfConsignees(em, [consigneeId])) : null;
}

/** What an order says of its consignee. */
type Consigned = Pick<GoodsInput, 'accountId' | 'consigneeId'>;

/** As `consigneeFault`, for who knows the owners already. */
export function strangerFault(
  { accountId, consigneeId }: Consigned,
  owners: ReadonlyMap<string, string>,
): Result<never> | null {
  const owner = consigneeId ? owners.get(consigneeId) : undefined;
  return owner === undefined || owner === accountId
    ? null
    : refuse('CONSIGNEE_UNKNOWN', 'The account has no such consignee.', { field: 'consigneeId' });
}

/** The refusal of an order number that the account has used. */
export const orderExists = (existing: Shipment): Result<never> =>
  refuse('SHIPMENT_ORDER_EXISTS', `${existing.orderNumber} has been ordered already: it is ${existing.number}.`, {
    field: existing.kind === 'LOAD' ? 'loadNumber' : 'orderNumber',
    fix: `Open ${existing.number}, or use another number.`,
  });

/** Makes a shipment findable by its number, references and party names. */
export const makeFindable = (em: EntityManager, { shipment, parts }: Draft): Promise<void> =>
  insertTokens(em, shipment, searchTokens(shipment.number, parts.references, parts.parties));

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
    return endShortage(em, ctx, { shipment: noted, happened }, known, 'The order was cancelled');
  });
}
