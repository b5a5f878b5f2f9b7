import type { FileHandle } from 'node:fs/promises';
import type { Log } from '@quayside/shared/log';
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';
import { FILE_LIMIT } from '../../archive.ts';
import type { FileFacts, MailboxUpload, MailboxView } from './mailbox-view.ts';
import { type Folder, type Spot, spotOf } from './virtual-path.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const MAX_HANDLES = 32;
const MAX_READ = 128 * 1024;
const ENTRIES_AT_ONCE = 100;
const FOLDER_MODE = 0o040755;
const FILE_MODE = 0o100644;

/** What a handle of a client stands for. */
type Open =
  | { readonly kind: 'upload'; readonly upload: MailboxUpload; broken: boolean }
  | { readonly kind: 'download'; readonly file: FileHandle; readonly facts: FileFacts }
  | { readonly kind: 'listing'; readonly entries: FileEntry[] };

/** Thrown to answer a request with a status. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const noSuchFile = (): Refused => new Refused(STATUS_CODE.NO_SUCH_FILE, 'No such file');
const denied = (why: string): Refused => new Refused(STATUS_CODE.PERMISSION_DENIED, why);
const failure = (why: string): Refused => new Refused(STATUS_CODE.FAILURE, why);

/** What is asked of the bridge in the course of a conversation. */
interface Permissions {
  stay(): Promise<boolean>;
  /** Why nothing more is taken from the partner now. */
  overQuota(): Promise<string | null>;
}

/** One SFTP conversation with a partner. It can name nothing but the files of its own mailbox. */
export class SftpSession {
  readonly #sftp: SFTPWrapper;
  readonly #view: MailboxView;
  readonly #log: Log;
  readonly #mayStay: () => Promise<boolean>;
  readonly #overQuota: () => Promise<string | null>;
  readonly #open = new Map<number, Open>();
  #lastHandle = 0;

  constructor(sftp: SFTPWrapper, view: MailboxView, log: Log, may: Permissions) {
    this.#sftp = sftp;
    this.#view = view;
    this.#log = log;
    this.#mayStay = may.stay;
    this.#overQuota = may.overQuota;
    this.#listen();
  }

  /** Throws away what was not finished. */
  async end(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const one of open) await close(one).catch(() => undefined);
  }

  #listen(): void {
    const sftp = this.#sftp;
    // A client that has said its last waits until we close.
    sftp.on('end', () => sftp.end());
    sftp.on('REALPATH', (id, path) => this.#do(id, async () => this.#realPath(id, path)));
    for (const event of ['STAT', 'LSTAT'] as const)
      sftp.on(event as 'STAT', (id, path) => this.#do(id, async () => sftp.attrs(id, await this.#attributes(path))));
    sftp.on('OPENDIR', (id, path) => this.#allowed(id, () => this.#openFolder(id, path)));
    sftp.on('READDIR', (id, handle) => this.#do(id, async () => this.#readFolder(id, handle)));
    sftp.on('OPEN', (id, path, flags) => this.#allowed(id, () => this.#openFile(id, path, flags)));
    sftp.on('READ', (id, handle, at, length) => this.#do(id, () => this.#read(id, handle, at, length)));
    sftp.on('WRITE', (id, handle, at, bytes) => this.#do(id, () => this.#write(id, handle, at, bytes)));
    sftp.on('FSTAT', (id, handle) => this.#do(id, async () => sftp.attrs(id, this.#handleAttributes(handle))));
    sftp.on('CLOSE', (id, handle) => this.#allowed(id, () => this.#close(id, handle)));
    sftp.on('REMOVE', (id, path) => this.#allowed(id, () => this.#remove(id, path)));
    sftp.on('RENAME', (id, from, to) => this.#allowed(id, () => this.#rename(id, from, to)));
    // Times and modes are ours to say: whoever sets them is not told off, since clients do it unasked.
    sftp.on('FSETSTAT', (id) => this.#done(id));
    sftp.on('SETSTAT', (id, path) =>
      this.#do(id, async () => {
        await this.#attributes(path);
        this.#done(id);
      }),
    );
    for (const event of ['MKDIR', 'RMDIR', 'SYMLINK', 'READLINK'] as const)
      sftp.on(event as 'RMDIR', (id) => sftp.status(id, STATUS_CODE.PERMISSION_DENIED, 'There are only in and out'));
  }

  #do(id: number, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      if (error instanceof Refused) return this.#sftp.status(id, error.status, error.message);
      this.#log.error({ err: error }, 'an SFTP request failed');
      this.#sftp.status(id, STATUS_CODE.FAILURE, 'Something went wrong on our side');
    });
  }

  /** For what shows, takes or leaves files: whoever may not log in any more may not go on either. */
  #allowed(id: number, work: () => Promise<void>): void {
    this.#do(id, async () => {
      if (!(await this.#mayStay())) throw denied('Log in again');
      await work();
    });
  }

  #done(id: number): void {
    this.#sftp.status(id, STATUS_CODE.OK);
  }

  #realPath(id: number, path: string): void {
    const spot = spotOf(path);
    if (!spot) throw noSuchFile();
    const filename = pathOf(spot);
    this.#sftp.name(id, [{ filename, longname: filename, attrs: folderAttributes() }]);
  }

  async #attributes(path: string): Promise<Attributes> {
    const spot = spotOf(path);
    if (!spot) throw noSuchFile();
    if (spot.kind !== 'file') return folderAttributes();
    const facts = await this.#view.stat(spot.folder, spot.name);
    if (!facts) throw noSuchFile();
    return fileAttributes(facts);
  }

  async #openFolder(id: number, path: string): Promise<void> {
    const spot = spotOf(path);
    if (!spot || spot.kind === 'file') throw noSuchFile();
    const entries =
      spot.kind === 'root' ? ['in', 'out'].map(folderEntry) : (await this.#view.list(spot.folder)).map(fileEntry);
    this.#sftp.handle(id, this.#newHandle({ kind: 'listing', entries }));
  }

  #readFolder(id: number, handle: Buffer): void {
    const open = this.#opened(handle);
    if (open.kind !== 'listing') throw failure('Not a folder');
    if (open.entries.length === 0) throw new Refused(STATUS_CODE.EOF, 'No more');
    this.#sftp.name(id, open.entries.splice(0, ENTRIES_AT_ONCE));
  }

  async #openFile(id: number, path: string, flags: number): Promise<void> {
    const spot = spotOf(path);
    if (spot?.kind !== 'file') throw spot ? failure('A folder') : denied('Files are called in/NAME and out/NAME');
    const writing = (flags & (OPEN_MODE.WRITE | OPEN_MODE.APPEND | OPEN_MODE.CREAT | OPEN_MODE.TRUNC)) !== 0;
    const open = writing ? await this.#openUpload(spot, flags) : await this.#openDownload(spot);
    try {
      this.#sftp.handle(id, this.#newHandle(open));
    } catch (error) {
      await close(open);
      throw error;
    }
  }

  async #openUpload({ folder, name }: { folder: Folder; name: string }, flags: number): Promise<Open> {
    if (folder !== 'in') throw denied('Files are put into the folder in');
    if ((flags & OPEN_MODE.APPEND) !== 0 || (flags & OPEN_MODE.CREAT) === 0)
      throw new Refused(STATUS_CODE.OP_UNSUPPORTED, 'A file is sent as a whole');
    const fault = await this.#overQuota();
    if (fault) throw failure(fault);
    const upload = await this.#view.upload(name);
    if (!upload) throw failure('A file of this name waits already');
    return { kind: 'upload', upload, broken: false };
  }

  async #openDownload({ folder, name }: { folder: Folder; name: string }): Promise<Open> {
    if (folder !== 'out') throw denied('What was sent is not read back');
    const file = await this.#view.read(folder, name);
    const facts = await this.#view.stat(folder, name);
    if (file && facts) return { kind: 'download', file, facts };
    await file?.close();
    throw noSuchFile();
  }

  async #read(id: number, handle: Buffer, at: number, length: number): Promise<void> {
    const open = this.#opened(handle);
    if (open.kind !== 'download') throw failure('Not open for reading');
    const wanted = Math.min(length, MAX_READ);
    const { bytesRead, buffer } = await open.file.read(Buffer.alloc(wanted), 0, wanted, at);
    if (bytesRead === 0) throw new Refused(STATUS_CODE.EOF, 'End of file');
    this.#sftp.data(id, buffer.subarray(0, bytesRead));
  }

  async #write(id: number, handle: Buffer, at: number, bytes: Buffer): Promise<void> {
    const open = this.#opened(handle);
    if (open.kind !== 'upload') throw failure('Not open for writing');
    if (at + bytes.length > FILE_LIMIT) {
      open.broken = true;
      throw failure(`A file has at most ${FILE_LIMIT / 1024 / 1024} MiB`);
    }
    await open.upload.write(bytes, at);
    this.#done(id);
  }

  #handleAttributes(handle: Buffer): Attributes {
    const open = this.#opened(handle);
    if (open.kind === 'listing') return folderAttributes();
    if (open.kind === 'download') return fileAttributes(open.facts);
    return fileAttributes({ name: '', sizeBytes: open.upload.sizeBytes, modifiedAt: Date.now() });
  }

  async #close(id: number, handle: Buffer): Promise<void> {
    const open = this.#opened(handle);
    this.#open.delete(handle.readUInt32BE(0));
    if (open.kind !== 'upload' || open.broken) {
      await close(open);
      if (open.kind === 'upload') throw failure('The file was not kept');
    } else if (!(await open.upload.finish()))
      throw failure('The file was not kept: it has holes, or its name is taken');
    this.#done(id);
  }

  async #remove(id: number, path: string): Promise<void> {
    const spot = spotOf(path);
    if (spot?.kind !== 'file' || !(await this.#view.remove(spot.folder, spot.name))) throw noSuchFile();
    this.#done(id);
  }

  async #rename(id: number, from: string, to: string): Promise<void> {
    const [source, target] = [spotOf(from), spotOf(to)];
    if (source?.kind !== 'file' || target?.kind !== 'file') throw noSuchFile();
    if (source.folder !== 'in' || target.folder !== 'in') throw denied('Files are renamed within the folder in');
    if (!(await this.#view.rename(source.name, target.name))) throw failure('There is none, or the name is taken');
    this.#done(id);
  }

  #newHandle(open: Open): Buffer {
    if (this.#open.size >= MAX_HANDLES) throw failure('Too many open files');
    this.#open.set(++this.#lastHandle, open);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(this.#lastHandle, 0);
    return handle;
  }

  #opened(handle: Buffer): Open {
    const open = handle.length === 4 ? this.#open.get(handle.readUInt32BE(0)) : undefined;
    if (!open) throw failure('Not open');
    return open;
  }
}

async function close(open: Open): Promise<void> {
  if (open.kind === 'upload') await open.upload.abandon();
  else if (open.kind === 'download') await open.file.close();
}

const pathOf = (spot: Spot): string =>
  spot.kind === 'root' ? '/' : spot.kind === 'folder' ? `/${spot.folder}` : `/${spot.folder}/${spot.name}`;

const attributes = (mode: number, size: number, at: number): Attributes => {
  const seconds = Math.floor(at / 1000);
  return { mode, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
};

const folderAttributes = (): Attributes => attributes(FOLDER_MODE, 0, Date.now());
const fileAttributes = ({ sizeBytes, modifiedAt }: FileFacts): Attributes =>
  attributes(FILE_MODE, sizeBytes, modifiedAt);

const folderEntry = (filename: string): FileEntry => ({
  filename,
  longname: `drwxr-xr-x    1 partner  partner         0 Jan  1 00:00 ${filename}`,
  attrs: folderAttributes(),
});

function fileEntry(facts: FileFacts): FileEntry {
  const [, month = '', day = '', , time = ''] =
    /^\w+, (\d+) (\w+) (\d+) (\d+:\d+)/.exec(new Date(facts.modifiedAt).toUTCString()) ?? [];
  const when = `${day} ${month.padStart(2)} ${time}`;
  const longname = `-rw-r--r--    1 partner  partner  ${String(facts.sizeBytes).padStart(8)} ${when} ${facts.name}`;
  return { filename: facts.name, longname, attrs: fileAttributes(facts) };
}
