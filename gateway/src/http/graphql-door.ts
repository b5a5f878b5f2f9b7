import { ApolloServer, type ApolloServerOptionsWithGateway, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { formatError } from '@quayside/shared/graphql/format-error';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { shownErrors } from '../errors.ts';
import type { Graph, GraphAnswer } from '../graph.ts';
import type { OperationStore, OperationText, PreparedOperation } from '../operations.ts';
import type { HeaderOf } from './caller.ts';

/** One request for `/graphql`, with its caller known. */
export interface GraphqlRequest {
  readonly body: OperationText;
  readonly header: HeaderOf;
  readonly viewer: Viewer;
  readonly correlationId: string;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface DoorContext {
  readonly viewer: Viewer;
  readonly correlationId: string;
  readonly operation: PreparedOperation;
}

/** Apollo formats its own errors without knowing their request; this stands for its id until the answer is complete. */
const UNKNOWN_REQUEST = newId();

/** What Apollo looks at: media types, and its proof that no foreign form sent the request. */
const PROTOCOL_HEADERS = ['content-type', 'accept', 'apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * GraphQL over HTTP: Apollo Server keeps the protocol (media types, status codes, CSRF prevention), our graph plans and
 * executes. The limits come first, so that nothing oversized is validated, planned or run.
 */
export class GraphqlDoor {
  readonly #apollo: ApolloServer<DoorContext>;
  readonly #operations: OperationStore;
  readonly #log: Log;

  constructor(graph: Graph, operations: OperationStore) {
    this.#operations = operations;
    this.#log = graph.log;
    this.#apollo = new ApolloServer<DoorContext>({
      gateway: apolloGateway(graph),
      csrfPrevention: true,
      // Who may introspect is decided per viewer, in access.ts.
      introspection: true,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      persistedQueries: false,
      // Every plugin that stays costs promises on each request.
      plugins: [
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
      ],
      formatError: (formatted, error) => this.#format(formatted, error),
      logger: { debug() {}, info() {}, warn: (text) => this.#log.warn(text), error: (text) => this.#log.error(text) },
    });
  }

  async start(): Promise<void> {
    await this.#apollo.start();
  }

  stop(): Promise<void> {
    return this.#apollo.stop();
  }

  async answer(request: GraphqlRequest): Promise<GraphqlAnswer> {
    const { body, viewer, correlationId } = request;
    const prepared = this.#operations.prepare(body);
    if (!prepared.ok) return refusal(400, shownErrors(prepared.errors, correlationId, this.#log));
    if (prepared.operation.kind === 'subscription') return refusal(400, [wrongDoor(correlationId)]);
    const headers = new HeaderMap();
    for (const name of PROTOCOL_HEADERS) {
      const value = request.header(name);
      if (value !== undefined) headers.set(name, value);
    }
    const context = { viewer, correlationId, operation: prepared.operation };
    const response = await this.#apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body },
      context: async () => context,
    });
    return complete(response, correlationId);
  }

  #format(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    // What the graph answers is formatted already and carries its correlation id; the rest is Apollo's own objection.
    if (formatted.extensions?.['correlationId']) return formatted;
    return formatError(error, UNKNOWN_REQUEST, this.#log);
  }
}

const apolloGateway = (graph: Graph): ApolloServerOptionsWithGateway<DoorContext>['gateway'] => ({
  onSchemaLoadOrUpdate(callback) {
    callback({ apiSchema: graph.supergraph.apiSchema, coreSupergraphSdl: graph.supergraph.sdl });
    return () => {};
  },
  load: async () => ({
    executor: async ({ request, context }) => {
      const { viewer, correlationId, operation } = context as DoorContext;
      const variables = request.variables ?? {};
      return forApollo(await graph.execute({ operation, variables, viewer, correlationId })) as never;
    },
  }),
  stop: async () => {},
});

/** Apollo takes nothing but Error objects for errors. */
const forApollo = ({ errors, ...answer }: GraphAnswer) =>
  errors
    ? {
        ...answer,
        errors: errors.map(
          ({ message, path, extensions }) =>
            new GraphQLError(message, { path: path ?? null, extensions: extensions ?? {} }),
        ),
      }
    : answer;

const wrongDoor = (correlationId: string): GraphQLFormattedError => ({
  message: 'Subscriptions run over WebSocket: connect with the subprotocol graphql-transport-ws.',
  extensions: { code: 'BAD_REQUEST', correlationId },
});

/** An answer that never reached Apollo. */
export function refusal(status: number, errors: readonly GraphQLFormattedError[]): GraphqlAnswer {
  const body = JSON.stringify({ errors });
  const length = String(Buffer.byteLength(body));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': length }, body };
}

function complete(response: HTTPGraphQLResponse, correlationId: string): GraphqlAnswer {
  if (response.body.kind !== 'complete') throw new TypeError('the graph does not answer in parts');
  // Both ids have one length, so Apollo's content-length stays true.
  const body = response.body.string.replaceAll(UNKNOWN_REQUEST, correlationId);
  return { status: response.status ?? 200, headers: Object.fromEntries(response.headers), body };
}
