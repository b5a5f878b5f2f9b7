import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Settings, SUBGRAPH_NAMES, type SubgraphName } from '@quayside/shared/config';
import { unfinishedMark } from '@quayside/shared/home-lock';
import { CliError, holdHome } from '../cli/admin.ts';
import { copyArchives, copyMailbox, countParts, exists, FILE_PARTS } from './files.ts';
import { ahead } from './moment.ts';
import { openMysqlTarget } from './mysql-store.ts';
import { openSqliteTarget } from './sqlite-store.ts';
import { MANIFEST, type Manifest, type StoreTarget } from './store.ts';

interface Restored {
  readonly folder: string;
  readonly databases: number;
  readonly folders: number;
  /** Where the replaced files are; the replaced tables of a server have its digits in their names. Nobody deletes them. */
  readonly aside: string | null;
  /** Consumers that were ahead of what was restored: their next events would have been skipped. */
  readonly setBack: readonly string[];
}

const STAGING = '.restoring-';

/**
 * Puts a backup in the place of the store. Everything is loaded and checked beside the present store first; then the two
 * change places, and what was there stays aside. Whatever fails leaves the present store as it was.
 */
export async function restore(settings: Settings, folder: string, replace: boolean): Promise<Restored> {
  const manifest = await readManifest(folder);
  const home = holdHome(settings.home, 'replace');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const staging = join(settings.home, STAGING + stamp);
  const aside = join(settings.home, `.before-restore-${stamp}`);
  const targets: StoreTarget[] = [];
  try {
    for (const name of SUBGRAPH_NAMES)
      targets.push(...(await openTarget(name, settings.databaseUrl[name], manifest, { stamp, staging, aside })));
    const present = await refuseWhenUnsafe(targets, settings.home, replace);
    await clearStaging(settings.home);
    for (const target of targets) {
      const file = manifest.stores[target.name]?.file;
      if (file) await target.load(join(folder, file));
    }
    await mkdir(staging, { recursive: true });
    await copyMailbox(folder, staging);
    await copyArchives(folder, staging);
    const setBack = await setBackInboxes(targets, manifest);
    await changePlaces(targets, { home: settings.home, staging, aside });
    const databases = Object.keys(manifest.stores).length;
    return { folder, databases, folders: await countParts(folder), aside: present ? aside : null, setBack };
  } finally {
    for (const target of targets) {
      await target.discard().catch(() => undefined);
      await target.close();
    }
    await rm(staging, { recursive: true, force: true });
    home.release();
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text !== null) return JSON.parse(text) as Manifest;
  // A backup from before there was a manifest.
  const files = await readdir(folder).catch((): string[] => []);
  const known = SUBGRAPH_NAMES.filter((name) => files.includes(`${name}.sqlite`));
  if (known.length === 0) throw new CliError(`${folder} is not a backup: it holds no database.`);
  const stores = Object.fromEntries(known.map((name) => [name, { engine: 'sqlite' as const, file: `${name}.sqlite` }]));
  return { format: 1, at: '', stores };
}

async function openTarget(
  name: SubgraphName,
  url: string,
  manifest: Manifest,
  place: { readonly stamp: string; readonly staging: string; readonly aside: string },
): Promise<StoreTarget[]> {
  const engine = url.startsWith('mysql:') ? 'mysql' : 'sqlite';
  const copied = manifest.stores[name];
  if (copied && copied.engine !== engine)
    throw new CliError(`The backup of ${name} is of ${copied.engine}, the settings name ${engine}.`);
  if (engine === 'sqlite') return [openSqliteTarget(name, url.replace(/^file:/, ''), place)];
  if (!copied) throw new CliError(`The backup has no ${name} database.`);
  return [openMysqlTarget(name, url, place.stamp)];
}

/** True when there is something that will be kept aside. */
async function refuseWhenUnsafe(targets: readonly StoreTarget[], home: string, replace: boolean): Promise<boolean> {
  for (const target of targets) {
    const used = await target.usedBy();
    if (used) throw new CliError(used);
  }
  const stores = await Promise.all(targets.map((target) => target.present()));
  if (stores.includes(true) && !replace)
    throw new CliError(`${home} holds a store. Stop the server and give --replace to put it aside.`);
  return stores.includes(true) || (await countParts(home)) > 0;
}

/** What a restore that was killed had copied; the backup still has it. */
async function clearStaging(home: string): Promise<void> {
  for (const name of await readdir(home))
    if (name.startsWith(STAGING)) await rm(join(home, name), { recursive: true, force: true });
}

/**
 * A consumer may not be ahead of its source, or it takes the source's next events for known. Handlers bear to be told
 * again, so going back is safe. Our own backups need it never; copies that were made database by database do.
 */
async function setBackInboxes(targets: readonly StoreTarget[], manifest: Manifest): Promise<string[]> {
  const leads = await ahead(targets.filter((target) => manifest.stores[target.name]));
  for (const { store, id, head } of leads) await store.setInbox(id, head);
  return leads.map(({ id, position, head }) => `${id} ${position} → ${head}`);
}

interface Place {
  readonly home: string;
  readonly staging: string;
  readonly aside: string;
}

/** Renames only. What fails is taken back; what is killed leaves a mark, and no server starts on half a store. */
async function changePlaces(targets: readonly StoreTarget[], place: Place): Promise<void> {
  await mark(place.home);
  const done: (() => Promise<void>)[] = [];
  try {
    for (const target of targets) {
      await target.swap();
      done.push(() => target.swapBack());
    }
    for (const part of FILE_PARTS) {
      await renameIfThere(join(place.home, part), join(place.aside, part), done);
      await renameIfThere(join(place.staging, part), join(place.home, part), done);
    }
  } catch (error) {
    for (const undo of done.reverse()) await undo();
    await rm(unfinishedMark(place.home), { force: true });
    throw error;
  }
  await rm(unfinishedMark(place.home), { force: true });
}

async function renameIfThere(from: string, to: string, done: (() => Promise<void>)[]): Promise<void> {
  if (!(await exists(from))) return;
  await mkdir(join(to, '..'), { recursive: true });
  await rename(from, to);
  done.push(() => rename(to, from));
}

async function mark(home: string): Promise<void> {
  const file = await open(unfinishedMark(home), 'w');
  await file.sync().finally(() => file.close());
}
