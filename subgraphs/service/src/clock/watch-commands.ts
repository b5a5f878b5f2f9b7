import { AppError } from '@quayside/shared/errors';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import type { EntityManager } from 'typeorm';
import type { ItemKindName, ServiceItem } from '../item/item.ts';
import { type ClockHand, openBook, saveBook } from './clock-commands.ts';
import { itemsToLookAt } from './store.ts';

const AT_ONCE = 100;

/** Finds an item by its kind, whoever owns it. */
export type FindItem = (em: EntityManager, kind: ItemKindName, id: string) => Promise<ServiceItem | null>;

/** What the watch needs from outside. */
export interface ClockWatchDeps extends WatchDeps {
  readonly find: FindItem;
}

/**
 * Lets clocks that have become due say so, without anybody looking. What was said is stored with the event in one
 * transaction, so it is said once, however many processes watch and whenever one of them stops.
 */
export const watchClocks = (deps: ClockWatchDeps): Watch => {
  const { db, log, now, pollMs = 1_000 } = deps;
  return new Watch({ everyMs: pollMs, firstAfterMs: 0, log, failure: 'clocks not looked at' }, async () => {
    for (let told = 1; told > 0; ) {
      const clocks = await db.read((em) => itemsToLookAt(em, now(), AT_ONCE));
      const items = new Map(clocks.map(({ itemId, itemKind, accountId }) => [itemId, { itemId, itemKind, accountId }]));
      told = 0;
      for (const item of items.values()) if (await tell(deps, item)) told++;
    }
  });
};

/** False when it could not be told: then the other items are not kept waiting. */
async function tell(
  { db, log, now, find }: ClockWatchDeps,
  item: { itemId: string; itemKind: ItemKindName; accountId: string },
): Promise<boolean> {
  const hand: ClockHand = { now, correlationId: newId(), actor: systemViewer('Clock').name };
  try {
    await db.write(async (em) => {
      const found = await find(em, item.itemKind, item.itemId);
      if (!found) throw new RangeError(`the item ${item.itemId} of a clock is gone`);
      const book = await openBook(hand, em, item, []);
      await saveBook(hand, em, book.climb(), found, item.itemKind);
    });
    return true;
  } catch (error) {
    // Another watch, or a person, was faster: the next look sees what is left.
    if (!(error instanceof AppError && error.code === 'CONFLICT')) log.error({ err: error, ...item }, 'clock not told');
    return false;
  }
}
