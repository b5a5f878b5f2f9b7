import { type Result, refuse } from '@quayside/shared/result';
import { type Item, isKept } from '../stock/reservation.ts';
import { rounded } from '../stock/stock.ts';

/** How much of an item a unit of it holds: a case (CA) of 24 pieces (EA). */
export interface ItemPack {
  readonly accountId: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantity: number;
  readonly holdsUnit: string;
}

/** The unit in which what is asked for is kept, and how many of it one of the asked unit is. */
export interface Measure {
  readonly unit: string;
  readonly factor: number;
}

/** Pieces in a case, cases on a pallet, pallets in a container: nobody packs deeper. */
const DEEPEST = 4;

/** How many of one unit another holds, over several packs where it must be; null when nobody has said it. */
export function factorBetween(packs: readonly ItemPack[], from: string, to: string, depth = DEEPEST): number | null {
  if (from === to) return 1;
  if (depth === 0) return null;
  for (const { unit, quantity, holdsUnit } of packs) {
    const next =
      unit === from ? ([holdsUnit, quantity] as const) : holdsUnit === from ? ([unit, 1 / quantity] as const) : null;
    const rest =
      next &&
      factorBetween(
        packs.filter((one) => one.unit !== unit),
        next[0],
        to,
        depth - 1,
      );
    if (next && rest !== null) return next[1] * rest;
  }
  return null;
}

/** The unit that an item is kept in: its own, or one that its packs lead to. Null for what we do not keep, or cannot tell. */
export function measureFor(item: Item, kept: readonly Item[], packs: readonly ItemPack[]): Measure | null {
  if (isKept(kept, item)) return { unit: item.unit, factor: 1 };
  const own = packs.filter(({ sku }) => sku === item.sku);
  for (const { sku, unit } of kept) {
    const factor = sku === item.sku ? factorBetween(own, item.unit, unit) : null;
    if (factor !== null) return { unit, factor };
  }
  return null;
}

/** A line of an order as far as its unit is concerned. */
interface Asked extends Item {
  readonly lineNumber: number;
  readonly orderedQuantity: number;
}

/** Refuses an order in a unit that nobody can take from what we keep; items that we do not keep may have any. */
export function unitFault(
  lines: readonly Asked[],
  kept: readonly Item[],
  packs: readonly ItemPack[],
): Result<never> | null {
  for (const line of lines) {
    const units = kept.filter(({ sku }) => sku === line.sku).map(({ unit }) => unit);
    if (units.length === 0) continue;
    const measure = measureFor(line, kept, packs);
    const [unit = ''] = units;
    const { lineNumber, orderedQuantity, sku } = line;
    if (!measure) {
      const message = `Line ${lineNumber} orders ${orderedQuantity} ${line.unit} of ${sku}, which we keep in ${unit}: how many ${unit} one ${line.unit} holds is not known.`;
      const fix = `Order it in ${unit}, or tell how many a ${line.unit} holds.`;
      return refuse('UNIT_NOT_KNOWN', message, { field: 'lines.unit', fix });
    }
    const quantity = rounded(orderedQuantity * measure.factor);
    if (measure.factor < 1 && Math.abs(quantity - Math.round(quantity)) > 1e-3) {
      const whole = rounded(1 / measure.factor);
      const message = `Line ${lineNumber} orders ${orderedQuantity} ${line.unit} of ${sku}, which we keep in ${measure.unit} of ${whole}.`;
      const fix = `Order a multiple of ${whole}.`;
      return refuse('UNIT_NOT_WHOLE', message, { field: 'lines.orderedQuantity', fix });
    }
  }
  return null;
}

/** What is wrong with a pack. */
export function packFault({ sku, unit, quantity, holdsUnit }: Omit<ItemPack, 'accountId'>): Result<never> | null {
  if (![sku, unit, holdsUnit].every((text) => text.trim() !== '' && text.length <= 64))
    return refuse('PACK_INVALID', 'A pack names the item and two units.', { field: 'unit' });
  if (unit === holdsUnit || !(quantity > 0) || !Number.isFinite(quantity)) {
    const fix = 'Such as 24 EA in a CA.';
    return refuse('PACK_INVALID', 'A unit holds some of another unit.', { field: 'quantity', fix });
  }
  return null;
}
