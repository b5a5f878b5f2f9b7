import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Credential, Credentials } from '../credentials.ts';
import type { Graph } from '../graph.ts';
import { bearerOf, cookieName, cookieOf, isOwnOrigin, verifyBearer } from '../http/caller.ts';
import { LIVE_LIMITS, type LiveLimits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { OperationStore } from '../operations.ts';
import {
  admitOperation,
  executeOperation,
  type LiveDoorDeps,
  type SocketOperation,
  subscribeOperation,
  wireErrors,
} from './door.ts';
import { LiveHub } from './hub.ts';
import { OUTBOX_LIMITS, Outbox, type OutboxLimits } from './outbox.ts';
import { LiveSockets } from './sockets.ts';

export interface LiveServerOptions {
  readonly graph: Graph;
  readonly operations: OperationStore;
  readonly credentials: Credentials;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly tls: boolean;
  /** How often a socket's credential is verified again, in case a revocation got lost on its way. */
  readonly recheckMs: number;
  readonly outboxLimits?: Partial<OutboxLimits> | undefined;
  readonly liveLimits?: Partial<LiveLimits> | undefined;
}

/** The WebSocket door of the gateway. */
export interface LiveServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): Promise<void>;
}

/** What graphql-ws keeps beside each connection. A type, because an interface has no index signature. */
type SocketExtra = { readonly socket: WebSocket; readonly request: IncomingMessage };

const MESSAGE_LIMIT = 1024 * 1024;
const KEEP_ALIVE_MS = 12_000;
const GAUGE_MS = 1_000;
/** A check that asked less than this ago need not ask again: sockets of one credential share an answer. */
const RECHECK_NEWER_MS = 500;
const UNAUTHORIZED = 4401;
const SERVICE_RESTART = 1012;
const CLOSE_MS = 1_000;

/** Serves graphql-transport-ws: subscriptions through the hub, queries and mutations like the HTTP door. */
export function openLiveServer(options: LiveServerOptions): LiveServer {
  const { metrics, tls } = options;
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MESSAGE_LIMIT });
  const limits: LiveLimits = { ...LIVE_LIMITS, ...options.liveLimits };
  const hub = new LiveHub(options.graph, limits, () => metrics.liveEvents.inc());
  const sockets = new LiveSockets(options.credentials, limits, options.now, options.recheckMs);
  const outboxes = outboxesOf(wss, sockets, limits, options);
  const door = serveProtocol(wss, { ...options, hub, limits }, sockets, outboxes);
  const gauge = setInterval(() => metrics.liveGroups.set(hub.groups), GAUGE_MS);
  gauge.unref();
  return {
    upgrade: (request, socket, head) => {
      // Browsers send the cookie along whoever's page opens the socket, and no CORS stands in between.
      if (
        cookieOf(request.headers.cookie, cookieName(tls)) &&
        !isOwnOrigin(request.headers.origin, request.headers.host)
      )
        return void socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));
    },
    stop: async () => {
      clearInterval(gauge);
      sockets.stop();
      hub.stop();
      for (const client of wss.clients) client.close(SERVICE_RESTART, 'Service restart');
      const deadline = setTimeout(() => {
        for (const client of wss.clients) client.terminate();
      }, CLOSE_MS);
      await door.dispose();
      clearTimeout(deadline);
    },
  };
}

/** Gives each new socket its outbox, and takes both away together. */
function outboxesOf(
  wss: WebSocketServer,
  sockets: LiveSockets,
  { answersPerSocket }: LiveLimits,
  options: LiveServerOptions,
): WeakMap<WebSocket, Outbox> {
  const { metrics } = options;
  const outboxes = new WeakMap<WebSocket, Outbox>();
  const meter = {
    written: () => metrics.liveUpdates.inc(),
    coalesced: () => metrics.liveCoalesced.inc(),
    tooSlow: () => metrics.liveTooSlow.inc(),
  };
  wss.on('connection', (socket) => {
    const outbox = new Outbox(socket, meter, { ...OUTBOX_LIMITS, ...options.outboxLimits }, answersPerSocket);
    outboxes.set(socket, outbox);
    for (const kind of ['message', 'ping']) socket.on(kind, () => outbox.heard());
    metrics.liveSockets.inc();
    socket.once('close', () => {
      metrics.liveSockets.dec();
      outbox.close();
      sockets.remove(socket);
    });
  });
  return outboxes;
}

function serveProtocol(
  wss: WebSocketServer,
  deps: LiveDoorDeps & Pick<LiveServerOptions, 'credentials' | 'tls'>,
  sockets: LiveSockets,
  outboxes: WeakMap<WebSocket, Outbox>,
): { dispose(): void | Promise<void> } {
  return useServer<Record<string, unknown> | undefined, SocketExtra>(
    {
      onConnect: async ({ connectionParams, extra: { socket, request } }) => {
        const renew = presentedBy(connectionParams, request, deps.credentials, deps.tls);
        const credential = await renew().catch(() => null);
        // A socket that has closed in the meantime would be counted for ever.
        if (credential && socket.readyState === socket.OPEN)
          return sockets.add(socket, credential, () => renew(RECHECK_NEWER_MS));
        // The library would say 4403, which clients take for "try again".
        socket.close(UNAUTHORIZED, 'Unauthorized');
        return false;
      },
      onSubscribe: ({ extra: { socket }, subscriptions }, id, payload) => {
        const running = Object.keys(subscriptions).length;
        const credential = sockets.credentialOf(socket);
        const buffered = credential ? sockets.bufferedOf(credential) : 0;
        return admitOperation(deps, { credential, outbox: outboxes.get(socket), running, buffered }, id, payload);
      },
      // What these two return is not graphql-js' own result but already on the wire's form; `onNext` passes it through.
      execute: (args) => executeOperation(deps, args.contextValue as SocketOperation) as never,
      subscribe: (args) => subscribeOperation(deps, args.contextValue as SocketOperation) as never,
      onNext: (_ctx, _id, _payload, _args, result) => result as never,
      onError: (_ctx, _id, _payload, errors) => errors.flatMap((error) => wireErrors(deps, error)),
    },
    wss,
    KEEP_ALIVE_MS,
  );
}

/** Verifies what was presented, now and again later: a secret in `connection_init`, a header, or the cookie. */
function presentedBy(
  params: Record<string, unknown> | undefined,
  request: IncomingMessage,
  credentials: Credentials,
  tls: boolean,
): (newerThanMs?: number) => Promise<Credential | null> {
  const authorization = params?.['authorization'] ?? params?.['Authorization'] ?? request.headers.authorization;
  const bearer = bearerOf(typeof authorization === 'string' ? authorization : undefined);
  if (bearer !== null) return (newerThanMs) => verifyBearer(bearer, credentials, newerThanMs);
  const cookie = cookieOf(request.headers.cookie, cookieName(tls)) ?? '';
  return (newerThanMs) => credentials.verify('session', cookie, newerThanMs);
}
