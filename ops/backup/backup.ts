import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Settings, SUBGRAPH_NAMES, type SubgraphName } from '@quayside/shared/config';
import { CliError, holdHome } from '../cli/admin.ts';
import { copyArchives, copyMailbox, countParts, exists } from './files.ts';
import { takeMoment } from './moment.ts';
import { openMysqlSource } from './mysql-store.ts';
import { openSqliteSource } from './sqlite-store.ts';
import { MANIFEST, type Manifest, type StoreSource } from './store.ts';

interface Backup {
  readonly folder: string;
  readonly at: string;
  readonly databases: number;
  readonly folders: number;
}

/** Copies a store while it is in use: all databases as they were at one moment, and the files that they name. */
export async function backUp(settings: Settings, folder: string): Promise<Backup> {
  if (await exists(folder)) throw new CliError(`${folder} exists already. Name a new folder.`);
  const home = holdHome(settings.home, 'use');
  const stores: StoreSource[] = [];
  const partial = `${folder}.partial`;
  try {
    for (const name of SUBGRAPH_NAMES) stores.push(...(await openSource(name, settings.databaseUrl[name])));
    if (stores.length === 0) throw new CliError(`There is nothing to back up in ${settings.home}.`);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await copyMailbox(settings.home, partial);
    await takeMoment(stores);
    const at = new Date().toISOString();
    const manifest: Manifest = { format: 1, at, stores: await copyStores(stores, partial) };
    await copyMailbox(settings.home, partial);
    await copyArchives(settings.home, partial);
    await writeFile(join(partial, MANIFEST), JSON.stringify(manifest, null, 2));
    await rename(partial, folder);
    return { folder, at, databases: stores.length, folders: await countParts(folder) };
  } finally {
    for (const store of stores) await store.close();
    home.release();
  }
}

async function openSource(name: SubgraphName, url: string): Promise<StoreSource[]> {
  if (url.startsWith('mysql:')) return [openMysqlSource(name, url)];
  const path = url.replace(/^file:/, '');
  return (await exists(path)) ? [openSqliteSource(name, path)] : [];
}

async function copyStores(stores: readonly StoreSource[], folder: string): Promise<Manifest['stores']> {
  const copied: [SubgraphName, { engine: StoreSource['engine']; file: string }][] = [];
  for (const store of stores) copied.push([store.name, { engine: store.engine, file: await store.copyTo(folder) }]);
  return Object.fromEntries(copied);
}
