import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { EntityManager } from 'typeorm';
import { SHIPMENT_RESERVED } from '../events.ts';
import { readLines, readParties, updateReserved } from '../shipment/part-store.ts';
import type { ShipmentLine } from '../shipment/parts.ts';
import { shortTrouble } from '../shipping/shipping.ts';
import { type ExceptionEnd, openOnes, type ShipmentException } from '../tracking/exception.ts';
import { type Progress, raise, settle } from '../tracking/record.ts';
import { readExceptions } from '../tracking/store.ts';
import { reserveGoods } from './reserve.ts';
import { rounded } from './stock.ts';

/** Lines for which less stands ready than was ordered. */
const shortOfStock = (lines: readonly ShipmentLine[]): ShipmentLine[] =>
  lines.filter((line) => line.reservedQuantity !== null && line.reservedQuantity < rounded(line.orderedQuantity));

/** Warns of an order that will leave short while there is time to act, and takes the warning back when goods have come. */
export async function expectShortage(
  em: EntityManager,
  ctx: CommandContext,
  progress: Progress,
  lines: readonly ShipmentLine[],
  known: readonly ShipmentException[],
): Promise<Progress> {
  const short = shortOfStock(lines);
  const warned = openOnes(known).filter((one) => one.kind === 'SHORTAGE_EXPECTED');
  if (short.length === 0) return settle(em, ctx, progress, warned, { endedBy: 'READY' });
  if (warned.length > 0) return progress;
  const trouble = shortTrouble('SHORTAGE_EXPECTED', short, (line) => line.reservedQuantity);
  return raise(em, ctx, progress, trouble);
}

/** Sets aside what has come since the order was booked. */
export async function reserveMissing(em: EntityManager, ctx: CommandContext, progress: Progress): Promise<Progress> {
  const of = [progress.shipment.id];
  const before = await readLines(em, ctx.viewer, of);
  if (shortOfStock(before).length === 0) return progress;
  const parties = await readParties(em, ctx.viewer, of);
  const lines = await reserveGoods(em, ctx, progress.shipment, { lines: before, parties });
  const grown = lines.filter((line, index) => line.reservedQuantity !== before[index]?.reservedQuantity);
  for (const line of grown) await updateReserved(em, line);
  const reserved =
    grown.length > 0 ? { ...progress, happened: [...progress.happened, { type: SHIPMENT_RESERVED }] } : progress;
  return expectShortage(em, ctx, reserved, lines, await readExceptions(em, ctx.viewer, of));
}

/** The order has left or is gone: what was to be expected is decided. */
export const endShortage = (
  em: EntityManager,
  ctx: CommandContext,
  progress: Progress,
  known: readonly ShipmentException[],
  endedBy: ExceptionEnd,
): Promise<Progress> =>
  settle(
    em,
    ctx,
    progress,
    known.filter((one) => one.kind === 'SHORTAGE_EXPECTED'),
    { endedBy },
  );
