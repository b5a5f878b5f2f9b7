import { randomBytes } from 'node:crypto';
import { readFile, truncate } from 'node:fs/promises';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import { HOUR, MINUTE } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { type Context, Hono } from 'hono';
import { objection, type RequestVariables, STATUS } from './answers.ts';
import {
  type KeepDeps,
  type KeptFile,
  keepFile,
  LINK_UPLOADS_A_MINUTE,
  MAX_BYTES,
  mayUpload,
  type NotKept,
  TOO_LARGE,
  TOO_MANY,
  viewerOf,
} from './keep-file.ts';
import { RateLimit } from './rate-limit.ts';

export interface UploadsDoorDeps extends KeepDeps {
  readonly log: Log;
  /** Where unfinished files lie. Gateways that share it can go on with each other's. */
  readonly folder: string;
  /** So long after its beginning an upload is forgotten. */
  readonly expireMs?: number | undefined;
}

/** The door and what it leaves running. */
export interface UploadsDoor {
  readonly routes: Hono<RequestVariables>;
  stop(): void;
}

const PATH = '/uploads';
const EXPIRE_MS = 6 * HOUR;
const SWEEP_MS = 10 * MINUTE;
/** Enough for a day's photos of a whole dock. */
const UPLOADS_A_MINUTE = 60;

/** A refusal as the upload server takes it, in the words of our other doors. */
const refusal = (status_code: number, code: string, message: string) => ({
  status_code,
  body: JSON.stringify({ code, message }),
});

/**
 * Takes large files in pieces over a bad line, by the tus protocol (tus.io, version 1.0.0: creation, termination,
 * expiration). A file that is whole goes the way of every other one, with the same checks; what became of it can be asked
 * for by `GET` until it is forgotten, for the answer may be lost as well.
 */
export function uploadsDoor(deps: UploadsDoorDeps): UploadsDoor {
  const store = new FileStore({ directory: deps.folder, expirationPeriodInMilliseconds: deps.expireMs ?? EXPIRE_MS });
  const begun = { links: new RateLimit(LINK_UPLOADS_A_MINUTE), others: new RateLimit(UPLOADS_A_MINUTE) };
  const callers = new WeakMap<object, Caller>();
  const callerOfRequest = (request: object): Caller => {
    const caller = callers.get(request);
    if (!caller) throw new TypeError('a request without a caller');
    return caller;
  };
  const tus = new Server({
    ...{ path: PATH, datastore: store, maxSize: MAX_BYTES, relativeLocation: true },
    // Nobody else's page may use it.
    allowedOrigins: [],
    namingFunction: () => randomBytes(20).toString('hex'),
    onUploadCreate: async (request, { metadata }) => {
      const { filename = '', account = '' } = metadata ?? {};
      return { metadata: { filename, account, owner: ownerOf(callerOfRequest(request).viewer) } };
    },
    onUploadFinish: async (request, upload) => {
      const kept = await finish(deps, store, upload, callerOfRequest(request));
      if ('code' in kept) throw refusal(415, kept.code, kept.message);
      return { status_code: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(kept) };
    },
    onResponseError: (_, error) => refusalOf(error, deps.log),
  });
  const routes = new Hono<RequestVariables>();
  routes.post('/', async (c) => {
    const caller = await uploaderOf(c, deps);
    const { kind, id } = caller.viewer;
    if (!begun[kind === 'link' ? 'links' : 'others'].take(`${kind}:${id}`))
      return objection(c, 429, 'TOO_MANY_FILES', TOO_MANY);
    callers.set(c.req.raw, caller);
    return tus.handleWeb(c.req.raw);
  });
  routes.get('/:id', async (c) => {
    const caller = await uploaderOf(c, deps);
    const upload = await ownUpload(store, c.req.param('id'), caller.viewer);
    // Hono brings a HEAD to the route of the GET.
    if (c.req.raw.method === 'HEAD') return tus.handleWeb(c.req.raw);
    if (upload.offset !== upload.size) return objection(c, 409, 'FILE_UNFINISHED', 'Send the rest of it first.');
    const kept = await finish(deps, store, upload, caller);
    return 'code' in kept ? objection(c, 415, kept.code, kept.message) : c.json(kept);
  });
  routes.on(['PATCH', 'DELETE'], '/:id', async (c) => {
    const caller = await uploaderOf(c, deps);
    await ownUpload(store, c.req.param('id'), caller.viewer);
    callers.set(c.req.raw, caller);
    return tus.handleWeb(c.req.raw);
  });
  const sweep = (): void => {
    tus.cleanUpExpiredUploads().catch((error: unknown) => deps.log.error({ err: error }, 'old uploads stay'));
  };
  const timer = setInterval(sweep, Math.min(SWEEP_MS, deps.expireMs ?? SWEEP_MS)).unref();
  return { routes, stop: () => clearInterval(timer) };
}

interface Caller {
  readonly viewer: Viewer;
  readonly correlationId: string;
}

async function uploaderOf(c: Context<RequestVariables>, deps: KeepDeps): Promise<Caller> {
  const viewer = await viewerOf(c, deps, true);
  if (!mayUpload(viewer)) throw forbidden('upload files');
  return { viewer, correlationId: c.get('correlationId') };
}

const ownerOf = ({ kind, id }: Viewer): string => `${kind}:${id}`;
const ID = /^[0-9a-f]{40}$/;

/** Somebody else's upload is as if it were not there. @throws AppError NOT_FOUND */
async function ownUpload(store: FileStore, id: string, viewer: Viewer): Promise<Upload> {
  const upload = ID.test(id) ? await store.getUpload(id).catch(() => null) : null;
  if (!upload || upload.metadata?.['owner'] !== ownerOf(viewer)) throw notFound('The upload');
  return upload;
}

/** Keeps a file that is whole, once; nothing is left of what is not kept. */
async function finish(deps: KeepDeps, store: FileStore, upload: Upload, caller: Caller): Promise<KeptFile | NotKept> {
  const { metadata = {} } = upload;
  const known = metadata['kept'];
  if (known) return JSON.parse(known) as KeptFile;
  const path = upload.storage?.path ?? (await store.getUpload(upload.id)).storage?.path;
  if (!path) throw notFound('The upload');
  const bytes = await readFile(path);
  const kept = await keepFile(deps, {
    ...{ bytes, name: metadata['filename'] ?? '', accountId: metadata['account'] || null },
    ...caller,
  });
  if ('code' in kept) {
    await store.remove(upload.id);
    return kept;
  }
  const record = await store.configstore.get(upload.id);
  if (record) {
    record.metadata = { ...metadata, kept: JSON.stringify(kept) };
    await store.configstore.set(upload.id, record);
  }
  // Its bytes lie among the documents by now. As long as it was, it stays, so that it is known to be whole; empty, it takes no room.
  await truncate(path, 0);
  await truncate(path, bytes.length);
  return kept;
}

/** What is thrown on the way, in the form of our other doors; undefined for what the protocol itself says. */
function refusalOf(error: Error | { status_code: number; body: string }, log: Log) {
  if (error instanceof AppError) {
    return refusal(STATUS[error.code], error.code, error.message);
  }
  if ('status_code' in error) return error.status_code === 413 ? refusal(413, 'FILE_TOO_LARGE', TOO_LARGE) : undefined;
  log.error({ err: error }, 'an upload failed');
  return refusal(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Try again.');
}
