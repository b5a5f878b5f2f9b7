import { nextNumbers, numbered } from '@quayside/shared/db/sequence';
import { AppError } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { accountsOfConsignees } from '../consignee/store.ts';
import { takeFault } from '../credit/credit.ts';
import { creditGates } from '../credit/store.ts';
import { type LinesTold, SHIPMENT_BOOKED } from '../events.ts';
import type { Item } from '../stock/reservation.ts';
import { reserveGoods } from '../stock/reserve.ts';
import { expectShortage } from '../stock/shortage.ts';
import { unitsOfOrders } from '../stock/unit-store.ts';
import type { Progress } from '../tracking/record.ts';
import { type Draft, type DraftFrame, draft } from './draft.ts';
import type { GoodsInput } from './order-input.ts';
import { insertParts } from './part-store.ts';
import type { ShipmentLine } from './parts.ts';
import { announceAll, keepChange } from './save.ts';
import { searchTokens } from './search.ts';
import type { Shipment } from './shipment.ts';
import { findByOrder, findByOrders, insertShipments, insertTokens, type OrderKey } from './store.ts';

/** An order or a load that may be booked, and what is known of it beside its goods. */
export interface Wanted {
  readonly input: GoodsInput;
  readonly frame: Omit<DraftFrame, 'number' | 'now'>;
}

const keyOf = ({ input: { accountId }, frame: { kind, orderNumber } }: Wanted): OrderKey => ({
  accountId,
  kind,
  orderNumber,
});

const nameOf = ({ accountId, kind, orderNumber }: OrderKey): string => `${accountId} ${kind} ${orderNumber}`;

/**
 * Gives the numbers, stores everything and says so, with as many statements as for one; each is answered as if it had
 * come alone, in its order. Null when somebody else took one of the order numbers meanwhile: then nothing was stored.
 */
export async function bookAll(
  em: EntityManager,
  ctx: CommandContext,
  wanted: readonly Wanted[],
  event = SHIPMENT_BOOKED,
): Promise<Result<Shipment>[] | null> {
  const earlier = await findByOrders(em, ctx.viewer, wanted.map(keyOf));
  const taken = new Map(earlier.map((one) => [nameOf(one), one]));
  const consignees = wanted.flatMap(({ input }) => input.consigneeId ?? []);
  const owners = await accountsOfConsignees(em, consignees);
  const gateOf = await creditGates(em, wanted.map(keyOf));
  const fresh = new Map<string, Wanted>();
  const faults = wanted.map((one) => {
    const key = keyOf(one);
    const name = nameOf(key);
    if (taken.has(name) || fresh.has(name)) return null;
    const fault = strangerFault(one.input, owners) ?? takeFault(key.orderNumber, gateOf(key));
    if (!fault) fresh.set(name, one);
    return fault;
  });
  const kept = await refuseUnits(em, ctx, wanted, fresh, faults);
  const stored = await storeDrafts(em, ctx, await draftAll(em, ctx, [...fresh.values()]), { event, kept });
  if (!stored) return null;
  for (const shipment of stored) taken.set(nameOf(shipment), shipment);
  return wanted.map((one, index) => {
    const name = nameOf(keyOf(one));
    const shipment = taken.get(name) as Shipment;
    return faults[index] ?? (fresh.get(name) === one ? ok(shipment) : orderExists(shipment));
  });
}

/** What the accounts keep of what is ordered; an order in a unit that cannot be told is no longer among the fresh ones. */
async function refuseUnits(
  em: EntityManager,
  ctx: CommandContext,
  wanted: readonly Wanted[],
  fresh: Map<string, Wanted>,
  faults: (Result<never> | null)[],
): Promise<Kept> {
  const kept = new Map<string, readonly Item[]>();
  const meant = [...fresh.values()];
  for (const accountId of new Set(meant.map(({ input }) => input.accountId))) {
    const own = meant.filter(({ input }) => input.accountId === accountId);
    // Only what leaves our warehouse is taken from its stock.
    const orders = own.map(({ input, frame }) => (frame.kind === 'WAREHOUSE_ORDER' ? (input.lines ?? []) : []));
    const units = await unitsOfOrders(em, ctx, accountId, orders);
    kept.set(accountId, units.kept);
    for (const [index, fault] of units.faults.entries()) {
      const one = own[index];
      if (!fault || !one) continue;
      faults[wanted.indexOf(one)] = fault;
      fresh.delete(nameOf(keyOf(one)));
    }
  }
  return kept;
}

/** By account. */
type Kept = ReadonlyMap<string, readonly Item[]>;

/** Books one, in a transaction that goes on when somebody else was faster. */
export async function book(
  em: EntityManager,
  ctx: CommandContext,
  wanted: Wanted,
  event = SHIPMENT_BOOKED,
): Promise<Result<Shipment>> {
  const [booked] = (await bookAll(em, ctx, [wanted], event)) ?? [];
  if (booked) return booked;
  const winner = await findByOrder(em, ctx.viewer, keyOf(wanted));
  if (winner) return orderExists(winner);
  throw new AppError('CONFLICT', 'The same order is being booked right now. Try again.');
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

function strangerFault(
  { accountId, consigneeId }: Consigned,
  owners: ReadonlyMap<string, string>,
): Result<never> | null {
  const owner = consigneeId ? owners.get(consigneeId) : undefined;
  return owner === undefined || owner === accountId
    ? null
    : refuse('CONSIGNEE_UNKNOWN', 'The account has no such consignee.', { field: 'consigneeId' });
}

/** The refusal of an order number that the account has used. */
const orderExists = (existing: Shipment): Result<never> =>
  refuse('SHIPMENT_ORDER_EXISTS', `${existing.orderNumber} has been ordered already: it is ${existing.number}.`, {
    field: existing.kind === 'LOAD' ? 'loadNumber' : 'orderNumber',
    fix: `Open ${existing.number}, or use another number.`,
    figures: { order: existing.orderNumber, number: existing.number },
  });

async function draftAll(em: EntityManager, ctx: CommandContext, fresh: readonly Wanted[]): Promise<Draft[]> {
  if (fresh.length === 0) return [];
  const before = (await nextNumbers(em, 'shipment', fresh.length)) - fresh.length;
  return fresh.map(({ input, frame }, index) =>
    draft(input, { ...frame, number: numbered('QS', before + index + 1), now: ctx.now() }),
  );
}

/** One statement per table for all of them; goods are set aside order by order, for the items that we keep. */
async function storeDrafts(
  em: EntityManager,
  ctx: CommandContext,
  drafts: readonly Draft[],
  { event, kept }: { event: string; kept: Kept },
): Promise<Shipment[] | null> {
  const shipments = drafts.map(({ shipment }) => shipment);
  if (!(await insertShipments(em, shipments))) return null;
  const lines = await reserveAll(em, ctx, drafts, kept);
  await insertParts(em, {
    references: drafts.flatMap(({ parts }) => parts.references),
    parties: drafts.flatMap(({ parts }) => parts.parties),
    lines: lines.flat(),
    stops: drafts.flatMap(({ parts }) => parts.stops),
  });
  await makeFindable(em, drafts);
  return tell(em, ctx, drafts, lines, event);
}

/** Makes shipments findable by their numbers, references and party names. */
export const makeFindable = (em: EntityManager, drafts: readonly Draft[]): Promise<void> =>
  insertTokens(
    em,
    drafts.map(({ shipment, parts }) => ({
      shipment,
      tokens: searchTokens(shipment.number, parts.references, parts.parties),
    })),
  );

/** What is left for an order is what those before it have left: each is served in its turn. */
async function reserveAll(
  em: EntityManager,
  ctx: CommandContext,
  drafts: readonly Draft[],
  kept: Kept,
): Promise<(readonly ShipmentLine[])[]> {
  const skus = new Map([...kept].map(([accountId, items]) => [accountId, new Set(items.map(({ sku }) => sku))]));
  const lines: (readonly ShipmentLine[])[] = [];
  for (const { shipment, parts } of drafts) {
    const some = parts.lines.some(({ sku }) => skus.get(shipment.accountId)?.has(sku));
    lines.push(some ? await reserveGoods(em, ctx, shipment, parts) : parts.lines);
  }
  return lines;
}

/** Says what was booked; an order that will leave short is warned of at once. */
async function tell(
  em: EntityManager,
  ctx: CommandContext,
  drafts: readonly Draft[],
  lines: readonly (readonly ShipmentLine[])[],
  event: string,
): Promise<Shipment[]> {
  const booked: Progress[] = [];
  for (const [index, { shipment: before }] of drafts.entries()) {
    const start = {
      shipment: before,
      happened: [{ type: event, more: { lineCount: (lines[index] ?? []).length } satisfies LinesTold }],
    };
    const { shipment: after, happened } = await expectShortage(em, ctx, start, lines[index] ?? [], []);
    const short = after.openExceptionCount > 0;
    booked.push({ shipment: short ? await keepChange(em, ctx, before, after) : after, happened });
  }
  await announceAll(em, ctx, booked);
  return booked.map(({ shipment }) => shipment);
}
