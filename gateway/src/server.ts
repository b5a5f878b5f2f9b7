import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { FileStore } from '@quayside/shared/files/file-store';
import type { Log } from '@quayside/shared/log';
import { type Context, Hono } from 'hono';
import { Credentials } from './credentials.ts';
import { Graph } from './graph.ts';
import { answerError, objection, type RequestVariables } from './http/answers.ts';
import { bankStatementDoor } from './http/bank-statement-door.ts';
import { addressOf, bearerOf, type CallerDeps, headerOf } from './http/caller.ts';
import { correlationIdOf } from './http/correlation.ts';
import { as2Door, type EdiReceiver, ediDoor } from './http/edi-door.ts';
import { evidenceDoor } from './http/evidence-door.ts';
import { filesDoor } from './http/files-door.ts';
import { GraphqlDoor } from './http/graphql-door.ts';
import { graphqlListener } from './http/graphql-listener.ts';
import { paymentsDoor } from './http/payments-door.ts';
import { portalDoor } from './http/portal.ts';
import { rateDoor } from './http/rate-door.ts';
import { sessionDoor } from './http/session-door.ts';
import { trackingDoor } from './http/tracking-door.ts';
import { type UploadsDoor, uploadsDoor } from './http/uploads-door.ts';
import type { LiveLimits } from './limits.ts';
import type { OutboxLimits } from './live/outbox.ts';
import { type LiveServer, openLiveServer } from './live/ws-server.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { OperationStore } from './operations.ts';
import type { SubgraphLink } from './subgraph-link.ts';
import { loadSupergraph, readSupergraph } from './supergraph.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The composed supergraph; the committed one by default. */
  readonly supergraphSdl?: string;
  readonly links: readonly SubgraphLink[];
  /** Signs the viewer header of our own processes. */
  readonly secret: string;
  readonly tls: boolean;
  /** See Settings. */
  readonly metricsToken?: string | null;
  readonly log: Log;
  readonly now: () => number;
  readonly files: FileStore;
  /** Folder of files that are still on their way. */
  readonly uploadsDir: string;
  /** So long after its beginning an unfinished upload is forgotten. */
  readonly uploadsExpireMs?: number | undefined;
  /** Folder of the built portal. */
  readonly portalDir: string;
  /** See LiveServerOptions. */
  readonly recheckMs?: number;
  readonly outboxLimits?: Partial<OutboxLimits> | undefined;
  /** What differs from LIVE_LIMITS. */
  readonly liveLimits?: Partial<LiveLimits> | undefined;
  /** Takes EDI in; null when the bridge runs elsewhere. */
  readonly edi: EdiReceiver | null;
}

/** The running edge of the product. */
export interface Gateway {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly graph: Graph;
  readonly operations: OperationStore;
  readonly credentials: Credentials;
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

const RECHECK_MS = 3_000;
const GRAPHQL_PATH = /^\/graphql(\?|$)/;

/** Everything that the doors share. */
interface Edge extends CallerDeps {
  readonly options: GatewayOptions;
  readonly graph: Graph;
  readonly operations: OperationStore;
  readonly metrics: Metrics;
  readonly uploads: UploadsDoor;
}

/** Starts the gateway: it listens when the promise resolves. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { links, log, now, tls, secret } = options;
  const graph = new Graph(loadSupergraph(options.supergraphSdl ?? readSupergraph()), links, log);
  const operations = new OperationStore(graph.supergraph.apiSchema);
  const credentials = new Credentials(graph.links, now);
  const metrics = openMetrics();
  const graphql = new GraphqlDoor(graph, operations);
  await graphql.start();
  const live = openLiveServer({
    graph,
    operations,
    credentials,
    metrics,
    now,
    tls,
    recheckMs: options.recheckMs ?? RECHECK_MS,
    outboxLimits: options.outboxLimits,
    liveLimits: options.liveLimits,
  });
  const uploads = uploadsDoor({
    ...{ credentials, tls, secret, log, files: options.files, shipment: linkTo(graph, 'shipment') },
    ...{ folder: options.uploadsDir, expireMs: options.uploadsExpireMs },
  });
  const app = edgeApp({ options, graph, operations, credentials, metrics, tls, secret, uploads });
  const answerGraphql = graphqlListener({ door: graphql, metrics, credentials, tls, secret, log });
  const server = await listen(app, answerGraphql, live, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    host: options.host,
    port,
    graph,
    operations,
    credentials,
    metrics,
    stop: async () => {
      await live.stop();
      uploads.stop();
      await close(server);
      await graphql.stop();
    },
  };
}

function edgeApp(edge: Edge): Hono<RequestVariables> {
  const { options, metrics, graph } = edge;
  const app = new Hono<RequestVariables>();
  app.use(async (c, next) => {
    const correlationId = correlationIdOf(headerOf(c));
    c.set('correlationId', correlationId);
    await next();
    c.header('x-correlation-id', correlationId);
    c.header('x-content-type-options', 'nosniff');
    if (options.tls) c.header('strict-transport-security', 'max-age=31536000');
  });
  app.onError((error, c) => answerError(c, error, options.log));
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', (c) => readiness(c, graph));
  app.get('/metrics', async (c) =>
    mayMeasure(c, options.metricsToken ?? null)
      ? c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
      : objection(c, 401, 'UNAUTHENTICATED', 'Ask from this machine, or with the bearer token METRICS_TOKEN.'),
  );
  app.all('/graphql', (c) => {
    c.header('allow', 'POST');
    return objection(c, 405, 'BAD_REQUEST', 'Send GraphQL by POST, or connect a WebSocket.');
  });
  app.route('/session', sessionDoor({ ...edge, customer: linkTo(graph, 'customer') }));
  app.route('/files', filesDoor({ ...edge, files: options.files, shipment: linkTo(graph, 'shipment') }));
  app.route('/uploads', edge.uploads.routes);
  const contract = graph.links.get('contract');
  if (contract) app.route('/bank-statements', bankStatementDoor({ ...edge, contract }));
  if (contract) app.route('/payments', paymentsDoor(contract));
  const service = graph.links.get('service');
  if (service) app.route('/evidence', evidenceDoor({ ...edge, files: options.files, service }));
  if (service) app.route('/rate', rateDoor({ service, tls: options.tls }));
  if (options.edi) app.route('/edi', ediDoor({ ...edge, bridge: options.edi }));
  if (options.edi?.as2) app.route('/as2', as2Door(options.edi.as2));
  app.route('/t', trackingDoor({ ...edge, log: options.log, now: options.now, portalDir: options.portalDir }));
  app.route('/', portalDoor(options.portalDir, options.tls));
  return app;
}

function linkTo(graph: Graph, name: string): SubgraphLink {
  const link = graph.links.get(name);
  if (!link) throw new TypeError(`the gateway has no link to ${name}`);
  return link;
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Figures of the product are for who runs it. What a proxy on this machine hands on does not come from this machine. */
function mayMeasure(c: Context, token: string | null): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const given = bearerOf(c.req.header('authorization'));
  if (given !== null) return token !== null && timingSafeEqual(digest(given), digest(token));
  if (c.req.header('x-forwarded-for') || c.req.header('forwarded')) return false;
  return LOOPBACK.test(addressOf(c, false));
}

/** Names only what does not answer: who asks is whoever watches the product. */
async function readiness(c: Context, graph: Graph): Promise<Response> {
  const states = await Promise.all(
    [...graph.links.values()].map(async (link) => [link.name, await link.ready()] as const),
  );
  const missing = states.filter(([, ready]) => !ready).map(([name]) => name);
  return missing.length === 0 ? c.text('ready') : c.json({ notReady: missing }, 503);
}

function listen(
  app: Hono<RequestVariables>,
  answerGraphql: RequestListener,
  live: LiveServer,
  { host, port }: GatewayOptions,
): Promise<Server> {
  const answerRest = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    // The hot path goes without Hono's Request and Response: they cost a third of a small query.
    if (request.method === 'POST' && GRAPHQL_PATH.test(request.url ?? '')) answerGraphql(request, response);
    else void answerRest(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (GRAPHQL_PATH.test(request.url ?? '')) live.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Lets requests that run end, then closes what is idle. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 3_000);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
