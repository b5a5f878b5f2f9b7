import { AppError, isAppErrorCode } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { newId } from '@quayside/shared/ids';
import type { Graph } from './graph.ts';
import type { OperationStore } from './operations.ts';

/**
 * The graph for machines inside the product: the gateway's own execution, limits and checks, without HTTP.
 * @param running null until the gateway listens.
 */
export function graphClient(
  running: () => { readonly graph: Graph; readonly operations: OperationStore } | null,
): GraphClient {
  return {
    execute: async <Data>(
      query: string,
      variables: Record<string, unknown>,
      viewer: Parameters<GraphClient['execute']>[2],
    ) => {
      const gateway = running();
      if (!gateway) throw new AppError('UNAVAILABLE', 'The graph is not running yet.');
      const prepared = gateway.operations.prepare({ query, variables });
      if (!prepared.ok) throw new AppError('BAD_USER_INPUT', prepared.errors.map((error) => error.message).join('\n'));
      const { operation } = prepared;
      const answer = await gateway.graph.execute({
        operation,
        variables,
        viewer,
        correlationId: newId(),
        machine: true,
      });
      const [error] = answer.errors ?? [];
      if (error) {
        const code = error.extensions?.['code'];
        // A masked failure is no outage: a machine that waits for the graph to come back would wait for ever.
        throw isAppErrorCode(code) ? new AppError(code, error.message) : new Error(error.message);
      }
      return answer.data as Data;
    },
  };
}
