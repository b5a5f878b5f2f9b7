import { Client, type CombinedError, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { recordCache } from './cache.ts';
import { createLiveClient, type LiveClient } from './live-client.ts';

export interface Graph {
  readonly client: Client;
  readonly live: LiveClient;
}

/** Proof that a request comes from our own script: a form on another site cannot send this header. */
export const OWN_REQUEST = { 'x-quayside-csrf': '1' };

const isSignedOut = (error: CombinedError): boolean =>
  error.response?.status === 401 || error.graphQLErrors.some((each) => each.extensions['code'] === 'UNAUTHENTICATED');

const liveUrl = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;

/** The one way to the graph: same origin, cookie for who asks, one cache and one socket. */
export function openGraph(onSessionEnded: () => void, onRightsChanged: () => void): Graph {
  const live = createLiveClient({
    url: liveUrl(),
    onSessionEnded,
    onRightsChanged,
  });
  window.addEventListener('offline', live.interrupt);
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin', headers: OWN_REQUEST },
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (isSignedOut(error)) onSessionEnded();
        },
      }),
      recordCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: live.subscribe(
              { query: request.query ?? '', variables: request.variables as Record<string, unknown> },
              // The two libraries describe the same message with two types.
              { next: (result) => sink.next(result as never), error: sink.error, complete: sink.complete },
            ),
          }),
        }),
      }),
    ],
  });
  return { client, live };
}
