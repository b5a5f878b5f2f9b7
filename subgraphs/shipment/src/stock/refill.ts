import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { ShipmentState } from '../events.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import { reserveMissing } from './shortage.ts';

/** A packed order is closed: nobody opens its cartons for what has come since. */
const MAY_GROW: readonly ShipmentState[] = ['BOOKED', 'PICKING'];
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
  for (const id of await shortOrders(em, ctx.viewer, accountId, skus)) {
    const before = await loadShipment(em, ctx, id);
    const { shipment: after, happened } = await reserveMissing(em, ctx, { shipment: before, happened: [] });
    if (happened.length > 0) await saveShipment(em, ctx, { before, after, happened });
  }
}

/** Orders that can still grow and lack some of these items. */
async function shortOrders(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  skus: readonly string[],
): Promise<string[]> {
  const where = allOf([
    equals('t.account_id', 'account', accountId),
    oneOf('t.state', 'states', MAY_GROW),
    equals('t.kind', 'kind', 'WAREHOUSE_ORDER'),
    withinReach(viewer, { account: 't.account_id' }),
    {
      sql: `EXISTS (SELECT 1 FROM shipment_line l WHERE l.shipment_id = t.id AND l.sku IN :skus
        AND l.shipped_quantity IS NULL AND l.reserved_quantity < l.ordered_quantity)`,
      parameters: { skus: [...new Set(skus)] },
    },
  ]);
  const order = 'CASE WHEN t.promised_at IS NULL THEN 1 ELSE 0 END, t.promised_at, t.created_at, t.id';
  const sql = `SELECT t.id AS id FROM shipment t WHERE ${where.sql} ORDER BY ${order} LIMIT ${MOST_ORDERS}`;
  return (await selectRows<{ id: string }>(em, sql, where.parameters)).map(({ id }) => id);
}
