import { mapUpdates } from '@quayside/shared/async-updates';
import { BoundedCache } from '@quayside/shared/bounded-cache';
import {
  executeSubgraph,
  type SubgraphResponse,
  SubscriptionRefused,
  subscribeSubgraph,
} from '@quayside/shared/graphql/execute-subgraph';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { type DocumentNode, parse } from 'graphql';
import {
  type LinkRequest,
  type LinkSubscribeOptions,
  type LinkUpdates,
  type SubgraphLink,
  SubgraphRefusal,
} from './subgraph-link.ts';

const DOCUMENTS = 500;

/** Runs a subgraph's schema in this process: no text, no JSON, no validation of what the planner has written. */
export class LocalLink implements SubgraphLink {
  readonly name: string;
  readonly #subgraph: Subgraph;
  readonly #documents = new BoundedCache<string, DocumentNode>(DOCUMENTS);

  constructor(subgraph: Subgraph) {
    this.name = subgraph.name;
    this.#subgraph = subgraph;
  }

  execute(request: LinkRequest, viewer: Viewer, correlationId: string): Promise<SubgraphResponse> {
    return executeSubgraph(this.#subgraph, viewer, this.#prepare(request), correlationId);
  }

  async subscribe(request: LinkRequest, viewer: Viewer, options: LinkSubscribeOptions): Promise<LinkUpdates> {
    const source = await subscribeSubgraph(this.#subgraph, viewer, this.#prepare(request), options);
    if (!(Symbol.asyncIterator in source)) throw new SubgraphRefusal(source.errors ?? []);
    return mapUpdates(source, {
      map: (response) => response,
      mapError: (error) => (error instanceof SubscriptionRefused ? new SubgraphRefusal(error.errors) : error),
    });
  }

  async ready(): Promise<boolean> {
    try {
      await this.#subgraph.db.read((em) => em.query('SELECT 1'));
      return true;
    } catch {
      return false;
    }
  }

  /** The subgraph belongs to whoever opened it. */
  async close(): Promise<void> {}

  #prepare({ text, document, variables, operationName }: LinkRequest) {
    return { document: document ?? this.#parse(text), variables, operationName };
  }

  #parse(text: string): DocumentNode {
    const known = this.#documents.get(text);
    if (known) return known;
    const document = parse(text, { noLocation: true });
    this.#documents.set(text, document);
    return document;
  }
}
