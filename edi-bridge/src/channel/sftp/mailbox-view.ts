import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@quayside/shared/ids';
import type { Mailboxes } from '../../mailbox/mailboxes.ts';
import { type Folder, isName } from './virtual-path.ts';

/** What may be known of a file. */
export interface FileFacts {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
}

const UPLOAD = /^\.upload-[0-9A-Z]{26}$/;
const READ = constants.O_RDONLY | constants.O_NOFOLLOW;
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** The two folders of one partner's mailbox, and nothing else: no subfolders, no links, no names of ours. */
export class MailboxView {
  readonly #mailboxes: Mailboxes;
  readonly #partnerId: string;

  constructor(mailboxes: Mailboxes, partnerId: string) {
    this.#mailboxes = mailboxes;
    this.#partnerId = partnerId;
  }

  async list(folder: Folder): Promise<FileFacts[]> {
    const names = (await readdir(this.#path(folder))).filter(isName).sort();
    const facts: FileFacts[] = [];
    for (const name of names) {
      const one = await this.stat(folder, name);
      if (one) facts.push(one);
    }
    return facts;
  }

  /** Null for what is not there, or is no file of its own. */
  async stat(folder: Folder, name: string): Promise<FileFacts | null> {
    const facts = await lstat(this.#path(folder, name)).catch(() => null);
    return facts?.isFile() ? factsOf(name, facts) : null;
  }

  async read(folder: Folder, name: string): Promise<FileHandle | null> {
    return (await this.stat(folder, name)) ? open(this.#path(folder, name), READ) : null;
  }

  /** Opens a file that nobody sees until it is whole. Null when one of that name waits already. */
  async upload(name: string): Promise<MailboxUpload | null> {
    if (await this.stat('in', name)) return null;
    const temporary = this.#path('in', `.upload-${newId()}`);
    const publish = async (): Promise<boolean> => {
      const published = await moveTo(temporary, this.#path('in', name));
      if (published) this.#mailboxes.noteUpload(this.#partnerId, name);
      return published;
    };
    return new MailboxUpload(await open(temporary, NEW, 0o600), temporary, publish);
  }

  /** Gives a file that waits another name; false when there is one of that name, or none to rename. */
  async rename(from: string, to: string): Promise<boolean> {
    if (!(await this.stat('in', from))) return false;
    const moved = await moveTo(this.#path('in', from), this.#path('in', to));
    if (moved) this.#mailboxes.noteUpload(this.#partnerId, to);
    return moved;
  }

  async remove(folder: Folder, name: string): Promise<boolean> {
    if (!(await this.stat(folder, name))) return false;
    await rm(this.#path(folder, name), { force: true });
    return true;
  }

  /** Throws away what uploads left behind that ended in a crash: no partner was told that they had arrived. */
  async tidy(): Promise<void> {
    for (const name of await readdir(this.#path('in')).catch(() => []))
      if (UPLOAD.test(name)) await rm(this.#path('in', name), { force: true });
  }

  #path(folder: Folder, name = ''): string {
    return join(this.#mailboxes.pathOf(this.#partnerId), folder, name);
  }
}

const factsOf = (name: string, { size, mtimeMs }: Stats): FileFacts => ({ name, sizeBytes: size, modifiedAt: mtimeMs });

/** A link refuses an existing name, where a rename would silently replace the file. */
async function moveTo(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
  await rm(from, { force: true });
  return true;
}

/** A file on its way in. */
export class MailboxUpload {
  readonly #handle: FileHandle;
  readonly #temporary: string;
  readonly #publish: () => Promise<boolean>;
  #written = 0;
  #end = 0;

  constructor(handle: FileHandle, temporary: string, publish: () => Promise<boolean>) {
    this.#handle = handle;
    this.#temporary = temporary;
    this.#publish = publish;
  }

  get sizeBytes(): number {
    return this.#end;
  }

  async write(bytes: Buffer, at: number): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, at);
    this.#written += bytes.length;
    this.#end = Math.max(this.#end, at + bytes.length);
  }

  /** Shows the file when it is whole and on disk. False when it has holes, or somebody was faster with the name. */
  async finish(): Promise<boolean> {
    const whole = this.#written >= this.#end;
    if (whole) await this.#handle.sync();
    await this.#handle.close();
    const published = whole && (await this.#publish());
    if (!published) await rm(this.#temporary, { force: true });
    return published;
  }

  /** The connection has ended before the file had. */
  async abandon(): Promise<void> {
    await this.#handle.close();
    await rm(this.#temporary, { force: true });
  }
}
