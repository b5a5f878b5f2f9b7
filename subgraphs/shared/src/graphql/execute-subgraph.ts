import { type DocumentNode, type ExecutionResult, execute, type GraphQLFormattedError, subscribe } from 'graphql';
import { mapUpdates } from '../async-updates.ts';
import { AppError } from '../errors.ts';
import type { Viewer } from '../identity.ts';
import { formatError } from './format-error.ts';
import type { ContextOptions, Subgraph } from './subgraph.ts';

/** A response as it would travel over HTTP: plain data, errors already formatted and masked. */
export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface SubgraphRequest {
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
}

/** Ends a subscription that has begun, with errors that are formatted already: the client has to do something about it. */
export class SubscriptionRefused extends Error {
  readonly errors: readonly GraphQLFormattedError[];
  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'refused');
    this.name = 'SubscriptionRefused';
    this.errors = errors;
  }
}

/** Runs a query or mutation of one subgraph in this process. Answers exactly what the HTTP door answers. */
export async function executeSubgraph(
  subgraph: Subgraph,
  viewer: Viewer,
  request: SubgraphRequest,
  correlationId: string,
): Promise<SubgraphResponse> {
  const result = await execute({
    schema: subgraph.schema,
    document: request.document,
    variableValues: request.variables,
    operationName: request.operationName,
    contextValue: subgraph.contextFor(viewer, { correlationId }),
  });
  return toResponse(subgraph, result, correlationId);
}

/**
 * Starts a subscription of one subgraph in this process; a refusal comes back as a response with errors, a later one is
 * thrown as SubscriptionRefused.
 */
export async function subscribeSubgraph(
  subgraph: Subgraph,
  viewer: Viewer,
  request: SubgraphRequest,
  options: ContextOptions & { correlationId: string },
): Promise<AsyncGenerator<SubgraphResponse, void, undefined> | SubgraphResponse> {
  const left = new AbortController();
  const source = await subscribe({
    schema: subgraph.schema,
    document: request.document,
    variableValues: request.variables,
    operationName: request.operationName,
    contextValue: subgraph.contextFor(viewer, { ...options, signal: left.signal }),
  });
  if (!(Symbol.asyncIterator in source)) return toResponse(subgraph, source, options.correlationId);
  return mapUpdates(source, {
    map: (result) => toResponse(subgraph, result, options.correlationId),
    // What is said on purpose is the last word; any other failure is ours, and whoever follows may try again.
    mapError: (error) =>
      error instanceof AppError
        ? new SubscriptionRefused([formatError(error, options.correlationId, subgraph.log)])
        : error,
    // The resolver waits for its next event, perhaps for hours: ending the feed is what wakes it.
    onReturn: () => left.abort(),
  });
}

const toResponse = (subgraph: Subgraph, result: ExecutionResult, correlationId: string): SubgraphResponse =>
  result.errors
    ? {
        data: result.data ?? null,
        errors: result.errors.map((error) => formatError(error, correlationId, subgraph.log)),
      }
    : { data: result.data ?? null };
