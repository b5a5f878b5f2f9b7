import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryFileStore } from '@quayside/shared/files/file-store';
import { serveSubgraph } from '@quayside/shared/graphql/serve-subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { LocalLink } from '../src/local-link.ts';
import { RemoteLink } from '../src/remote-link.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../src/server.ts';
import { type Harbour, harbourSupergraph, openHarbour } from './harbour.ts';

/** Killing a socket that is still connecting is an error of `ws`; here it is what a test wants. */
class QuietSocket extends WebSocket {
  constructor(url: string, protocols: string) {
    super(url, protocols);
    this.on('error', () => undefined);
  }
}

export const METRICS_TOKEN = 'figures-for-the-watch';
export const SECRET = 'a secret of at least thirty-two characters';

// biome-ignore lint/suspicious/noExplicitAny: tests read into answers of any shape; a wrong path fails the test itself
export type Answer = any;

/** A gateway over the test subgraphs, and the ways into it. */
export interface Edge {
  readonly harbour: Harbour;
  readonly gateway: Gateway;
  /** Where the gateway looks for the built portal: empty. */
  readonly portalDir: string;
  /** Makes a secret valid for a viewer. */
  admit(secret: string, viewer: Viewer, expiresAt?: string): void;
  post(body: object, headers?: Record<string, string>): Promise<Response>;
  /** The answer to a document, as the holder of a secret. */
  ask(secret: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** A graphql-ws client that never reconnects. */
  connect(secret: string): Client;
  /** Stops the doors of remote subgraphs, does something, and opens them again at the same addresses. */
  whileCutOff(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export type EdgeOptions = Partial<
  Pick<GatewayOptions, 'recheckMs' | 'outboxLimits' | 'liveLimits' | 'now' | 'tls' | 'uploadsExpireMs'>
> & {
  /** Subgraphs that are asked over HTTP. */
  readonly remote?: boolean;
};

export async function openEdge({ remote = false, ...options }: EdgeOptions = {}): Promise<Edge> {
  const harbour = await openHarbour();
  const folder = mkdtempSync(join(tmpdir(), 'edge-'));
  const subgraphs = Object.values(harbour.subgraphs);
  const serve = (ports: readonly number[]) =>
    Promise.all(
      subgraphs.map((one, n) => serveSubgraph(one, { host: '127.0.0.1', port: ports[n] ?? 0, secret: SECRET })),
    );
  let serving = remote ? await serve([]) : [];
  const links = subgraphs.map((subgraph, index) => {
    const served = serving[index];
    return served
      ? new RemoteLink({ name: subgraph.name, url: served.url, secret: SECRET, log: silentLog })
      : new LocalLink(subgraph);
  });
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: harbourSupergraph(),
    links,
    secret: SECRET,
    tls: false,
    metricsToken: METRICS_TOKEN,
    log: silentLog,
    now: Date.now,
    files: new DirectoryFileStore(join(folder, 'documents')),
    uploadsDir: join(folder, 'uploads'),
    portalDir: join(folder, 'portal'),
    edi: null,
    ...options,
  });
  for (const source of ['customer', 'shipment']) {
    const handle = (event: { type: string; data: unknown }): void => {
      if (event.type === 'credential.revoked.v1')
        gateway.credentials.revoke((event.data as { credentialHash: string }).credentialHash);
    };
    await harbour.bus.subscribe({ source, consumer: null, after: null, handle });
  }
  const clients: Client[] = [];
  const post: Edge['post'] = (body, headers = {}) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    harbour,
    gateway,
    portalDir: join(folder, 'portal'),
    admit: (secret, viewer, expiresAt) => void harbour.secrets.set(secret, { viewer, expiresAt: expiresAt ?? null }),
    post,
    ask: async (secret, query, variables = {}) =>
      (await post({ query, variables }, { authorization: `Bearer ${secret}` })).json(),
    connect: (secret) => {
      const client = createClient({
        url: `${gateway.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: QuietSocket,
        connectionParams: { authorization: `Bearer ${secret}` },
        retryAttempts: 0,
        lazy: true,
        lazyCloseTimeout: 2_000,
      });
      clients.push(client);
      return client;
    },
    whileCutOff: async (work) => {
      const ports = serving.map(({ url }) => Number(new URL(url).port));
      await Promise.all(serving.map((served) => served.stop()));
      await work();
      serving = await serve(ports);
    },
    stop: async () => {
      for (const client of clients) await client.dispose();
      await gateway.stop();
      for (const link of links) await link.close();
      for (const served of serving) await served.stop();
      await harbour.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a subscription has received so far; grows by itself. */
export interface Received {
  readonly updates: Answer[];
  readonly errors: unknown[];
  readonly ended: { value: boolean };
  stop(): void;
}

export function follow(client: Client, query: string, variables: Record<string, unknown> = {}): Received {
  const updates: Answer[] = [];
  const errors: unknown[] = [];
  const ended = { value: false };
  const stop = client.subscribe(
    { query, variables },
    {
      next: (answer) => void updates.push(answer),
      error: (error) => void errors.push(error),
      complete: () => {
        ended.value = true;
      },
    },
  );
  return { updates, errors, ended, stop };
}
