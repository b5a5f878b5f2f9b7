import { join } from 'node:path';
import { openContractSubgraph } from '@quayside/contract/subgraph';
import { openCustomerSubgraph } from '@quayside/customer/subgraph';
import { startQuayside } from '@quayside/gateway/quayside';
import { RemoteLink } from '@quayside/gateway/remote-link';
import { startGateway } from '@quayside/gateway/server';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import { parseSettings } from '@quayside/shared/config';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { DirectoryFileStore } from '@quayside/shared/files/file-store';
import { serveSubgraph } from '@quayside/shared/graphql/serve-subgraph';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { openLog } from '@quayside/shared/log';
import { openShipmentSubgraph } from '@quayside/shipment/subgraph';
import { DemoClock } from '../demo/clock.ts';
import { seedDemo } from '../demo/seed.ts';
import { startMonolith } from './page-monolith.ts';
import { serveTasks } from './worker.ts';

/*
 * The servers that the page bench compares; one role per process, all on the same store:
 *   gateway    the product as it is: one process
 *   monolith   one Apollo Server over the same stores and resolvers
 *   subgraph   one subgraph behind HTTP
 *   edge       the gateway over such subgraphs
 */
const HOST = '127.0.0.1';
const SECRET = 'a secret of the bench, with enough characters';
const log = openLog('error');
const OPEN = {
  customer: openCustomerSubgraph,
  shipment: openShipmentSubgraph,
  contract: openContractSubgraph,
  service: openServiceSubgraph,
} as const;
type Name = keyof typeof OPEN;

const open = (name: Name, home: string): Promise<Subgraph> =>
  OPEN[name]({ databaseUrl: `file:${join(home, `${name}.sqlite`)}`, bus: new MemoryBus(log), log, passive: true });

serveTasks({
  /** Processor time of this process so far, in microseconds. */
  cpu: async () => {
    const { user, system } = process.cpuUsage();
    return { micros: user + system };
  },

  gateway: async ({ home }: { home: string }) => {
    const clock = new DemoClock();
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: 'error' });
    const quayside = await startQuayside(settings, { now: clock.now, log });
    const { apiKeys } = await seedDemo(quayside, clock, home);
    return { url: `${quayside.url}/graphql`, key: apiKeys[0]?.key };
  },

  monolith: async ({ home, key }: { home: string; key: string }) => {
    const [customer, shipment, contract, service] = await Promise.all([
      open('customer', home),
      open('shipment', home),
      open('contract', home),
      open('service', home),
    ]);
    // As after the first mutation of any server's life: the store's async context then costs every promise.
    await customer.db.write(async () => undefined);
    const viewer = await viewerOf(customer, key);
    return { url: await startMonolith({ customer, shipment, contract, service }, viewer) };
  },

  subgraph: async ({ home, name }: { home: string; name: Name }) => {
    const { url } = await serveSubgraph(await open(name, home), { host: HOST, port: 0, secret: SECRET });
    return { url };
  },

  edge: async ({ home, urls }: { home: string; urls: Readonly<Record<Name, string>> }) => {
    const links = Object.entries(urls).map(([name, url]) => new RemoteLink({ name, url, secret: SECRET, log }));
    const { url } = await startGateway({
      host: HOST,
      port: 0,
      links,
      secret: SECRET,
      tls: false,
      log,
      now: Date.now,
      files: new DirectoryFileStore(join(home, 'documents')),
      uploadsDir: join(home, 'uploads'),
      portalDir: home,
      edi: null,
    });
    return { url: `${url}/graphql` };
  },
});

async function viewerOf(customer: Subgraph, key: string): Promise<Viewer> {
  const verify = customer.schema.getQueryType()?.getFields()['verifyApiKey']?.resolve;
  const context = customer.contextFor(systemViewer('bench'));
  const verified = (await verify?.({}, { secret: key }, context, {} as never)) as { readonly viewer: string };
  return JSON.parse(verified.viewer) as Viewer;
}
