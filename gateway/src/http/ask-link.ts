import { AppError } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import type { LinkRequest, SubgraphLink } from '../subgraph-link.ts';

/**
 * The one root field that a door asks a subgraph for.
 * @throws AppError with the code of the subgraph's first error; UNAVAILABLE for one that is not ours to show.
 */
export async function askLink<Value>(
  link: SubgraphLink,
  request: LinkRequest,
  viewer: Viewer,
  correlationId: string,
): Promise<Value> {
  const response = await link.execute(request, viewer, correlationId);
  const [error] = response.errors ?? [];
  if (error) throw new AppError(appCode(error.extensions?.['code']), error.message);
  return Object.values(response.data ?? {})[0] as Value;
}

const appCode = (code: unknown): AppError['code'] =>
  code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_USER_INPUT' ? code : 'UNAVAILABLE';
