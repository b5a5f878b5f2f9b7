import type { Readable } from 'node:stream';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { ManifestItem } from '@quayside/service/events';
import type { FileStore } from '@quayside/shared/files/file-store';
import { localTime } from '@quayside/shared/instant';
import type { FrozenPack } from './pack.ts';
import { openSheet, type Sheet } from './pdf-sheet.ts';
import { linesOf } from './readable-item.ts';

/** Photos above this in sum are left to the ZIP: a PDF has to travel by mail. */
const MOST_PHOTO_BYTES = 40 * 1024 * 1024;
/** Bytes that may wait for a slow reader. */
const MOST_WAITING = 4 * 1024 * 1024;

/**
 * The pack for people: what it is, the list of its items with their hashes, what each says, and its photos. The same
 * bytes whenever it is written: one font, one date, nothing compressed (what deflate makes differs between versions).
 * Pages flow as they are made; the document errs when a photo cannot be read.
 */
export async function writePdf(pack: FrozenPack, files: FileStore): Promise<Readable> {
  const sheet = openSheet(titleOf(pack), new Date(pack.manifest.pack.frozenAt));
  const writing = writePages(sheet, pack, files);
  writing.catch((error: unknown) => sheet.stream.destroy(error as Error));
  return sheet.stream;
}

async function writePages(sheet: Sheet, pack: FrozenPack, files: FileStore): Promise<void> {
  cover(sheet, pack);
  const { items } = pack.manifest;
  sheet.heading(`Items (${items.length})`);
  for (const item of items) {
    listed(sheet, item);
    await roomFor(sheet);
  }
  await contents(sheet, pack);
  await photos(sheet, items, files);
  sheet.end();
}

/** Others have their turn between two items, and a slow reader is waited for. */
async function roomFor({ stream }: Sheet): Promise<void> {
  await breathe();
  while (stream.readableLength > MOST_WAITING && !stream.destroyed) await sleep(10);
  if (stream.destroyed) throw new Error('nobody reads the document any more');
}

const titleOf = ({ manifest }: FrozenPack): string => {
  const { claimNumber, number } = manifest.pack;
  return `Evidence of claim ${claimNumber}${number === 0 ? '' : `, supplement ${number}`}`;
};

function cover(sheet: Sheet, pack: FrozenPack): void {
  const { manifest } = pack;
  const record = JSON.parse(pack.record) as { seq: number; sha256: string; contentSha256: string; content: string };
  const { manifestSha256 } = JSON.parse(record.content) as { manifestSha256: string };
  sheet.title(titleOf(pack));
  sheet.fact('As of', `${manifest.pack.asOf} (nothing that was recorded later is in it)`);
  sheet.fact('Frozen at', manifest.pack.frozenAt);
  sheet.fact('Pack', `${manifest.pack.id}, number ${manifest.pack.number}`);
  sheet.fact('Claim', `${manifest.pack.claimNumber} (${manifest.pack.claimId})`);
  sheet.fact('Account', manifest.pack.accountId);
  sheet.fact('Shipment', manifest.pack.shipmentId);
  sheet.fact('SHA-256 of manifest.json', manifestSha256);
  if (manifest.previousManifestSha256) sheet.fact('SHA-256 of the pack before', manifest.previousManifestSha256);
  sheet.fact(`Audit record ${record.seq}`, record.sha256);
  sheet.fact('Audit record before it', manifest.auditPreviousSha256);
  sheet.note(
    'Each item below was hashed when the pack was frozen: a file by its bytes, anything else by its canonical JSON ' +
      '(RFC 8785). The manifest lists the hashes, and the audit log, whose records hold on to each other, holds the hash ' +
      'of the manifest. A later change of any of them shows. The ZIP of this pack has the manifest, the audit record ' +
      'and the items themselves.',
  );
}

function listed(sheet: Sheet, item: ManifestItem): void {
  const where = `${localTime(Date.parse(item.at), item.timeZone).replace('T', ' ')} ${item.timeZone}`;
  const from = item.who ? `${item.who} (${item.source})` : item.source;
  sheet.row(`${item.position}. ${wordOf(item.kind)}: ${item.title}`, `${where} · ${from} · ${item.path}`, item.sha256);
}

const wordOf = (kind: string): string => {
  const words = kind.toLowerCase().replaceAll('_', ' ');
  return words.length <= 3 ? words.toUpperCase() : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

async function contents(sheet: Sheet, pack: FrozenPack): Promise<void> {
  const items = new Map(pack.manifest.items.map((item) => [item.position, item]));
  sheet.heading('What they say');
  for await (const { position, text } of pack.texts()) {
    const item = items.get(position);
    if (!item) continue;
    sheet.part(`${position}. ${wordOf(item.kind)}: ${item.title}`, linesOf(text));
    await roomFor(sheet);
  }
}

async function photos(sheet: Sheet, items: readonly ManifestItem[], files: FileStore): Promise<void> {
  const jpegs = items.filter(({ mediaType, stored }) => stored === 'FILE' && mediaType === 'image/jpeg');
  if (jpegs.length === 0) return;
  sheet.heading('Photos');
  let left = MOST_PHOTO_BYTES;
  for (const { position, title, sha256, sizeBytes } of jpegs) {
    const caption = `${position}. ${title}`;
    left -= sizeBytes;
    if (left < 0) sheet.part(caption, ['Only in the ZIP: the photos before it fill this document.']);
    else sheet.photo(await bytesOf(files, sha256), caption, sha256);
    await roomFor(sheet);
  }
}

async function bytesOf(files: FileStore, sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of files.read(sha256) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
