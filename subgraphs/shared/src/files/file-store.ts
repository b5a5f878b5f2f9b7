import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.ts';
import { syncFolder, writeDurably } from './durable.ts';

const SHA256 = /^[0-9a-f]{64}$/;

export interface StoredBytes {
  /** Hex SHA-256 of the bytes: their name in the store. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A file in the store. */
export interface StoredFile {
  /** The hash that it was stored under. */
  readonly name: string;
  /** Epoch milliseconds on the clock of the file system. */
  readonly modifiedAt: number;
}

/** Bytes under their own hash. Equal bytes are stored once; nothing is ever overwritten. */
export interface FileStore {
  /**
   * Stores a stream; on return the bytes survive a power cut.
   * @throws AppError BAD_USER_INPUT when there are more than `limit` bytes; nothing is kept then.
   */
  put(bytes: AsyncIterable<Uint8Array>, limit?: number): Promise<StoredBytes>;
  read(sha256: string): ReadStream;
  has(sha256: string): Promise<boolean>;
  /** The files whose hashes begin with these two hex digits, in the order of their names. */
  list(part: string): Promise<StoredFile[]>;
}

/** A file that is no larger is written at once. */
const SMALL_BYTES = 64 * 1024;

/** Brings a stream to the disk as it comes; a small file in one go. */
async function receive(bytes: AsyncIterable<Uint8Array>, path: string, limit: number): Promise<StoredBytes> {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let sizeBytes = 0;
  let file: FileHandle | null = null;
  try {
    for await (const chunk of bytes) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > limit) throw new AppError('BAD_USER_INPUT', `The file is larger than ${limit} bytes.`);
      hash.update(chunk);
      if (!file) head.push(chunk);
      if (sizeBytes <= SMALL_BYTES) continue;
      const unwritten = file ? [chunk] : head;
      file ??= await open(path, 'wx');
      for (const one of unwritten) await file.writeFile(one);
    }
    await file?.sync();
  } finally {
    await file?.close();
  }
  if (!file) await writeDurably(path, 'wx', head);
  return { sha256: hash.digest('hex'), sizeBytes };
}

export class DirectoryFileStore implements FileStore {
  readonly #root: string;
  /** Folders that are there: asking for each of a thousand files would cost as much as writing them. */
  readonly #made = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  async put(bytes: AsyncIterable<Uint8Array>, limit = Number.POSITIVE_INFINITY): Promise<StoredBytes> {
    const incoming = join(this.#root, 'incoming');
    await this.#make(incoming);
    const temporary = join(incoming, randomUUID());
    const stored = await receive(bytes, temporary, limit).catch(async (error: unknown) => {
      await rm(temporary, { force: true });
      throw error;
    });
    await this.#adopt(temporary, stored.sha256);
    return stored;
  }

  read(sha256: string): ReadStream {
    return createReadStream(this.#path(sha256));
  }

  async has(sha256: string): Promise<boolean> {
    return stat(this.#path(sha256)).then(
      () => true,
      () => false,
    );
  }

  async list(part: string): Promise<StoredFile[]> {
    if (!/^[0-9a-f]{2}$/.test(part)) throw new TypeError('not two hex digits');
    const folder = join(this.#root, part);
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const files: StoredFile[] = [];
    for (const name of names.filter((one) => SHA256.test(one)).sort())
      files.push({ name, modifiedAt: (await stat(join(folder, name))).mtimeMs });
    return files;
  }

  async #adopt(temporary: string, sha256: string): Promise<void> {
    const path = this.#path(sha256);
    await this.#make(dirname(path));
    await rename(temporary, path);
    await syncFolder(dirname(path));
  }

  async #make(folder: string): Promise<void> {
    if (this.#made.has(folder)) return;
    await mkdir(folder, { recursive: true });
    this.#made.add(folder);
  }

  #path(sha256: string): string {
    if (!SHA256.test(sha256)) throw new TypeError('not a SHA-256 in hex');
    return join(this.#root, sha256.slice(0, 2), sha256);
  }
}
