import type { SubgraphResponse } from '@quayside/shared/graphql/execute-subgraph';
import type { Viewer } from '@quayside/shared/identity';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';

/** One operation of one subgraph, as the planner wrote it. */
export interface LinkRequest {
  readonly text: string;
  /** The text, parsed; a link that needs it and does not get it parses for itself. */
  readonly document?: DocumentNode | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Record<string, unknown> | undefined;
}

export interface LinkSubscribeOptions {
  readonly correlationId: string;
  /** End when the log has been read, instead of waiting for more. */
  readonly replayOnly?: boolean;
}

export type LinkUpdates = AsyncGenerator<SubgraphResponse, void, undefined>;

/** A subgraph said no to a subscription, in errors that are formatted already. */
export class SubgraphRefusal extends Error {
  readonly errors: readonly GraphQLFormattedError[];
  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'The subgraph refused the subscription.');
    this.name = 'SubgraphRefusal';
    this.errors = errors;
  }
}

/** How the gateway talks to a subgraph: in this process or over HTTP, with the same answers to the byte. */
export interface SubgraphLink {
  readonly name: string;
  execute(request: LinkRequest, viewer: Viewer, correlationId: string): Promise<SubgraphResponse>;
  /**
   * The updates of a subscription. @throws SubgraphRefusal when the subgraph refuses it, at once or while iterating; a
   * broken connection throws anything else.
   */
  subscribe(request: LinkRequest, viewer: Viewer, options: LinkSubscribeOptions): Promise<LinkUpdates>;
  /** True when the subgraph can answer now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
