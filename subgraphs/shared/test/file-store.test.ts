import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryFileStore } from '../src/files/file-store.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe('file store', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'quayside-files-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.each([0, 1, 65_536, 65_537, 300_000])('gives back %i bytes under their hash', async (size) => {
    const bytes = randomBytes(size);
    const store = new DirectoryFileStore(root);
    const stored = await store.put(inChunks(bytes, 4_000));
    expect(stored).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: size });
    const read: Buffer[] = [];
    for await (const chunk of store.read(stored.sha256)) read.push(chunk);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(readdirSync(join(root, 'incoming'))).toEqual([]);
  });

  it.each([1_000, 200_000])('keeps nothing of what is larger than %i', async (limit) => {
    const store = new DirectoryFileStore(root);
    await expect(store.put(inChunks(randomBytes(limit + 1), 4_000), limit)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(readdirSync(root)).toEqual(['incoming']);
    expect(readdirSync(join(root, 'incoming'))).toEqual([]);
  });

  it('keeps nothing when the sender breaks off', async () => {
    const store = new DirectoryFileStore(root);
    async function* broken(): AsyncGenerator<Buffer> {
      yield randomBytes(100_000);
      throw new Error('broken off');
    }
    await expect(store.put(broken())).rejects.toThrow('broken off');
    expect(readdirSync(join(root, 'incoming'))).toEqual([]);
  });
});
