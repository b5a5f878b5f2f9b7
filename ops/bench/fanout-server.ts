import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { systemViewer } from '@quayside/shared/identity';
import { openLog } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import { MILESTONE_RECORDED } from '@quayside/shipment/events';
import { type WebSocket, WebSocketServer } from 'ws';
import { DemoClock } from '../demo/clock.ts';
import { seedDemo } from '../demo/seed.ts';
import { serveTasks } from './worker.ts';

const log = openLog('error');
const viewer = systemViewer('bench');
let quayside: Quayside | null = null;
let raw: WebSocketServer | null = null;
let cpuFrom = process.cpuUsage();

const now = (): number => performance.timeOrigin + performance.now();

interface Facts {
  readonly shipmentId: string;
  readonly accountId: string;
}

serveTasks({
  /** The product with demo data, and one shipment in it. */
  start: async ({ home }: { home: string }) => {
    const clock = new DemoClock();
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: 'error' });
    // Execution per subscriber is the baseline, and more than any tenant may have.
    const own = { key: 2_000, session: 0, link: 0 };
    const liveLimits = { socketsPerCredential: own, groupsPerCredential: own, groupsPerAccount: 2_000 };
    quayside = await startQuayside(settings, { now: clock.now, log, liveLimits });
    const { apiKeys } = await seedDemo(quayside, clock, home);
    const [first] = apiKeys;
    const query = '{ shipments(first: 100) { nodes { id state account { id name } contract { id } } } }';
    const found = await quayside.graph.execute<{
      shipments: { nodes: { id: string; account: { id: string; name: string }; contract: object | null }[] };
    }>(query, {}, viewer);
    const shipment = found.shipments.nodes.find((one) => one.account.name === first?.account && one.contract);
    if (!shipment) throw new Error('the demo has no shipment under contract');
    return {
      url: `${quayside.url.replace('http', 'ws')}/graphql`,
      key: first?.key,
      shipmentId: shipment.id,
      accountId: shipment.account.id,
    };
  },

  /** Waits until so many subscriptions are open and their groups have started. */
  settled: async ({ count }: { count: number }) => {
    const figure = /quayside_live_subscriptions (\d+)/;
    for (;;) {
      const text = await (await fetch(`${quayside?.url}/metrics`)).text();
      if (Number(figure.exec(text)?.[1]) === count) break;
      await sleep(50);
    }
    await sleep(500);
  },

  /** So many events of one shipment, written at once: the log, the relay and the feed carry them to the groups. */
  publish: async ({ shipmentId, accountId, count }: Facts & { count: number }) => {
    const shipment = quayside?.subgraphs.shipment;
    cpuFrom = process.cpuUsage();
    const at = now();
    const event = {
      type: MILESTONE_RECORDED,
      accountId,
      subject: shipmentId,
      at: Date.now(),
      correlationId: 'bench',
      data: { shipmentId, accountId },
    };
    const events = Array.from({ length: count }, (_, n) => ({ ...event, seq: 1_000_000 + n }));
    await shipment?.db.write((em) => appendEvents(em, events));
    return { at };
  },

  /** Processor time since the last publish or broadcast, in microseconds. */
  cpu: async () => {
    const { user, system } = process.cpuUsage(cpuFrom);
    return { micros: user + system };
  },

  /** A bare `ws` server in the same process. */
  openRaw: async () => {
    const server = createServer();
    raw = new WebSocketServer({ server, perMessageDeflate: false });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
  },

  /** The same bytes to every raw socket, so many times. */
  broadcast: async ({ text, count }: { text: string; count: number }) => {
    const clients = [...(raw?.clients ?? [])] as WebSocket[];
    cpuFrom = process.cpuUsage();
    const at = now();
    for (let n = 0; n < count; n++) {
      for (const client of clients) client.send(text);
      await nextTurn();
    }
    return { at };
  },
});
