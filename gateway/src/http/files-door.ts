import { Readable } from 'node:stream';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { FileStore } from '@quayside/shared/files/file-store';
import { mayWrite, type Viewer } from '@quayside/shared/identity';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SubgraphLink } from '../subgraph-link.ts';
import { objection, type RequestVariables, refuseBody } from './answers.ts';
import { askLink } from './ask-link.ts';
import { type CallerDeps, callerOf, headerOf, refuseForgery } from './caller.ts';
import { sniffMediaType } from './media-type.ts';
import { withoutPlace } from './photo-location.ts';
import { RateLimit } from './rate-limit.ts';

export interface FilesDoorDeps extends CallerDeps {
  readonly files: FileStore;
  /** The link to the shipment subgraph, which keeps the facts about files. */
  readonly shipment: SubgraphLink;
}

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_NAME = 160;
/** Whoever holds a tracking link is a stranger: enough for the photos of one damage, too little to fill a disk quickly. */
const LINK_UPLOADS_A_MINUTE = 10;
const REGISTER = `mutation (
  $sha256: String!, $fileName: String!, $mediaType: String!, $sizeBytes: Long!, $accountId: ID
) {
  registerFile(
    sha256: $sha256, fileName: $fileName, mediaType: $mediaType, sizeBytes: $sizeBytes, accountId: $accountId
  ) {
    id fileName mediaType sizeBytes
  }
}`;
const FIND = 'query ($id: ID!) { storedFile(id: $id) { sha256 fileName mediaType sizeBytes } }';

interface StoredFile {
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Takes photos and papers in as raw bytes, and gives them out to whoever may see them. */
export function filesDoor(deps: FilesDoorDeps): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  const linkUploads = new RateLimit(LINK_UPLOADS_A_MINUTE);
  const tooLarge = (c: Context): Response =>
    refuseBody(c, 'FILE_TOO_LARGE', `A file may have ${MAX_BYTES / 1024 / 1024} MiB.`);

  door.post('/', bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge }), async (c) => {
    const viewer = await viewerOf(c, deps, true);
    if (!mayUpload(viewer)) throw forbidden('upload files');
    if (viewer.kind === 'link' && !linkUploads.take(viewer.id))
      return objection(c, 429, 'TOO_MANY_FILES', 'That is a lot of files. Wait a minute, then send the rest.');
    const received = Buffer.from(await c.req.arrayBuffer());
    const mediaType = sniffMediaType(received);
    if (!mediaType) return objection(c, 415, 'FILE_KIND', 'Send a JPEG, PNG, WebP or HEIC picture, or a PDF.');
    const bytes = withoutPlace(received, mediaType);
    const stored = await deps.files.put(Readable.from([bytes]), MAX_BYTES);
    const fileName = fileNameOf(c.req.header('x-file-name'), mediaType);
    // What staff upload is theirs alone until they say for whom it is.
    const accountId = c.req.header('x-account-id') ?? null;
    const facts = await ask<object>(deps.shipment, REGISTER, { ...stored, fileName, mediaType, accountId }, viewer, c);
    return c.json(facts, 201);
  });

  door.get('/:id', async (c) => {
    const viewer = await viewerOf(c, deps, false);
    const found = await ask<StoredFile | null>(deps.shipment, FIND, { id: c.req.param('id') }, viewer, c);
    if (!found || !(await deps.files.has(found.sha256))) throw notFound('The file');
    return new Response(Readable.toWeb(deps.files.read(found.sha256)) as ReadableStream, { headers: headersOf(found) });
  });
  return door;
}

async function viewerOf(c: Context, deps: FilesDoorDeps, changes: boolean): Promise<Viewer> {
  const caller = await callerOf(headerOf(c), deps);
  if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  if (changes && caller.byCookie) refuseForgery(headerOf(c));
  return caller.viewer;
}

const mayUpload = (viewer: Viewer): boolean =>
  viewer.kind === 'link' ? ['REPORT_DAMAGE', 'ASK'].some((one) => viewer.scopes.includes(one)) : mayWrite(viewer);

const ask = <Value>(
  link: SubgraphLink,
  text: string,
  variables: Record<string, unknown>,
  viewer: Viewer,
  c: Context,
): Promise<Value> => askLink(link, { text, variables }, viewer, c.get('correlationId') as string);

/** The client's name for the file without any path, percent-encoded in the header; a plain one when there is none. */
function fileNameOf(header: string | undefined, mediaType: string): string {
  const decoded = header ? decode(header) : '';
  const name = decoded
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}"]/gu, '')
    .trim();
  return name.slice(-MAX_NAME) || `file.${mediaType.split('/')[1]}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A picture may be shown in the page; anything else is saved. Neither may run a script or frame us. */
const headersOf = (file: StoredFile): Record<string, string> => ({
  'content-type': file.mediaType,
  'content-length': String(file.sizeBytes),
  'content-disposition': `${file.mediaType.startsWith('image/') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.fileName).replace(/['()*]/g, escape)}`,
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, max-age=300',
});
