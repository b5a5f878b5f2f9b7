import * as column from '@quayside/shared/db/columns';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { type EntityManager, EntitySchema } from 'typeorm';

/** Which item an idempotency key has opened. */
export interface OpenedOnceRow {
  /** `<account>:<who>:<kind>:<key>` */
  id: string;
  itemId: string;
}

/** One row per key that was used. */
export const openedOnceTable = new EntitySchema<OpenedOnceRow>({
  name: 'opened_once',
  columns: { id: { ...column.line, primary: true }, itemId: { ...column.id, name: 'item_id' } },
});

/** Keeps account, kind and key together below the length of the column. */
const LONGEST_KEY = 100;

/** The key as it is kept: of an account, for one use of it. @throws AppError BAD_USER_INPUT when it is too long */
export function onceKey(accountId: string, use: readonly string[], key: string): string {
  if (key.length > LONGEST_KEY) {
    throw new AppError('BAD_USER_INPUT', `An idempotency key has ${LONGEST_KEY} characters at most.`);
  }
  return [accountId, ...use, key].join(':');
}

/** The item that a key has opened, or null. */
export const openedBefore = async (em: EntityManager, id: string): Promise<string | null> =>
  (await em.getRepository(openedOnceTable).findOneBy({ id }))?.itemId ?? null;

/** Written with the item, in one transaction. */
export async function rememberOpened(em: EntityManager, id: string, itemId: string): Promise<void> {
  await em.getRepository(openedOnceTable).insert({ id, itemId });
}

/** Runs again when another request with the same key was faster: the second run finds what the first has made. */
export async function orFindTheFaster<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return work();
  }
}
