import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';

const SHOWN_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'VIEW_ONLY',
  'NOT_FOUND',
  'CONFLICT',
  'UNAVAILABLE',
  'CURSOR_EXPIRED',
  'CURSOR_INVALID',
  'LIMIT_EXCEEDED',
]);

/**
 * The error as a client may see it. An `AppError` and faults of the request itself keep their text; everything else is
 * masked, logged in full, and found again by its correlation id.
 */
export function formatError(error: unknown, correlationId: string, log: Log): GraphQLFormattedError {
  const graphqlError = error instanceof GraphQLError ? error : null;
  const cause = graphqlError?.originalError ?? error;
  const place = {
    ...(graphqlError?.path ? { path: graphqlError.path } : {}),
    ...(graphqlError?.locations ? { locations: graphqlError.locations } : {}),
  };
  if (cause instanceof AppError)
    return { message: cause.message, ...place, extensions: { code: cause.code, correlationId } };
  const code = graphqlError?.extensions['code'];
  if (graphqlError && (cause === graphqlError || cause instanceof GraphQLError)) {
    // graphql-js itself objected (syntax, validation, variable values), or a subgraph has masked the error already.
    const shown =
      typeof code === 'string' && (SHOWN_CODES.has(code) || code === 'INTERNAL_SERVER_ERROR') ? code : 'BAD_USER_INPUT';
    const id = graphqlError.extensions['correlationId'] ?? correlationId;
    return { message: graphqlError.message, ...place, extensions: { code: shown, correlationId: id } };
  }
  log.error({ err: cause, correlationId, path: graphqlError?.path }, 'request failed');
  const message = `Something went wrong on our side. Tell support this number: ${correlationId}`;
  return { message, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId } };
}
