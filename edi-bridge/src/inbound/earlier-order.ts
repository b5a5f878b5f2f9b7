import type { Mapped } from '../transactions/mapped.ts';
import type { CameBefore } from './earlier-contents.ts';
import type { GraphOrders } from './graph-orders.ts';
import { result, type SetResult } from './set-result.ts';

// What has come to nothing may be meant to begin anew: that is for the sender to say.
const ENDED = ['CANCELLED', 'DECLINED'];

/** What is told of a set that came before under another control number. */
export const ignoredNote = (key: string, number: string): string =>
  `${key} came before with the same content: it is ${number}, which stays as it is.`;

/**
 * The number is taken: by our own first try before a crash, or by an earlier order, which stays as it is. The same order
 * once more is ignored; another one under its number is refused, because a change has to say that it is one. `source` is
 * what our own work would be known by; null when this set cannot have been tried before.
 */
export async function existing(
  orders: GraphOrders,
  kind: 'ORDER' | 'LOAD',
  { key, warnings }: Extract<Mapped, { kind: 'order' | 'tender' }>,
  { source, cameBefore }: { source: string | null; cameBefore: CameBefore },
): Promise<SetResult> {
  const found = await orders.find(kind, key);
  if (found && found.source === source) return result('DONE', key, warnings.join(' ') || null, found.id);
  if (found && !ENDED.includes(found.state) && (await cameBefore(found.source)))
    return result('IGNORED', key, ignoredNote(key, found.number), found.id);
  const name = found ? `${key} exists already as ${found.number}` : `${key} exists already`;
  const how = kind === 'ORDER' ? 'send W0501 R' : 'send B2A01 04';
  return result('REFUSED', key, `${name}; nothing was changed. To change it, ${how}.`, found?.id ?? null);
}
