import { Readable } from 'node:stream';
import { AppError, viewOnly } from '@quayside/shared/errors';
import type { FileStore } from '@quayside/shared/files/file-store';
import { mayWrite, type Viewer } from '@quayside/shared/identity';
import type { Context } from 'hono';
import type { SubgraphLink } from '../subgraph-link.ts';
import { askLink } from './ask-link.ts';
import { type CallerDeps, callerOf, headerOf, refuseForgery } from './caller.ts';
import { endingOf, sniffMediaType, truthfulName } from './media-type.ts';
import { withoutPlace } from './photo-location.ts';

/** What the doors for files share. */
export interface KeepDeps extends CallerDeps {
  readonly files: FileStore;
  /** The link to the shipment subgraph, which keeps the facts about files. */
  readonly shipment: SubgraphLink;
}

/** A photo of a good phone. */
export const MAX_BYTES = 25 * 1024 * 1024;
export const TOO_LARGE = `A file may have ${MAX_BYTES / 1024 / 1024} MiB.`;
const WRONG_KIND = 'Send a JPEG, PNG, WebP or HEIC picture, or a PDF.';
export const TOO_MANY = 'That is a lot of files. Wait a minute, then send the rest.';
/** Whoever holds a tracking link is a stranger: enough for the photos of one damage, too little to fill a disk quickly. */
export const LINK_UPLOADS_A_MINUTE = 10;
const MAX_NAME = 160;
const REGISTER = `mutation (
  $sha256: String!, $fileName: String!, $mediaType: String!, $sizeBytes: Long!, $accountId: ID
) {
  registerFile(
    sha256: $sha256, fileName: $fileName, mediaType: $mediaType, sizeBytes: $sizeBytes, accountId: $accountId
  ) {
    id fileName mediaType sizeBytes
  }
}`;

/** A file as its sender gets to know it. */
export interface KeptFile {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Why a file was not kept; nothing is left of it. */
export interface NotKept {
  readonly code: 'FILE_KIND' | 'FILE_NAME';
  readonly message: string;
}

/** A file that has arrived whole. */
export interface ArrivedFile {
  readonly bytes: Buffer;
  /** As the client says; never with a path. */
  readonly name: string;
  /** What staff upload is theirs alone until they say for whom it is. */
  readonly accountId: string | null;
  readonly viewer: Viewer;
  readonly correlationId: string;
}

/** Looks at the bytes and the name, takes places out of photos, stores and registers. @throws AppError as the shipment subgraph does */
export async function keepFile(deps: KeepDeps, file: ArrivedFile): Promise<KeptFile | NotKept> {
  const mediaType = sniffMediaType(file.bytes);
  if (!mediaType) return { code: 'FILE_KIND', message: WRONG_KIND };
  const given = plainName(file.name);
  const fileName = truthfulName(given, mediaType);
  if (!fileName) {
    const ending = endingOf(mediaType);
    return { code: 'FILE_NAME', message: `${given} is not what its name says. Name it ${ending} and send it again.` };
  }
  const bytes = withoutPlace(file.bytes, mediaType);
  const stored = await deps.files.put(Readable.from([bytes]), MAX_BYTES);
  const variables = { ...stored, fileName, mediaType, accountId: file.accountId };
  return askLink(deps.shipment, { text: REGISTER, variables }, file.viewer, file.correlationId);
}

/** The client's name for the file without any path; a plain one when there is none. */
function plainName(given: string): string {
  const name = given
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}"]/gu, '')
    .trim();
  return name.slice(-MAX_NAME) || 'file';
}

/** @throws AppError UNAUTHENTICATED, or FORBIDDEN when a change may come from somebody else's page */
export async function viewerOf(c: Context, deps: CallerDeps, changes: boolean): Promise<Viewer> {
  const caller = await callerOf(headerOf(c), deps);
  if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  if (changes && caller.byCookie) refuseForgery(headerOf(c));
  if (changes && caller.viewer.viewing) throw viewOnly();
  return caller.viewer;
}

export const mayUpload = (viewer: Viewer): boolean =>
  viewer.kind === 'link' ? ['REPORT_DAMAGE', 'ASK'].some((one) => viewer.scopes.includes(one)) : mayWrite(viewer);
