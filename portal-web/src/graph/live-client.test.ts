import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError } from 'graphql';
import { useServer as serveSubscriptions } from 'graphql-ws/use/ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { createLiveClient, type LiveClient } from './live-client.ts';

const schema = buildSchema(
  'type Query { ok: Boolean } type Update { cursor: String! } type Subscription { moved(after: String): Update! }',
);
const QUERY = 'subscription Moved($after: String) { moved(after: $after) { cursor } }';

/** A real server that plays a log of ten events from a cursor, and drops its sockets on demand. */
async function startLog() {
  const http: Server = createServer();
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const asked: (string | null)[] = [];
  const pulse: { last: number; wake: (() => void)[] } = { last: 0, wake: [] };
  serveSubscriptions(
    {
      schema,
      roots: {
        subscription: {
          moved: async function* ({ after }: { after: string | null }) {
            asked.push(after);
            if (after === 'old' || after === 'odd') {
              const code = after === 'old' ? 'CURSOR_EXPIRED' : 'CURSOR_INVALID';
              throw new GraphQLError('Read again.', { extensions: { code } });
            }
            for (let next = Number(after ?? pulse.last) + 1; ; next++) {
              while (pulse.last < next) await new Promise<void>((wake) => pulse.wake.push(wake));
              yield { moved: { cursor: String(next) } };
            }
          },
        },
      },
    },
    sockets,
  );
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`,
    asked,
    publish: (upTo: number) => {
      pulse.last = upTo;
      for (const wake of pulse.wake.splice(0)) wake();
    },
    drop: (code?: number) => {
      for (const socket of sockets.clients) code ? socket.close(code) : socket.terminate();
    },
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.close();
    },
  };
}

describe('live client', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  let live: LiveClient;
  let ended = 0;

  beforeEach(async () => {
    ended = 0;
    log = await startLog();
    live = createLiveClient({
      url: log.url,
      webSocketImpl: WebSocket,
      backoff: () => 20,
      onSessionEnded: () => ended++,
    });
  });
  afterEach(() => {
    live.stop();
    log.stop();
  });

  const follow = (after: string | null) => {
    const seen: string[] = [];
    const stop = live.subscribe(
      { query: QUERY, variables: { after } },
      {
        next: ({ data }) => void seen.push((data as { moved: { cursor: string } }).moved.cursor),
        error: () => {},
        complete: () => {},
      },
    );
    return { seen, stop };
  };

  it('resumes after the last event it saw', async () => {
    const { seen } = follow('0');
    await expect.poll(() => log.asked).toEqual(['0']);
    log.publish(3);
    await expect.poll(() => seen).toEqual(['1', '2', '3']);
    log.drop();
    log.publish(6);
    await expect.poll(() => seen).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(log.asked).toEqual(['0', '3']);
  });

  it('tells when it is lost and back again', async () => {
    const states: string[] = [];
    live.onConnection(() => states.push(live.connection()));
    follow('0');
    await expect.poll(() => states).toEqual(['connecting', 'connected']);
    log.drop();
    await expect.poll(() => states.slice(2)).toEqual(['lost', 'connected']);
  });

  it('asks to read again when nothing can resume', async () => {
    let gaps = 0;
    live.onGap(() => gaps++);
    follow(null);
    await expect.poll(() => log.asked).toEqual([null]);
    log.drop();
    await expect.poll(() => gaps).toBe(1);
  });

  it.each(['old', 'odd'])('reads again when its cursor "%s" is refused', async (after) => {
    let gaps = 0;
    live.onGap(() => gaps++);
    const { seen } = follow(after);
    await expect.poll(() => log.asked).toEqual([after, null]);
    log.publish(1);
    await expect.poll(() => seen).toEqual(['1']);
    expect(gaps).toBe(1);
  });

  it('comes back when there were too many sockets', async () => {
    const { seen } = follow('0');
    await expect.poll(() => log.asked).toEqual(['0']);
    log.publish(2);
    await expect.poll(() => seen).toEqual(['1', '2']);
    log.drop(4429);
    log.publish(3);
    await expect.poll(() => seen).toEqual(['1', '2', '3']);
    expect(log.asked).toEqual(['0', '2']);
  });

  it('stops and reports when the session has ended', async () => {
    follow('0');
    await expect.poll(() => log.asked).toEqual(['0']);
    log.drop(4401);
    await expect.poll(() => ended).toBe(1);
    await new Promise((wait) => setTimeout(wait, 100));
    expect(log.asked).toEqual(['0']);
  });
});
