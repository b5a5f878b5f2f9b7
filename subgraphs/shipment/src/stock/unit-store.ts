import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { type ItemPack, measureFor, unitFault } from '../pack/pack.ts';
import { packsOf } from '../pack/store.ts';
import { type Item, isKept } from './reservation.ts';
import { itemsKept } from './store.ts';

/** Lines of an order, as far as their units are concerned. */
type Ordered = Parameters<typeof unitFault>[0];

/** The packs of items that are asked for in another unit than they are kept in; mostly there are none to be read. */
async function packsNeeded(
  em: EntityManager,
  ctx: CommandContext,
  accountId: string,
  items: readonly Item[],
  kept: readonly Item[],
): Promise<ItemPack[]> {
  const skus = items
    .filter((item) => !isKept(kept, item) && kept.some(({ sku }) => sku === item.sku))
    .map(({ sku }) => sku);
  return skus.length === 0 ? [] : packsOf(em, ctx.viewer, accountId, skus);
}

/** How each item is measured in the stock; null for what we do not keep. */
export async function measuresOf(
  em: EntityManager,
  ctx: CommandContext,
  accountId: string,
  items: readonly Item[],
  kept: readonly Item[],
): Promise<(item: Item) => ReturnType<typeof measureFor>> {
  const packs = await packsNeeded(em, ctx, accountId, items, kept);
  return (item) => measureFor(item, kept, packs);
}

/** What several orders of an account ask for that is kept, and for each whether its units can be told. */
export async function unitsOfOrders(
  em: EntityManager,
  ctx: CommandContext,
  accountId: string,
  orders: readonly Ordered[],
): Promise<{ readonly kept: readonly Item[]; readonly faults: readonly (Result<never> | null)[] }> {
  const items = orders.flat();
  const kept = await itemsKept(em, ctx.viewer, accountId, [...new Set(items.map(({ sku }) => sku))]);
  const packs = await packsNeeded(em, ctx, accountId, items, kept);
  return { kept, faults: orders.map((lines) => unitFault(lines, kept, packs)) };
}
