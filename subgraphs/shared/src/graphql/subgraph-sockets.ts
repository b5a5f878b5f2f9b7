import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import type { WebSocketServer } from 'ws';
import { VIEWER_HEADER, type Viewer } from '../identity.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import {
  executeSubgraph,
  type SubgraphRequest,
  type SubgraphResponse,
  SubscriptionRefused,
  subscribeSubgraph,
} from './execute-subgraph.ts';
import { formatError } from './format-error.ts';
import type { Subgraph } from './subgraph.ts';
import { type DocumentCache, isPrepared, type SubgraphRequestBody } from './subgraph-documents.ts';
import type { ViewerVerifier } from './viewer-verifier.ts';

/** What a gateway puts into `extensions` of a subscribe message: one socket carries many viewers. */
export interface SubscribeExtensions {
  readonly [VIEWER_HEADER]?: string;
  readonly correlationId?: string;
  /** End when the log has been read. */
  readonly replayOnly?: boolean;
}

interface Asked {
  readonly viewer: Viewer;
  readonly request: SubgraphRequest;
  readonly correlationId: string;
  readonly replayOnly: boolean;
}

export interface SubgraphSocketOptions {
  readonly subgraph: Subgraph;
  readonly verify: ViewerVerifier;
  readonly documents: DocumentCache;
  readonly sockets: WebSocketServer;
}

/** The graphql-transport-ws door of a subgraph. Socket and each operation on it must carry a signed viewer. */
export function openSubgraphSockets(options: SubgraphSocketOptions): { dispose(): void | Promise<void> } {
  const { subgraph, verify, documents, sockets } = options;
  const refuse = (error: unknown): [GraphQLError] => {
    const formatted = formatError(error, newId(), subgraph.log);
    return [new GraphQLError(formatted.message, { extensions: formatted.extensions ?? {} })];
  };
  return useServer(
    {
      onConnect: async (ctx) => {
        const header = ctx.connectionParams?.[VIEWER_HEADER];
        return verify(typeof header === 'string' ? header : null).then(
          () => true,
          () => false,
        );
      },
      onSubscribe: async (_ctx, _id, payload) => {
        const extensions = (payload.extensions ?? {}) as SubscribeExtensions;
        try {
          const viewer = await verify(extensions[VIEWER_HEADER]);
          const prepared = documents.prepare(payload as SubgraphRequestBody);
          if (!isPrepared(prepared)) return prepared.flatMap(refuse);
          const correlationId = extensions.correlationId ?? newId();
          const asked: Asked = {
            viewer,
            request: prepared,
            correlationId,
            replayOnly: extensions.replayOnly ?? false,
          };
          return executionArgs(subgraph, asked);
        } catch (error) {
          return refuse(error);
        }
      },
      execute: async (args) => {
        const { viewer, request, correlationId } = args.contextValue as Asked;
        return executeSubgraph(subgraph, viewer, request, correlationId) as never;
      },
      subscribe: async (args) => {
        const { viewer, request, correlationId, replayOnly } = args.contextValue as Asked;
        const source = await subscribeSubgraph(subgraph, viewer, request, { correlationId, replayOnly });
        return (Symbol.asyncIterator in source ? source : refusal(source)) as never;
      },
      // Errors are formatted already; graphql-ws would call toJSON, which formatted errors do not have.
      onNext: (_ctx, _id, _payload, _args, result) => result as SubgraphResponse as never,
      onError: (_ctx, _id, _payload, errors) => errors.flatMap((error) => wireErrors(error, subgraph.log)),
    },
    sockets,
  );
}

/** graphql-ws sends an `error` message, which ends the subscription, only for a source that throws. */
async function* refusal(response: SubgraphResponse): AsyncGenerator<never, void, undefined> {
  yield await Promise.reject(new SubscriptionRefused(response.errors ?? []));
}

function wireErrors(error: GraphQLError, log: Log): readonly GraphQLFormattedError[] {
  if (error.originalError instanceof SubscriptionRefused) return error.originalError.errors;
  // What a source throws by accident is masked here as everywhere.
  return error.originalError ? [formatError(error.originalError, newId(), log)] : [error.toJSON()];
}

const executionArgs = (subgraph: Subgraph, asked: Asked): ExecutionArgs => ({
  schema: subgraph.schema,
  document: asked.request.document,
  operationName: asked.request.operationName ?? null,
  variableValues: asked.request.variables ?? null,
  contextValue: asked,
});
