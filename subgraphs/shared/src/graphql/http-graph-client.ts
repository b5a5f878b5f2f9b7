import { AppError, isAppErrorCode } from '../errors.ts';
import { signViewer, VIEWER_HEADER, type Viewer } from '../identity.ts';
import type { GraphClient } from './graph-client.ts';

interface HttpAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

const TIMEOUT_MS = 30_000;

/** The graph of a gateway in another process, asked with a viewer that both sides' secret vouches for. */
export function httpGraphClient(gatewayUrl: string, secret: string): GraphClient {
  const url = new URL('/graphql', gatewayUrl);
  return {
    execute: async <Data>(query: string, variables: Record<string, unknown>, viewer: Viewer): Promise<Data> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [VIEWER_HEADER]: await signViewer(viewer, secret) },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new AppError('UNAVAILABLE', `The gateway does not answer: ${String(error)}`);
      });
      const { data, errors } = await answerOf(response);
      const [error] = errors ?? [];
      if (!error) return data as Data;
      const code = error.extensions?.code;
      throw isAppErrorCode(code) ? new AppError(code, error.message) : new Error(error.message);
    },
  };
}

/** @throws AppError UNAVAILABLE for what only a proxy or a gateway in trouble would say. */
async function answerOf(response: Response): Promise<HttpAnswer> {
  // While a new secret is rolled out the two sides disagree for a moment; that is no fault of what was asked.
  if (response.status === 401) throw new AppError('UNAVAILABLE', 'The gateway does not take the signature.');
  const answer = (await response.json().catch(() => null)) as HttpAnswer | null;
  if (answer?.errors || answer?.data) return answer;
  throw new AppError('UNAVAILABLE', `The gateway answered ${response.status}.`);
}
