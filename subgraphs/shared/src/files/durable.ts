import { close, fsync, open, writev } from 'node:fs';

// Callbacks and descriptors: a bridge that takes hundreds of small files in a second spends more time on the promises and
// handles of `node:fs/promises` than on the files.

/** Writes a file as a whole and brings it to the disk. Rejects with the error of the system, and leaves what it has written. */
export function writeDurably(path: string, flags: string | number, bytes: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve, reject) => {
    open(path, flags, 0o666, (refused, descriptor) => {
      if (refused) return reject(refused);
      writeAll(descriptor, bytes, (failed) => {
        if (failed) finish(descriptor, failed, resolve, reject);
        else fsync(descriptor, (unsynced) => finish(descriptor, unsynced, resolve, reject));
      });
    });
  });
}

/** The system may take less than it was given: then the rest is given again. */
function writeAll(descriptor: number, bytes: readonly Uint8Array[], done: (error: Error | null) => void): void {
  const left = bytes.filter(({ byteLength }) => byteLength > 0);
  if (left.length === 0) done(null);
  else
    writev(descriptor, left, (error, written) => {
      if (error) done(error);
      else writeAll(descriptor, after(left, written), done);
    });
}

function after(bytes: readonly Uint8Array[], written: number): Uint8Array[] {
  let skipped = written;
  return bytes.flatMap((one) => {
    const here = Math.min(skipped, one.byteLength);
    skipped -= here;
    return here < one.byteLength ? [one.subarray(here)] : [];
  });
}

/** Brings the names in a folder to the disk: a renamed file is durable only with them. */
export function syncFolder(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    open(path, 'r', (refused, descriptor) => {
      if (refused) return reject(refused);
      fsync(descriptor, (unsynced) => finish(descriptor, unsynced, resolve, reject));
    });
  });
}

function finish(
  descriptor: number,
  failed: Error | null,
  resolve: () => void,
  reject: (error: Error | null) => void,
): void {
  close(descriptor, (unclosed) => {
    if (failed || unclosed) reject(failed ?? unclosed);
    else resolve();
  });
}
