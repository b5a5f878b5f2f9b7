import { Readable } from 'node:stream';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { objection, type RequestVariables, refuseBody } from './answers.ts';
import { askLink } from './ask-link.ts';
import {
  type KeepDeps,
  keepFile,
  LINK_UPLOADS_A_MINUTE,
  MAX_BYTES,
  mayUpload,
  TOO_LARGE,
  TOO_MANY,
  viewerOf,
} from './keep-file.ts';
import { RateLimit } from './rate-limit.ts';

const FIND = 'query ($id: ID!) { storedFile(id: $id) { sha256 fileName mediaType sizeBytes } }';

interface DoorVariables {
  Variables: RequestVariables['Variables'] & { viewer: Viewer };
}

interface StoredFile {
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Takes photos and papers in as raw bytes, and gives them out to whoever may see them. */
export function filesDoor(deps: KeepDeps): Hono<DoorVariables> {
  const door = new Hono<DoorVariables>();
  const linkUploads = new RateLimit(LINK_UPLOADS_A_MINUTE);
  const tooLarge = (c: Context): Response => refuseBody(c, 'FILE_TOO_LARGE', TOO_LARGE);

  // Before the limit, which reads what comes in pieces whole: nobody fills our memory who may not send at all.
  const admitted: MiddlewareHandler<DoorVariables> = async (c, next) => {
    const viewer = await viewerOf(c, deps, true);
    if (!mayUpload(viewer)) throw forbidden('upload files');
    if (viewer.kind === 'link' && !linkUploads.take(viewer.id)) return objection(c, 429, 'TOO_MANY_FILES', TOO_MANY);
    c.set('viewer', viewer);
    return next();
  };

  door.post('/', admitted, bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge }), async (c) => {
    const kept = await keepFile(deps, {
      bytes: Buffer.from(await c.req.arrayBuffer()),
      name: decode(c.req.header('x-file-name') ?? ''),
      accountId: c.req.header('x-account-id') ?? null,
      viewer: c.get('viewer'),
      correlationId: c.get('correlationId'),
    });
    return 'code' in kept ? objection(c, 415, kept.code, kept.message) : c.json(kept, 201);
  });

  door.get('/:id', async (c) => {
    const viewer = await viewerOf(c, deps, false);
    const question = { text: FIND, variables: { id: c.req.param('id') } };
    const found = await askLink<StoredFile | null>(deps.shipment, question, viewer, c.get('correlationId'));
    if (!found || !(await deps.files.has(found.sha256))) throw notFound('The file');
    return new Response(Readable.toWeb(deps.files.read(found.sha256)) as ReadableStream, { headers: headersOf(found) });
  });
  return door;
}

/** A name is percent-encoded in its header. */
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
