import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelSecrets } from './channel.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Folder of keys below QUAYSIDE_HOME. */
export const keyFolder = (home: string): string => join(home, 'keys');

/**
 * Seals what the database must not show in clear. The key is a file of this machine, so that a copy of the database
 * alone opens nothing, and so that a new QUAYSIDE_SECRET closes nothing for good.
 */
export class SecretBox {
  readonly #home: string;
  #key: Promise<Buffer> | null = null;

  constructor(home: string) {
    this.#home = home;
  }

  /** Sealed for one owner: moved to another row, it does not open. */
  async seal(owner: string, secrets: ChannelSecrets): Promise<string> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, await this.#theKey(), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws when it was sealed with another key or for another owner. */
  async open(owner: string, text: string | null): Promise<ChannelSecrets> {
    if (text === null) return {};
    const bytes = Buffer.from(text, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, await this.#theKey(), nonce).setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const sealed = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')) as ChannelSecrets;
  }

  #theKey(): Promise<Buffer> {
    this.#key ??= keyFile(this.#home, 'edi.key', () => randomBytes(KEY_BYTES));
    return this.#key;
  }
}

/** The bytes of a key file; made when there is none. Of two processes that make it at once, both get the same. */
export async function keyFile(home: string, name: string, make: () => Buffer): Promise<Buffer> {
  const path = join(keyFolder(home), name);
  const known = await readFile(path).catch(() => null);
  if (known) return known;
  await mkdir(keyFolder(home), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, make(), { mode: 0o600 });
  await chmod(temporary, 0o600);
  // A link refuses an existing name, where a rename would put another key in its place.
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary, { force: true });
  return readFile(path);
}
