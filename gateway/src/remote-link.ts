import { mapUpdates } from '@quayside/shared/async-updates';
import { BoundedCache } from '@quayside/shared/bounded-cache';
import { AppError } from '@quayside/shared/errors';
import type { SubgraphResponse } from '@quayside/shared/graphql/execute-subgraph';
import { signViewer, systemViewer, VIEWER_HEADER, type Viewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  type LinkRequest,
  type LinkSubscribeOptions,
  type LinkUpdates,
  type SubgraphLink,
  SubgraphRefusal,
} from './subgraph-link.ts';

export interface RemoteLinkOptions {
  readonly name: string;
  /** Such as `http://shipment.internal:4002`. */
  readonly url: string;
  readonly secret: string;
  readonly log: Log;
}

const SIGNATURES = 2_000;
/** Half of a signature's lifetime, so that it is never stale on arrival. */
const SIGNATURE_MS = 30_000;
const TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 10_000;
const READY_TIMEOUT_MS = 2_000;

/** A subgraph in another process: HTTP for queries and mutations, one graphql-transport-ws socket for subscriptions. */
export class RemoteLink implements SubgraphLink {
  readonly name: string;
  readonly #url: string;
  readonly #secret: string;
  readonly #log: Log;
  readonly #signatures = new BoundedCache<string, { readonly header: string; readonly until: number }>(SIGNATURES);
  #client: Client | null = null;

  constructor(options: RemoteLinkOptions) {
    this.name = options.name;
    this.#url = options.url.replace(/\/+$/, '');
    this.#secret = options.secret;
    this.#log = options.log;
  }

  async execute(request: LinkRequest, viewer: Viewer, correlationId: string): Promise<SubgraphResponse> {
    const { text, variables, operationName } = request;
    try {
      const response = await fetch(`${this.#url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-correlation-id': correlationId,
          [VIEWER_HEADER]: await this.#sign(viewer),
        },
        body: JSON.stringify({ query: text, variables, operationName }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return (await response.json()) as SubgraphResponse;
    } catch (error) {
      this.#log.error({ err: error, subgraph: this.name, correlationId }, 'subgraph did not answer');
      throw this.#unavailable();
    }
  }

  async subscribe(request: LinkRequest, viewer: Viewer, options: LinkSubscribeOptions): Promise<LinkUpdates> {
    const { correlationId, replayOnly = false } = options;
    const extensions = { [VIEWER_HEADER]: await this.#sign(viewer), correlationId, replayOnly };
    const { text, variables, operationName } = request;
    const payload = {
      query: text,
      variables: variables ?? null,
      extensions,
      ...(operationName === undefined ? {} : { operationName }),
    };
    const source = this.#sockets().iterate(payload) as AsyncIterableIterator<SubgraphResponse, void, undefined>;
    return mapUpdates(source, {
      map: (response) => response,
      // graphql-ws throws the errors of a refused operation as a list, and anything else when the socket broke.
      mapError: (error) => (Array.isArray(error) ? new SubgraphRefusal(error) : this.#unavailable()),
    });
  }

  async ready(): Promise<boolean> {
    try {
      const response = await fetch(`${this.#url}/readyz`, { signal: AbortSignal.timeout(READY_TIMEOUT_MS) });
      return response.ok;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#client?.dispose();
  }

  #sockets(): Client {
    this.#client ??= createClient({
      url: `${this.#url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: async () => ({ [VIEWER_HEADER]: await this.#sign(systemViewer('gateway')) }),
      keepAlive: KEEP_ALIVE_MS,
      // Whoever follows an update stream resumes it from its own cursor; a silent retry would leave a gap.
      retryAttempts: 0,
    });
    return this.#client;
  }

  async #sign(viewer: Viewer): Promise<string> {
    const key = JSON.stringify(viewer);
    const known = this.#signatures.get(key);
    if (known && known.until > Date.now()) return known.header;
    const header = await signViewer(viewer, this.#secret);
    this.#signatures.set(key, { header, until: Date.now() + SIGNATURE_MS });
    return header;
  }

  #unavailable(): AppError {
    return new AppError('UNAVAILABLE', 'A part of the product does not answer. Try again in a moment.');
  }
}
