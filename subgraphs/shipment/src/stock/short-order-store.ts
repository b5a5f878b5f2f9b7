import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { ShipmentState } from '../events.ts';

/** A packed order is closed: nobody opens its cartons for what has come since. */
const MAY_GROW: readonly ShipmentState[] = ['BOOKED', 'PICKING'];

/** Orders that can still grow and lack some of these items: the oldest promise first. */
export async function findShortOrders(
  em: EntityManager,
  viewer: Viewer,
  { accountId, skus, most }: { accountId: string; skus: readonly string[]; most: number },
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
  const sql = `SELECT t.id AS id FROM shipment t WHERE ${where.sql} ORDER BY ${order} LIMIT ${most}`;
  return (await selectRows<{ id: string }>(em, sql, where.parameters)).map(({ id }) => id);
}
