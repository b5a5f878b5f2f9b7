import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError, parse } from 'graphql';
import { useServer as serveSubscriptions } from 'graphql-ws/use/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import type { TrackingGraph } from './graph.ts';
import { LiveTracking } from './live.ts';
import type { Snapshot, View } from './page-data.ts';

const schema = buildSchema(
  'type Query { ok: Boolean } type Update { cursor: String! tracking: Boolean } type Subscription { trackingUpdated(after: String): Update! }',
);

/** A log that ends at `shipment.3` and tells one event after it. */
function startLog() {
  const http: Server = createServer();
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const asked: string[] = [];
  serveSubscriptions(
    {
      // The page's own document belongs to the product's schema; which fields it selects makes no difference here.
      onSubscribe: (_ctx, _id, { query, variables }) => ({ schema, document: parse(query), variableValues: variables }),
      subscribe: async function* ({ variableValues }: { variableValues: { after: string } }) {
        asked.push(variableValues.after);
        if (variableValues.after !== 'shipment.3')
          throw new GraphQLError('Read again.', { extensions: { code: 'CURSOR_EXPIRED' } });
        yield { data: { trackingUpdated: { cursor: 'shipment.4', tracking: { state: 'DELIVERED' } } } };
        await new Promise(() => undefined);
      } as never,
    },
    sockets,
  );
  return new Promise<{ origin: string; asked: string[]; drop: (code: number) => void; stop: () => void }>((ready) => {
    http.listen(0, '127.0.0.1', () =>
      ready({
        origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
        asked,
        drop: (code) => {
          for (const socket of sockets.clients) socket.close(code);
        },
        stop: () => {
          for (const socket of sockets.clients) socket.terminate();
          sockets.close();
          http.close();
        },
      }),
    );
  });
}

describe('the stream of the tracking page', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  let live: LiveTracking;
  const shown: { snapshots: Snapshot[]; views: View[] } = { snapshots: [], views: [] };
  beforeEach(async () => {
    log = await startLog();
    vi.stubGlobal('WebSocket', WebSocket);
    vi.stubGlobal('CloseEvent', class {});
    vi.stubGlobal('location', { origin: log.origin });
    vi.stubGlobal('document', new EventTarget());
    vi.stubGlobal('window', new EventTarget());
    shown.snapshots = [];
    shown.views = [];
  });
  afterEach(() => {
    live.stop();
    log.stop();
    vi.unstubAllGlobals();
  });

  const follow = (cursor: string): void => {
    const snapshot = async () => ({ liveCursor: 'shipment.3' }) as Snapshot;
    live = new LiveTracking({
      token: 'qt_link',
      graph: { snapshot } as unknown as TrackingGraph,
      cursor,
      talkCursor: null,
      onConversation: () => undefined,
      onView: (view) => void shown.views.push(view),
      onSnapshot: (one) => void shown.snapshots.push(one),
      onConnection: () => undefined,
    });
  };

  it.each(['shipment.1', 'shipment.zz'])('goes on from a new reading after %s', async (cursor) => {
    follow(cursor);
    await expect.poll(() => shown.views, { timeout: 5_000 }).toEqual([{ state: 'DELIVERED' }]);
    expect(log.asked).toEqual([cursor, 'shipment.3']);
    expect(shown.snapshots).toHaveLength(1);
  });

  it('comes back when there were too many sockets', async () => {
    follow('shipment.3');
    await expect.poll(() => shown.views).toHaveLength(1);
    log.drop(4429);
    await expect.poll(() => log.asked, { timeout: 5_000 }).toEqual(['shipment.3', 'shipment.3']);
  });
});
