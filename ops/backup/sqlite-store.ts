import { cp, mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SubgraphName } from '@quayside/shared/config';
import Sqlite from 'better-sqlite3';
import { exists } from './files.ts';
import type { InboxPosition, StoreSource, StoreTarget } from './store.ts';

/** A database, and what it has not yet taken in from its log. */
const FILES = ['', '-wal', '-shm'];

export function openSqliteSource(name: SubgraphName, path: string): StoreSource {
  const reader = new Sqlite(path, { readonly: true });
  return {
    name,
    engine: 'sqlite',
    look: async () => {
      if (reader.inTransaction) reader.exec('ROLLBACK');
      reader.exec('BEGIN');
      // The first read is what fixes the moment.
      reader.prepare('SELECT COUNT(*) FROM sqlite_master').get();
    },
    head: async () => headOf(reader),
    inbox: async () => inboxOf(reader),
    // The copy is made of the transaction that `look` began, whatever is written meanwhile.
    copyTo: async (folder) => {
      await reader.backup(join(folder, basename(path)));
      return basename(path);
    },
    close: async () => void reader.close(),
  };
}

const headOf = (db: Sqlite.Database): number =>
  Number((db.prepare('SELECT MAX(position) AS head FROM event').get() as { head: number | null }).head);

const inboxOf = (db: Sqlite.Database): InboxPosition[] =>
  db.prepare('SELECT id, position FROM inbox').all() as InboxPosition[];

/** @param folders where to load, and where the present files go. */
export function openSqliteTarget(
  name: SubgraphName,
  path: string,
  folders: { readonly staging: string; readonly aside: string },
): StoreTarget {
  const staged = join(folders.staging, basename(path));
  const kept = join(folders.aside, basename(path));
  const inStaged = <T>(work: (db: Sqlite.Database) => T): T => {
    const db = new Sqlite(staged, { fileMustExist: true });
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const move = async (from: string, to: string): Promise<void> => {
    for (const suffix of FILES) if (await exists(from + suffix)) await rename(from + suffix, to + suffix);
  };
  return {
    name,
    // The lock on the home tells.
    usedBy: async () => null,
    present: () => exists(path),
    load: async (file) => {
      await mkdir(folders.staging, { recursive: true });
      await cp(file, staged);
      const [fault] = inStaged((db) => db.pragma('quick_check', { simple: false }) as { quick_check: string }[]);
      if (fault?.quick_check !== 'ok') throw new Error(`${file} is damaged: ${fault?.quick_check}`);
    },
    head: async () => inStaged(headOf),
    inbox: async () => inStaged(inboxOf),
    setInbox: async (id, position) =>
      void inStaged((db) => db.prepare('UPDATE inbox SET position = ? WHERE id = ?').run(position, id)),
    swap: async () => {
      await mkdir(folders.aside, { recursive: true });
      await move(path, kept);
      try {
        await move(staged, path);
      } catch (error) {
        await move(kept, path);
        throw error;
      }
    },
    swapBack: async () => {
      await move(path, staged);
      await move(kept, path);
    },
    // The whole folder goes at the end.
    discard: async () => undefined,
    close: async () => undefined,
  };
}
