import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes under their hash, and keys; nothing in there is ever changed or removed. */
const ARCHIVES = ['documents', 'edi-archive', 'keys'];
/** Files come and go: EDI partners' mailboxes, and e-mails. */
const BOXES = ['mailbox', 'mail'];
const FILES = ['demo.json'];

/** What of a home is not a database. */
export const FILE_PARTS: readonly string[] = [...ARCHIVES, ...BOXES, ...FILES];

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Copies what files need not to be lost between mailbox and ledger: taken before the databases and once more after them.
 * A file that was taken in meanwhile is then in both copies, and the ledger, or the list of incoming mails, knows it; one that went out
 * is there though the ledger may send it once more, under the same control number.
 */
export async function copyMailbox(from: string, to: string): Promise<void> {
  for (const box of BOXES) await copyTree(join(from, box), join(to, box));
}

/** Copies the other files. Databases first: a file may come without its row, never a row without its file. */
export async function copyArchives(from: string, to: string): Promise<void> {
  for (const part of [...ARCHIVES, ...FILES]) await copyTree(join(from, part), join(to, part));
}

/** How many of the parts a folder holds. */
export async function countParts(folder: string): Promise<number> {
  const found = await Promise.all(FILE_PARTS.map((part) => exists(join(folder, part))));
  return found.filter(Boolean).length;
}

/** As `cp -r`, except that what disappears under way is left out. */
async function copyTree(from: string, to: string): Promise<void> {
  const facts = await stat(from).catch(gone);
  if (!facts) return;
  if (!facts.isDirectory()) return void (await cp(from, to, { preserveTimestamps: true }).catch(gone));
  await mkdir(to, { recursive: true });
  for (const name of (await readdir(from).catch(gone)) ?? []) await copyTree(join(from, name), join(to, name));
}

function gone(error: unknown): null {
  if ((error as { code?: unknown }).code === 'ENOENT') return null;
  throw error;
}
