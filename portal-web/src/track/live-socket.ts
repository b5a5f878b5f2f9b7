import { type Client, createClient } from 'graphql-ws';

const PING_EVERY = 12_000;
const PONG_WITHIN = 5_000;

/** Doubles up to ten seconds, with jitter so that a restarted server is not met by everybody at once. */
export const waitBefore = (retries: number): number => Math.min(300 * 2 ** retries, 10_000) * (0.5 + Math.random());

/** A socket of the link's holder that mends itself; `onOpen` tells of each change. */
export function liveSocket(token: string, onOpen: (open: boolean) => void): Client {
  let pong: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, waitBefore(retries))),
    // 4401 and 4403 say that the link ended: asking again and again would not bring it back.
    shouldRetry: (fault) => !(fault instanceof CloseEvent) || (fault.code !== 4401 && fault.code !== 4403),
    keepAlive: PING_EVERY,
    on: {
      connected: () => onOpen(true),
      closed: () => {
        clearTimeout(pong);
        onOpen(false);
      },
      // A dead socket says nothing, so a ping without an answer ends it.
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), PONG_WITHIN);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
    },
  });
  return client;
}
