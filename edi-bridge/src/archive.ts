import { join } from 'node:path';
import { BoundedCache } from '@quayside/shared/bounded-cache';
import {
  DirectoryFileStore,
  type FileStore,
  type StoredBytes,
  type StoredFile,
} from '@quayside/shared/files/file-store';

/** A file above this size is refused: no partner sends one, and its report alone would fill the memory. */
export const FILE_LIMIT = 64 * 1024 * 1024;
/** What of a file is shown to a person. */
export const SHOWN_BYTES = 1024 * 1024;
const RECENT_FILES = 256;
const RECENT_BYTES = 64 * 1024;

/** Every byte that came or went, under its hash. Nothing in here is ever changed or removed. */
export class Archive {
  readonly #files: FileStore;
  /** Under their hash, as on disk: what has just been archived is looked at next. */
  readonly #recent = new BoundedCache<string, Buffer>(RECENT_FILES);

  constructor(home: string) {
    this.#files = new DirectoryFileStore(join(home, 'edi-archive'));
  }

  /** On return the bytes survive a power cut. @throws AppError BAD_USER_INPUT above the limit. */
  async store(bytes: AsyncIterable<Uint8Array> | readonly Uint8Array[], limit = FILE_LIMIT): Promise<StoredBytes> {
    const seen: Uint8Array[] = [];
    const stored = await this.#files.put(remembering(bytes, seen), limit);
    if (stored.sizeBytes <= RECENT_BYTES) this.#recent.set(stored.sha256, Buffer.concat(seen));
    return stored;
  }

  /** Opens the file when the first byte is asked for, and closes it when nobody asks any more. */
  async *read(sha256: string): AsyncGenerator<Buffer, void, undefined> {
    yield* this.#files.read(sha256);
  }

  /** The files whose hashes begin with two hex digits. */
  list(part: string): Promise<StoredFile[]> {
    return this.#files.list(part);
  }

  async bytes(sha256: string): Promise<Buffer> {
    const recent = this.#recent.get(sha256);
    if (recent) return recent;
    const chunks: Buffer[] = [];
    for await (const chunk of this.read(sha256)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** The first bytes, for a person to read. */
  async head(sha256: string, limit = SHOWN_BYTES): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.read(sha256)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= limit) break;
    }
    return Buffer.concat(chunks).subarray(0, limit);
  }
}

async function* remembering(
  bytes: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  seen: Uint8Array[],
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size <= RECENT_BYTES) seen.push(chunk);
    yield chunk;
  }
}
