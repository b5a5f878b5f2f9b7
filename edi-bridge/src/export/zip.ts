import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { EdiMessage } from '../message/message.ts';
import { csvHead, csvRow } from './csv.ts';

/** Where the bytes of a message are read from, under their hash. */
export type ReadBytes = (sha256: string) => AsyncIterable<Buffer>;

/**
 * All messages as files under `in/` and `out/`, then `messages.csv` with what the ledger knows of them, and `SHA256SUMS`
 * as `sha256sum --check` reads it. A file is opened when its turn comes, so that any number of them needs the memory of
 * one; when the reader goes away, the one that is open is closed.
 */
export function zipOf(messages: readonly EdiMessage[], read: ReadBytes): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const kept = messages.filter(({ sha256 }) => sha256 !== '');
  let open: Readable | null = null;
  for (const message of kept)
    zip.addReadStreamLazy(pathOf(message), { mtime: new Date(message.at) }, (give) => {
      open = Readable.from(read(message.sha256));
      give(null, open);
    });
  const newest = new Date(Math.max(0, ...messages.map(({ at }) => at)));
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { mtime: newest });
  add('messages.csv', csvHead() + messages.map(csvRow).join(''));
  add('SHA256SUMS', kept.map((message) => `${message.sha256}  ${pathOf(message)}\n`).join(''));
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  // Whoever reads is told by what he iterates; when nobody reads any more, nobody is to be told.
  out.on('error', () => undefined);
  out.once('close', () => open?.destroy());
  zip.end();
  return out;
}

/** The id keeps two files of one name apart; a partner's name may hold anything, so only plain signs of it are taken. */
export function pathOf({ id, direction, fileName }: Pick<EdiMessage, 'id' | 'direction' | 'fileName'>): string {
  const name = (fileName ?? '')
    .replace(/^.*[\\/]/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[.]+/, '')
    .slice(-100);
  return `${direction.toLowerCase()}/${id}${name ? `-${name}` : '.edi'}`;
}
