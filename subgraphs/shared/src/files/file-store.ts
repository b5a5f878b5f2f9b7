import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.ts';

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
    const hash = createHash('sha256');
    const file = await open(temporary, 'wx');
    let sizeBytes = 0;
    try {
      for await (const chunk of bytes) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > limit) throw new AppError('BAD_USER_INPUT', `The file is larger than ${limit} bytes.`);
        hash.update(chunk);
        await file.write(chunk);
      }
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await file.close();
    const sha256 = hash.digest('hex');
    await this.#adopt(temporary, sha256);
    return { sha256, sizeBytes };
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
    // The name itself is durable only once its directory is on disk.
    const directory = await open(dirname(path), 'r');
    await directory.sync().finally(() => directory.close());
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
