import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '@quayside/shared/files/durable';

/** A file in a mailbox, ready to be taken. */
export interface WaitingFile {
  /** Folder name: the partner it claims to be for. */
  readonly addressee: string;
  /** Below `in`, with the subfolders where it lies in some: `2026/order.x12`. */
  readonly name: string;
}

const CLAIMED = /^\.claimed-([0-7][0-9A-HJKMNP-TV-Z]{25})-(.+)$/;
/** What a crash has left may be overwritten; what a link points to may not. */
const OVERWRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
/** Subfolders in subfolders that are looked into; deeper ones nobody makes by intention. */
const DEEPEST = 16;
const UNFINISHED = /^\.|\.(tmp|part)$/i;

/** The folders `<home>/mailbox/<PARTNER>/{in,out}` through which files come and go. */
export class Mailboxes {
  readonly #root: string;
  /** Size and time of files at the last look: a file that still grows is left alone. */
  #seen = new Map<string, string>();

  /** Names that came by SFTP; after a crash they are files of the mailbox like all others. */
  readonly #uploads = new Set<string>();

  constructor(home: string) {
    this.#root = join(home, 'mailbox');
  }

  pathOf(partnerId: string): string {
    return join(this.#root, partnerId);
  }

  noteUpload(partnerId: string, name: string): void {
    this.#uploads.add(this.#path(partnerId, name));
  }

  /** The way by which a file came, asked once. */
  channelOf({ addressee, name }: WaitingFile): 'sftp' | 'mailbox' {
    return this.#uploads.delete(this.#path(addressee, name)) ? 'sftp' : 'mailbox';
  }

  async open(partnerId: string): Promise<void> {
    await mkdir(join(this.pathOf(partnerId), 'in'), { recursive: true });
    await mkdir(join(this.pathOf(partnerId), 'out'), { recursive: true });
  }

  /** Files that have not changed since the last look, oldest names first. */
  async look(): Promise<WaitingFile[]> {
    const seen = new Map<string, string>();
    const waiting: WaitingFile[] = [];
    for (const addressee of await entries(this.#root))
      for await (const { name, looks } of filesBelow(join(this.#root, addressee, 'in'))) {
        const path = this.#path(addressee, name);
        if (this.#seen.get(path) === looks) waiting.push({ addressee, name });
        seen.set(path, looks);
      }
    this.#seen = seen;
    return waiting;
  }

  /** Takes a file for a message by renaming it; false when somebody else was faster. */
  async claim(file: WaitingFile, messageId: string): Promise<boolean> {
    if (file.name.includes('/') && !(await this.#isOwn(file))) return false;
    return rename(this.#path(file.addressee, file.name), this.#claimedPath(file, messageId)).then(
      () => true,
      () => false,
    );
  }

  /** Files that were claimed before a crash, with the message that they were meant to become. */
  async claimed(): Promise<(WaitingFile & { readonly messageId: string })[]> {
    const found = await this.#files((name) => CLAIMED.test(name));
    return found.flatMap(({ addressee, name }) => {
      const match = CLAIMED.exec(name);
      return match?.[1] && match[2] ? [{ addressee, name: match[2], messageId: match[1] }] : [];
    });
  }

  async *read(file: WaitingFile, messageId: string): AsyncGenerator<Uint8Array> {
    const handle = await open(this.#claimedPath(file, messageId), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      yield* handle.createReadStream({ autoClose: false });
    } finally {
      await handle.close();
    }
  }

  /** The bytes are in the archive: the file has done its duty. */
  async remove(file: WaitingFile, messageId: string): Promise<void> {
    await rm(this.#claimedPath(file, messageId), { force: true });
  }

  /** Moves a file that is too large to be archived where a person finds it. */
  async setAside(file: WaitingFile, messageId: string): Promise<void> {
    const folder = join(this.#root, file.addressee, 'refused');
    await mkdir(folder, { recursive: true });
    await rename(this.#claimedPath(file, messageId), join(folder, `${messageId}-${fitting(file.name)}`));
  }

  /**
   * Brings a file to the disk, and gives what makes it appear under its name. So many files may go to the disk at once
   * and still appear in their order, each whole.
   */
  async stage(partnerId: string, name: string, bytes: Buffer): Promise<() => Promise<void>> {
    const folder = join(this.pathOf(partnerId), 'out');
    const temporary = join(folder, `.${name}.tmp`);
    await writeDurably(temporary, OVERWRITE, [bytes]).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      await this.open(partnerId);
      await writeDurably(temporary, OVERWRITE, [bytes]);
    });
    return () => rename(temporary, join(folder, name));
  }

  /** False when a subfolder has become a link since we looked: what it leads to is not the partner's. */
  async #isOwn({ addressee, name }: WaitingFile): Promise<boolean> {
    const [root, folder] = await Promise.all([
      realpath(this.#path(addressee, '')),
      realpath(dirname(this.#path(addressee, name))).catch(() => ''),
    ]);
    return folder === join(root, dirname(name));
  }

  #path(addressee: string, name: string): string {
    return join(this.#root, addressee, 'in', name);
  }

  #claimedPath(file: WaitingFile, messageId: string): string {
    return this.#path(file.addressee, `.claimed-${messageId}-${fitting(file.name)}`);
  }

  async #files(wanted: (name: string) => boolean): Promise<WaitingFile[]> {
    const found: WaitingFile[] = [];
    for (const addressee of await entries(this.#root)) {
      const names = await entries(join(this.#root, addressee, 'in'));
      for (const name of names) if (wanted(name)) found.push({ addressee, name });
    }
    return found;
  }
}

// A file name ends at 255 bytes and has no folders in it, and the claim needs some of them; the end tells files apart.
function fitting(path: string): string {
  const name = path.replaceAll('/', '_');
  return Buffer.byteLength(name) > 200 ? name.slice(-50) : name;
}

const entries = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    () => [],
  );

/**
 * The files of a folder and its subfolders that somebody has finished writing, in the order of their names, with what
 * tells a growing file from a whole one. Who may write here may lay a link to anything that we can read: only what is a
 * file or a folder of its own counts.
 */
async function* filesBelow(root: string, below = '', depth = 0): AsyncGenerator<{ name: string; looks: string }> {
  for (const entry of await entries(join(root, below))) {
    if (UNFINISHED.test(entry)) continue;
    const name = below === '' ? entry : `${below}/${entry}`;
    const facts = await lstat(join(root, name)).catch(() => null);
    if (facts?.isDirectory() && depth < DEEPEST) yield* filesBelow(root, name, depth + 1);
    if (facts?.isFile()) yield { name, looks: `${facts.size} ${facts.mtimeMs}` };
  }
}
