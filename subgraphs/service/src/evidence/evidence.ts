import { canonicalJson, type JsonValue, sha256Hex } from '@quayside/shared/canonical-json';
import { toIso } from '@quayside/shared/instant';
import type { EvidenceKind, EvidenceManifest, ManifestItem } from '../events.ts';

/** A pack gathers until it is frozen; then it never changes. */
export type PackState = 'ASSEMBLING' | 'FROZEN';

/** What was known of a claim's shipment at one moment. Number 0 is of the filing; supplements count on. */
export interface EvidencePack {
  readonly id: string;
  readonly claimId: string;
  readonly claimNumber: string;
  readonly accountId: string;
  readonly shipmentId: string;
  readonly number: number;
  readonly state: PackState;
  /** Nothing that was recorded later is in it. */
  readonly asOf: number;
  readonly frozenAt: number | null;
  readonly previousManifestSha256: string | null;
  readonly auditPreviousSha256: string | null;
  readonly manifestSha256: string | null;
  /** Place of the record in the account's audit log that seals it. */
  readonly auditSeq: number | null;
  readonly itemCount: number;
  readonly sizeBytes: number;
  readonly version: number;
}

/** A piece of evidence before it has its place in a pack. */
export interface Piece {
  readonly kind: EvidenceKind;
  readonly ref: string;
  readonly title: string;
  readonly at: number;
  readonly timeZone: string;
  readonly who: string | null;
  readonly source: string;
  readonly held: HeldText | HeldFile;
}
interface HeldText {
  readonly content: JsonValue;
}
interface HeldFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** One item of a pack. */
export interface EvidenceItem extends Omit<ManifestItem, 'at'> {
  readonly id: string;
  readonly packId: string;
  readonly accountId: string;
  readonly at: number;
}

/** An item with the text that it holds; null for a file, whose bytes lie in the file store. */
export interface HeldItem extends EvidenceItem {
  readonly content: string | null;
}

const LONGEST_TITLE = 120;
const LONGEST_NAME = 80;

/** Names as they may stand in an archive: no folders, no way up, nothing that a shell or a file system would read. */
const safeName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
};

/** A file in the archive has the ending of what its bytes are, whatever its name says. */
function filePath(position: number, { fileName, mediaType }: HeldFile): string {
  const stem = safeName(fileName.replace(/\.[^.]*$/, '')).slice(0, LONGEST_NAME) || 'file';
  return `files/${numbered(position)}-${stem}.${EXTENSIONS[mediaType] ?? 'bin'}`;
}

const numbered = (position: number): string => String(position).padStart(4, '0');

/** What tells two pieces apart: the same fact in other words is another piece. */
export const pieceKey = (piece: Pick<EvidenceItem, 'kind' | 'ref' | 'sha256'>): string =>
  `${piece.kind}:${piece.ref}:${piece.sha256}`;

const utf8 = new TextEncoder();

/** Hash and text of what a piece holds. */
function heldOf({ held }: Piece): Pick<HeldItem, 'sha256' | 'sizeBytes' | 'mediaType' | 'stored' | 'content'> {
  if (!('content' in held)) {
    const { mediaType, sizeBytes, sha256 } = held;
    return { mediaType, sizeBytes, sha256, stored: 'FILE', content: null };
  }
  const content = canonicalJson(held.content);
  const sizeBytes = utf8.encode(content).length;
  return { mediaType: 'application/json', sizeBytes, sha256: sha256Hex(content), stored: 'TEXT', content };
}

/**
 * Gives pieces their places, names and hashes.
 * @param wanted what a supplement leaves out gets no place.
 */
export function toItems(
  pieces: readonly Piece[],
  of: Pick<EvidencePack, 'id' | 'accountId'>,
  newId: () => string,
  wanted: (item: Pick<EvidenceItem, 'kind' | 'ref' | 'sha256'>) => boolean,
): HeldItem[] {
  const hashed = pieces.map((piece) => ({ piece, text: heldOf(piece) }));
  return hashed
    .filter(({ piece, text }) => wanted({ ...piece, sha256: text.sha256 }))
    .map(({ piece: { held, ...piece }, text }, index) => {
      const position = index + 1;
      const name = piece.kind.toLowerCase().replaceAll('_', '-');
      const path = 'content' in held ? `items/${numbered(position)}-${name}.json` : filePath(position, held);
      const place = { id: newId(), packId: of.id, accountId: of.accountId, position, path };
      return { ...piece, ...text, ...place, title: titled(piece.title) };
    });
}

const titled = (text: string): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, LONGEST_TITLE).join('');

/** The manifest of a pack: the same from its rows at any time. */
export const manifestOf = (
  pack: Omit<EvidencePack, 'state' | 'manifestSha256' | 'auditSeq' | 'version'>,
  items: readonly EvidenceItem[],
): EvidenceManifest => ({
  format: 'quayside-evidence/1',
  pack: {
    id: pack.id,
    number: pack.number,
    claimId: pack.claimId,
    claimNumber: pack.claimNumber,
    accountId: pack.accountId,
    shipmentId: pack.shipmentId,
    asOf: toIso(pack.asOf),
    frozenAt: toIso(pack.frozenAt ?? 0),
  },
  previousManifestSha256: pack.previousManifestSha256,
  auditPreviousSha256: pack.auditPreviousSha256 ?? '',
  items: items.map((item) => ({
    position: item.position,
    kind: item.kind,
    ref: item.ref,
    title: item.title,
    at: toIso(item.at),
    timeZone: item.timeZone,
    who: item.who,
    source: item.source,
    path: item.path,
    mediaType: item.mediaType,
    sizeBytes: item.sizeBytes,
    sha256: item.sha256,
    stored: item.stored,
  })),
});

/** The bytes that are hashed and handed out, as text. */
export const manifestText = (manifest: EvidenceManifest): string => canonicalJson(manifest as unknown as JsonValue);
