import { isDuplicateKey } from '@quayside/shared/db/database';
import { nextNumbers, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { accountsOfConsignees } from '../consignee/store.ts';
import { SHIPMENT_BOOKED } from '../events.ts';
import { reserveGoods } from '../stock/reserve.ts';
import { expectShortage } from '../stock/shortage.ts';
import { skusKept } from '../stock/store.ts';
import { contractsOf, type EntitlementCheck } from '../terms/store.ts';
import { coveringContract, createShipment, guarantee, orderExists, requireAccount, strangerFault } from './commands.ts';
import { type Draft, type DraftFrame, draft } from './draft.ts';
import { goodsFault, requiredTextFault } from './order-checks.ts';
import type { CreateShipmentInput } from './order-input.ts';
import { insertParts } from './part-store.ts';
import type { ShipmentLine } from './parts.ts';
import { mayOrder } from './policy.ts';
import { announceAll, type Happening, saveShipment } from './save.ts';
import { searchTokens } from './search.ts';
import type { Shipment } from './shipment.ts';
import { findByOrders, insertShipments, insertTokensOf, type OrderKey } from './store.ts';

/** What one transaction holds at most. */
const MOST_ORDERS = 500;

/** An order that may be booked, with the number that it is known by. */
interface Wanted {
  readonly input: CreateShipmentInput;
  readonly frame: Omit<DraftFrame, 'number' | 'now'>;
}

/**
 * Books several orders in one transaction: what a file of a hundred orders costs is its rows, not a hundred commits.
 * Each is answered for itself, in the order in which they were asked for.
 */
export async function createShipments(
  ctx: CommandContext,
  inputs: readonly CreateShipmentInput[],
): Promise<Result<Shipment>[]> {
  if (!mayOrder(ctx.viewer)) throw forbidden('order shipments');
  if (inputs.length > MOST_ORDERS)
    throw new AppError('BAD_USER_INPUT', `At most ${MOST_ORDERS} orders at once; there are ${inputs.length}.`);
  try {
    return await ctx.db.write((em) => bookAll(em, ctx, inputs));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // Somebody booked one of the orders between our look and our insert: one by one, only that one is refused.
    const results: Result<Shipment>[] = [];
    for (const input of inputs) results.push(await createShipment(ctx, input));
    return results;
  }
}

async function bookAll(
  em: EntityManager,
  ctx: CommandContext,
  inputs: readonly CreateShipmentInput[],
): Promise<Result<Shipment>[]> {
  const checks = await entitlements(em, ctx, inputs);
  const results = inputs.map((input) => wanted(input, checks.get(input.accountId)));
  const asked = results.flatMap((one) => (one.ok ? [one.value] : []));
  const known = new Map<string, Shipment>();
  for (const one of await findByOrders(em, ctx.viewer, asked.map(keyOf))) known.set(nameOf(one), one);
  const owners = await accountsOfConsignees(
    em,
    asked.flatMap(({ input }) => input.consigneeId ?? []),
  );
  const mine = asked.filter(({ input }) => strangerFault(input, owners) === null);
  const fresh = firstOfEach(mine.filter((one) => !known.has(nameOf(keyOf(one)))));
  const stored = await storeDrafts(em, ctx, await draftAll(em, ctx, fresh));
  const booked = new Map(fresh.map((one, index) => [one, stored[index]]));
  for (const shipment of stored) known.set(nameOf(shipment), shipment);
  return results.map((one) => {
    if (!one.ok) return one;
    const shipment = booked.get(one.value);
    if (shipment) return ok(shipment);
    const earlier = known.get(nameOf(keyOf(one.value)));
    return earlier ? orderExists(earlier) : (strangerFault(one.value.input, owners) as Result<never>);
  });
}

/** What each account's contracts cover. @throws AppError NOT_FOUND when one of them is not in the viewer's reach. */
async function entitlements(em: EntityManager, ctx: CommandContext, inputs: readonly CreateShipmentInput[]) {
  const checks = new Map<string, EntitlementCheck>();
  for (const accountId of new Set(inputs.map((input) => input.accountId))) {
    await requireAccount(em, ctx, accountId);
    checks.set(accountId, await contractsOf(em, ctx.viewer, accountId, localDate(ctx.now())));
  }
  return checks;
}

function wanted(input: CreateShipmentInput, check: EntitlementCheck | undefined): Result<Wanted> {
  const fault = requiredTextFault('orderNumber', input.orderNumber, 64) ?? goodsFault(input);
  if (fault) return refused(fault);
  const kind = input.kind ?? 'WAREHOUSE_ORDER';
  const guaranteed = input.guaranteed ?? false;
  const covered = guaranteed && check ? guarantee(check) : ok(null);
  if (!covered.ok) return covered;
  const contractId = (check && coveringContract(check, kind)) ?? covered.value;
  const orderNumber = input.orderNumber.trim();
  return ok({ input, frame: { kind, orderNumber, contractId, guaranteed, tender: null } });
}

const keyOf = ({ input: { accountId }, frame: { kind, orderNumber } }: Wanted): OrderKey => ({
  accountId,
  kind,
  orderNumber,
});

const nameOf = ({ accountId, kind, orderNumber }: OrderKey): string => `${accountId} ${kind} ${orderNumber}`;

/** A number that comes twice in one call is booked once; the second is refused like any other. */
function firstOfEach(asked: readonly Wanted[]): Wanted[] {
  const firsts = new Map<string, Wanted>();
  for (const one of asked) if (!firsts.has(nameOf(keyOf(one)))) firsts.set(nameOf(keyOf(one)), one);
  return [...firsts.values()];
}

async function draftAll(em: EntityManager, ctx: CommandContext, fresh: readonly Wanted[]): Promise<Draft[]> {
  if (fresh.length === 0) return [];
  const before = (await nextNumbers(em, 'shipment', fresh.length)) - fresh.length;
  return fresh.map(({ input, frame }, index) =>
    draft(input, { ...frame, number: numbered('QS', before + index + 1), now: ctx.now() }),
  );
}

/** One statement per table for all of them; goods are set aside order by order, for the items that we keep. */
async function storeDrafts(em: EntityManager, ctx: CommandContext, drafts: readonly Draft[]): Promise<Shipment[]> {
  const shipments = drafts.map(({ shipment }) => shipment);
  await insertShipments(em, shipments);
  const lines = await reserveAll(em, ctx, drafts);
  await insertParts(em, {
    references: drafts.flatMap(({ parts }) => parts.references),
    parties: drafts.flatMap(({ parts }) => parts.parties),
    lines: lines.flat(),
    stops: drafts.flatMap(({ parts }) => parts.stops),
  });
  await insertTokensOf(
    em,
    drafts.map(({ shipment, parts }) => ({
      shipment,
      tokens: searchTokens(shipment.number, parts.references, parts.parties),
    })),
  );
  return tell(em, ctx, shipments, lines);
}

async function reserveAll(
  em: EntityManager,
  ctx: CommandContext,
  drafts: readonly Draft[],
): Promise<(readonly ShipmentLine[])[]> {
  const skus = new Map<string, Set<string>>();
  for (const { shipment, parts } of drafts) {
    const some = skus.get(shipment.accountId) ?? new Set();
    for (const { sku } of parts.lines) some.add(sku);
    skus.set(shipment.accountId, some);
  }
  for (const [accountId, some] of skus) skus.set(accountId, await skusKept(em, ctx.viewer, accountId, [...some]));
  const lines: (readonly ShipmentLine[])[] = [];
  for (const { shipment, parts } of drafts) {
    const kept = parts.lines.some(({ sku }) => skus.get(shipment.accountId)?.has(sku));
    lines.push(kept ? await reserveGoods(em, ctx, shipment, parts) : parts.lines);
  }
  return lines;
}

/** Says what was booked; an order that will leave short is warned of at once. */
async function tell(
  em: EntityManager,
  ctx: CommandContext,
  shipments: readonly Shipment[],
  lines: readonly (readonly ShipmentLine[])[],
): Promise<Shipment[]> {
  const stored: Shipment[] = [];
  const booked: { shipment: Shipment; happened: readonly Happening[] }[] = [];
  for (const [index, before] of shipments.entries()) {
    const progress = { shipment: before, happened: [{ type: SHIPMENT_BOOKED }] };
    const { shipment: after, happened } = await expectShortage(em, ctx, progress, lines[index] ?? [], []);
    if (after.openExceptionCount > 0) stored.push(await saveShipment(em, ctx, { before, after, happened }));
    else {
      booked.push({ shipment: after, happened });
      stored.push(after);
    }
  }
  await announceAll(em, ctx, booked);
  return stored;
}
