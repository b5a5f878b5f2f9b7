import type { GraphOrders } from './graph-orders.ts';
import { result, type SetResult } from './set-result.ts';

/**
 * The number is taken: by our own first try before a crash, or by an earlier order, which stays as it is. `source` is
 * what our own work would be known by; null when this set cannot have been tried before.
 */
export async function existing(
  orders: GraphOrders,
  kind: 'ORDER' | 'LOAD',
  key: string,
  source: string | null,
  warnings: readonly string[],
): Promise<SetResult> {
  const found = await orders.find(kind, key);
  if (found && found.source === source) return result('DONE', key, warnings.join(' ') || null, found.id);
  const name = found ? `${key} exists already as ${found.number}` : `${key} exists already`;
  const how = kind === 'ORDER' ? 'send W0501 R' : 'send B2A01 04';
  return result('REFUSED', key, `${name}; nothing was changed. To change it, ${how}.`, found?.id ?? null);
}
