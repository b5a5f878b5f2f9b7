import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { EntityManager } from 'typeorm';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import { findShortOrders } from './short-order-store.ts';
import { reserveMissing } from './shortage.ts';

/** What one receipt refills at most; orders behind them get theirs when their picking starts. */
const MOST_ORDERS = 200;

/**
 * Goods of an account have become available: orders that were short of them get what they lack, the oldest promise
 * first, and of orders promised alike the one that was booked first.
 */
export async function refillShort(
  em: EntityManager,
  ctx: CommandContext,
  accountId: string,
  skus: readonly string[],
): Promise<void> {
  if (skus.length === 0) return;
  for (const id of await findShortOrders(em, ctx.viewer, { accountId, skus, most: MOST_ORDERS })) {
    const before = await loadShipment(em, ctx, id);
    const { shipment: after, happened } = await reserveMissing(em, ctx, { shipment: before, happened: [] });
    if (happened.length > 0) await saveShipment(em, ctx, { before, after, happened });
  }
}
