import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Settings, SUBGRAPH_NAMES } from '@quayside/shared/config';
import Sqlite from 'better-sqlite3';
import { CliError } from './admin.ts';

const FOLDERS = ['documents', 'edi-archive', 'mailbox', 'keys'];
const FILES = ['demo.json'];

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

interface Backup {
  readonly folder: string;
  readonly databases: number;
  readonly folders: number;
}

/** Copies a store while it is in use: SQLite's own backup gives one consistent moment per database. */
export async function backUp(settings: Settings, folder: string): Promise<Backup> {
  refuseServers(settings);
  if (await exists(folder)) throw new CliError(`${folder} exists already. Name a new folder.`);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  let databases = 0;
  for (const name of SUBGRAPH_NAMES) {
    const path = settings.databaseUrl[name].replace(/^file:/, '');
    if (!(await exists(path))) continue;
    const database = new Sqlite(path, { readonly: true });
    await database.backup(join(partial, basename(path))).finally(() => database.close());
    databases++;
  }
  if (databases === 0) throw new CliError(`There is nothing to back up in ${settings.home}.`);
  // Databases first: a file that arrives meanwhile is in the copy without its row, never a row without its file.
  const folders = await copyParts(settings.home, partial);
  await rename(partial, folder);
  return { folder, databases, folders };
}

/** Puts a backup in the place of the store. Without `replace` only into an empty home. */
export async function restore(settings: Settings, folder: string, replace: boolean): Promise<Backup> {
  refuseServers(settings);
  const entries = (await exists(folder)) ? await readdir(folder) : [];
  const databases = entries.filter((entry) => entry.endsWith('.sqlite'));
  if (databases.length === 0) throw new CliError(`${folder} is not a backup: it holds no database.`);
  const present = (await exists(settings.home))
    ? (await readdir(settings.home)).filter((entry) => entry.endsWith('.sqlite'))
    : [];
  if (present.length > 0 && !replace)
    throw new CliError(`${settings.home} holds a store. Stop the server and give --replace to throw it away.`);
  const aside = `${settings.home}.before-restore`;
  if (present.length > 0) {
    await rm(aside, { recursive: true, force: true });
    await rename(settings.home, aside);
  }
  await mkdir(settings.home, { recursive: true });
  for (const database of databases) await cp(join(folder, database), join(settings.home, database));
  const folders = await copyParts(folder, settings.home);
  await rm(aside, { recursive: true, force: true });
  return { folder, databases: databases.length, folders };
}

async function copyParts(from: string, to: string): Promise<number> {
  let copied = 0;
  for (const part of [...FOLDERS, ...FILES]) {
    if (!(await exists(join(from, part)))) continue;
    await cp(join(from, part), join(to, part), { recursive: true, preserveTimestamps: true });
    copied++;
  }
  return copied;
}

function refuseServers(settings: Settings): void {
  if (Object.values(settings.databaseUrl).some((url) => url.startsWith('mysql:'))) {
    throw new CliError(
      'The databases are on a MySQL server: back them up with its own tools (mariadb-dump), and copy QUAYSIDE_HOME.',
    );
  }
}
