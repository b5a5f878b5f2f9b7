import type { Readable } from 'node:stream';
import type { FileStore } from '@quayside/shared/files/file-store';
import { ZipFile } from 'yazl';
import type { FrozenPack } from './pack.ts';

const README = `This archive is a pack of evidence about a claim for loss of or damage to goods.

manifest.json  lists every item with the hex SHA-256 of its bytes. It is canonical JSON (RFC 8785).
audit.json     is the record of the audit log that sealed the pack. Its "content" holds the SHA-256 of manifest.json,
               and "contentSha256" is the SHA-256 of "content". "sha256" is the SHA-256 of the canonical JSON of the
               other members without "content"; it holds on to the record before it by "previousSha256".
items/, files/ are the items. Those in items/ are canonical JSON, those in files/ the bytes that were uploaded.

To check it, hash manifest.json and every item, for instance with sha256sum, and compare. The same pack, downloaded
again, has the same bytes.
`;

/**
 * The pack as one archive, the same to the byte whenever it is written: items in the order of the manifest, stored and not
 * compressed (what deflate makes differs between its versions), with one date. Files are streamed one after the other.
 * @throws (as an error of the stream) when a file cannot be read or has another size than it had.
 */
export async function writeZip(pack: FrozenPack, files: FileStore): Promise<Readable> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const open = fileOpener(files, output);
  const options = {
    compress: false,
    mode: 0o100644,
    forceDosTimestamp: true,
    mtime: dateOf(pack.manifest.pack.frozenAt),
  };
  const addText = (path: string, text: string): void => zip.addBuffer(Buffer.from(text), path, options);
  addText('README.txt', README);
  addText('manifest.json', pack.manifestText);
  addText('audit.json', pack.record);
  const texts = new Map<number, string>();
  for await (const { position, text } of pack.texts()) texts.set(position, text);
  for (const { position, path, stored, sha256, sizeBytes } of pack.manifest.items) {
    if (stored === 'TEXT') addText(path, texts.get(position) ?? '');
    else zip.addReadStreamLazy(path, { ...options, size: sizeBytes }, (done) => done(null, open(sha256)));
  }
  zip.end();
  return output;
}

/**
 * Opens one file after the other. One that breaks while it is read breaks the archive, for half an archive must not look
 * like a whole one; and when nobody reads the archive any more, its file is closed.
 */
function fileOpener(files: FileStore, output: Readable): (sha256: string) => Readable {
  let current: Readable | null = null;
  output.once('close', () => current?.destroy());
  return (sha256) => {
    current = files.read(sha256);
    current.on('error', (error) => output.destroy(error));
    return current;
  };
}

/** A ZIP knows the clock on a wall only: the UTC date, at an hour that no zone skips. */
function dateOf(iso: string): Date {
  const at = new Date(iso);
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12);
}
