import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Whoever works on a home: `use` with any number of others, `replace` alone. */
export type HomeUse = 'use' | 'replace';

/** A hold on a home; gone with the process, however that ends. */
export interface HomeLock {
  release(): void;
}

/** The home is held by somebody who cannot share it. A person can mend that; a stack would not tell more. */
export class HomeBusyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HomeBusyError';
    this.stack = message;
  }
}

const LOCK = '.lock';
/** There while a restore moves files; stays when it is killed in the middle. */
const UNFINISHED = '.restore-unfinished';

/** Path of the mark that a restore leaves while a home is neither old nor new. */
export const unfinishedMark = (home: string): string => join(home, UNFINISHED);

/**
 * Holds QUAYSIDE_HOME while the product, the command line or a restore works on it. The lock is SQLite's own on a file of
 * its own: the kernel drops it with the process, so a `kill -9` leaves nothing stale, and process ids, which containers
 * share and machines reuse, decide nothing.
 * @throws HomeBusyError when a restore holds it, for `replace` when anybody does, and for `use` after half a restore.
 */
export function lockHome(home: string, use: HomeUse): HomeLock {
  mkdirSync(home, { recursive: true });
  const lock = new Sqlite(join(home, LOCK), { timeout: 0 });
  try {
    // A rollback journal: in WAL mode readers would not keep a writer out.
    lock.pragma('journal_mode = DELETE');
    lock.exec(use === 'use' ? 'BEGIN' : 'BEGIN EXCLUSIVE');
    lock.prepare('SELECT COUNT(*) FROM sqlite_master').get();
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new HomeBusyError(
      use === 'use'
        ? `${home} is being restored. Start again when that is done.`
        : `${home} is in use by a running server or command. Stop it first.`,
    );
  }
  if (use === 'use' && existsSync(unfinishedMark(home))) {
    lock.close();
    throw new HomeBusyError(`A restore of ${home} was cut off. Run it again with --replace, then start.`);
  }
  return { release: () => lock.close() };
}
