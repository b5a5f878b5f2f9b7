import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { WebSocketServer } from 'ws';
import { AppError } from '../errors.ts';
import { VIEWER_HEADER, type Viewer } from '../identity.ts';
import { newId } from '../ids.ts';
import { executeSubgraph, type SubgraphResponse } from './execute-subgraph.ts';
import { formatError } from './format-error.ts';
import type { Subgraph } from './subgraph.ts';
import { type DocumentCache, documentCache, isPrepared, type SubgraphRequestBody } from './subgraph-documents.ts';
import { openSubgraphSockets } from './subgraph-sockets.ts';
import { type ViewerVerifier, viewerVerifier } from './viewer-verifier.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The gateway's secret: whoever cannot sign with it gets no answer. */
  readonly secret: string;
  readonly upload?: UploadDoor;
  readonly download?: DownloadDoor;
  readonly relay?: RelayDoor;
}

/** One file on its way in, sent by a gateway for a caller that it has verified. */
export interface Upload {
  /** The last part of the path. */
  readonly addressee: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly viewer: Viewer;
  readonly fileName: string | null;
}

/** A door for files beside `/graphql`: `POST <path>/<addressee>` with raw bytes, answered with JSON. */
export interface UploadDoor {
  /** Such as `/edi`. */
  readonly path: string;
  readonly receive: (upload: Upload) => Promise<object>;
}

/** A file on its way out. */
export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Which file is wanted. */
export interface DownloadRequest {
  readonly format: string;
  readonly filter: string;
}

/** A door that gives files out: `POST <path>` with the request as JSON, answered with the bytes as they come. */
export interface DownloadDoor {
  /** Such as `/edi-export`. */
  readonly path: string;
  readonly send: (asked: { readonly viewer: Viewer; readonly request: DownloadRequest }) => Promise<Download>;
}

/** A request from outside that a gateway hands on as it came, headers and all. */
export interface RelayedRequest {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: AsyncIterable<Uint8Array>;
}

/** What goes back outside as it is. */
export interface RelayedAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A door for requests whose headers are part of the message. */
export interface RelayDoor {
  /** Such as `/as2`. */
  readonly path: string;
  readonly receive: (request: RelayedRequest) => Promise<RelayedAnswer>;
}

/** Headers of a relayed request or answer, as base64 of JSON: they must not meddle with those of the relay itself. */
export const RELAYED_HEADERS = 'x-quayside-relayed';
export const packHeaders = (headers: readonly (readonly [string, string])[]): string =>
  Buffer.from(JSON.stringify(headers)).toString('base64');
export const unpackHeaders = (packed: string | null | undefined): [string, string][] =>
  JSON.parse(Buffer.from(packed ?? 'W10=', 'base64').toString()) as [string, string][];

/** The file's name in the sender's words; optional. */
export const FILE_NAME_HEADER = 'x-file-name';

/** A subgraph that listens for its gateway. */
export interface ServedSubgraph {
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_LIMIT = 64 * 1024 * 1024;
const GOING_AWAY = 1001;
const CLOSE_MS = 3_000;
const IDLE_MS = 50;

/**
 * The door of a subgraph that runs in its own process: `/graphql` for the gateway (HTTP, and graphql-transport-ws for
 * subscriptions), `/healthz` and `/readyz` for whoever watches. Answers are those of the in-process link, to the byte.
 */
export async function serveSubgraph(subgraph: Subgraph, options: ServeOptions): Promise<ServedSubgraph> {
  const verify = viewerVerifier(options.secret);
  const documents = documentCache(subgraph.schema);
  const app = subgraphApp(subgraph, verify, documents);
  if (options.upload) addUploads(app, options.upload, verify);
  if (options.download) addDownloads(app, options.download, verify);
  if (options.relay) addRelay(app, options.relay, verify);
  const listener = getRequestListener(app.fetch);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => void listener(request, response));
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const door = openSubgraphSockets({ subgraph, verify, documents, sockets });
  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/graphql')) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    stop: async () => {
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
      await door.dispose();
      await close(server);
    },
  };
}

/** Lets requests that run end: a command that has been committed should not look like a failure. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function subgraphApp(subgraph: Subgraph, verify: ViewerVerifier, documents: DocumentCache): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    await subgraph.db.read((em) => em.query('SELECT 1'));
    return c.text('ready');
  });
  app.post('/graphql', bodyLimit({ maxSize: BODY_LIMIT }), async (c) => {
    const correlationId = c.req.header('x-correlation-id') ?? newId();
    const viewer = await verify(c.req.header(VIEWER_HEADER));
    const body = await c.req.json<SubgraphRequestBody>().catch(() => null);
    return c.json(await answer(subgraph, viewer, body, documents, correlationId));
  });
  app.onError((error, c) => {
    const formatted = formatError(error, newId(), subgraph.log);
    const anonymous = error instanceof AppError && error.code === 'UNAUTHENTICATED';
    return c.json({ errors: [formatted] }, anonymous ? 401 : 500);
  });
  return app;
}

/** The body is handed on as it comes: how much is too much is for the receiver to say. */
function addUploads(app: Hono, { path, receive }: UploadDoor, verify: ViewerVerifier): void {
  app.post(`${path}/:addressee`, async (c) => {
    const viewer = await verify(c.req.header(VIEWER_HEADER));
    const bytes = c.req.raw.body ?? new Blob([]).stream();
    const fileName = c.req.header(FILE_NAME_HEADER) ?? null;
    return c.json(await receive({ addressee: c.req.param('addressee'), bytes, viewer, fileName }));
  });
}

function addDownloads(app: Hono, { path, send }: DownloadDoor, verify: ViewerVerifier): void {
  app.post(path, bodyLimit({ maxSize: BODY_LIMIT }), async (c) => {
    const viewer = await verify(c.req.header(VIEWER_HEADER));
    const { format = '', filter = '' } = await c.req.json<Partial<DownloadRequest>>();
    const { fileName, mediaType, body } = await send({ viewer, request: { format, filter } });
    return c.body(ReadableStream.from(body), 200, { 'content-type': mediaType, [FILE_NAME_HEADER]: fileName });
  });
}

function addRelay(app: Hono, { path, receive }: RelayDoor, verify: ViewerVerifier): void {
  app.post(path, async (c) => {
    await verify(c.req.header(VIEWER_HEADER));
    const headers = unpackHeaders(c.req.header(RELAYED_HEADERS));
    const answered = await receive({ headers, body: c.req.raw.body ?? new Blob([]).stream() });
    return c.body(answered.body, 200, {
      [RELAYED_HEADERS]: packHeaders([[':status', String(answered.status)], ...answered.headers]),
    });
  });
}

async function answer(
  subgraph: Subgraph,
  viewer: Viewer,
  body: SubgraphRequestBody | null,
  documents: DocumentCache,
  correlationId: string,
): Promise<SubgraphResponse> {
  const prepared = body ? documents.prepare(body) : [new AppError('BAD_USER_INPUT', 'The body is not JSON.')];
  if (isPrepared(prepared)) return executeSubgraph(subgraph, viewer, prepared, correlationId);
  return { errors: prepared.map((fault) => formatError(fault, correlationId, subgraph.log)) };
}
