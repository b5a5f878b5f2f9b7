import { WebSocket } from 'ws';
import { serveTasks } from './worker.ts';

/*
 * A thousand clients in one process of their own. They count what arrives and read nothing of it, so that the other
 * core belongs to the server.
 */
const sockets: WebSocket[] = [];
let received = 0;
let expected = 0;
let onComplete: ((at: number) => void) | null = null;

/** Milliseconds on a clock that two processes of one machine share. */
const now = (): number => performance.timeOrigin + performance.now();

interface Join {
  readonly url: string;
  readonly count: number;
  readonly key: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Gives every client an alias of its own: nobody then asks the same. */
  readonly alone: boolean;
}

serveTasks({
  /** Connects and subscribes; answers when every socket has been acknowledged and has asked. */
  join: async ({ url, count, key, query, variables, alone }: Join) => {
    const batch = 50;
    for (let first = 0; first < count; first += batch) {
      const size = Math.min(batch, count - first);
      const opened = Array.from({ length: size }, (_, n) => {
        const own = alone ? query.replace('shipmentUpdated', `own${first + n}: shipmentUpdated`) : query;
        return connect(url, key, { query: own, variables });
      });
      await Promise.all(opened);
    }
  },

  /** Plain sockets that only listen. */
  listen: async ({ url, count }: Pick<Join, 'url' | 'count'>) => {
    await Promise.all(
      Array.from({ length: count }, async () => {
        const socket = open(url);
        await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
        socket.on('message', countMessage);
      }),
    );
  },

  /** From now on so many messages are expected. */
  expect: async ({ messages }: { messages: number }) => {
    received = 0;
    expected = messages;
  },

  /** Time at which the last expected message arrived. */
  complete: () =>
    received >= expected && expected > 0
      ? Promise.resolve({ at: completedAt })
      : new Promise((resolve) => {
          onComplete = (at) => resolve({ at });
        }),

  leave: async () => {
    await Promise.all(
      sockets.splice(0).map((socket) => {
        const closed = new Promise((resolve) => socket.once('close', resolve));
        socket.terminate();
        return closed;
      }),
    );
  },
});

let completedAt = 0;

function countMessage(): void {
  received++;
  if (received !== expected) return;
  completedAt = now();
  onComplete?.(completedAt);
  onComplete = null;
}

function open(url: string): WebSocket {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  sockets.push(socket);
  return socket;
}

function connect(url: string, key: string, payload: object): Promise<void> {
  const socket = open(url);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
    });
    // The first message is the acknowledgement; from then on every message is an update.
    socket.once('message', () => {
      socket.on('message', countMessage);
      socket.send(JSON.stringify({ type: 'subscribe', id: 'u', payload }));
      resolve();
    });
  });
}
