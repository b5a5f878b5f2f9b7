import { formatError } from '@quayside/shared/graphql/format-error';
import type { Log } from '@quayside/shared/log';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Errors as a client may see them: formatted once, masked once, without the topology behind the gateway. */
export const shownErrors = (errors: readonly unknown[], correlationId: string, log: Log): GraphQLFormattedError[] =>
  errors.map((error) => shown(error, correlationId, log));

function shown(error: unknown, correlationId: string, log: Log): GraphQLFormattedError {
  if (error instanceof GraphQLError && 'serviceName' in error.extensions) {
    // The subgraph has formatted and masked it; locations would point into an operation that the client never saw.
    const { code, correlationId: id } = error.extensions;
    return {
      message: error.message,
      ...(error.path ? { path: error.path } : {}),
      extensions: { code: code ?? 'INTERNAL_SERVER_ERROR', correlationId: id ?? correlationId },
    };
  }
  const formatted = formatError(error, correlationId, log);
  const limit = error instanceof GraphQLError ? error.extensions['limit'] : undefined;
  return limit ? { ...formatted, extensions: { ...formatted.extensions, limit } } : formatted;
}
