import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContractDeps, openContractSubgraph } from '@quayside/contract/subgraph';
import { CREDENTIAL_CHANGED, CREDENTIAL_REVOKED, CUSTOMER_SOURCE } from '@quayside/customer/events';
import { openCustomerSubgraph } from '@quayside/customer/subgraph';
import { type EdiBridge, openEdiBridge } from '@quayside/edi-bridge/bridge';
import type { UploadFile } from '@quayside/service/mail/intake';
import { uploadTo } from '@quayside/service/mail/upload';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import type { Settings, SubgraphName } from '@quayside/shared/config';
import type { EventBus } from '@quayside/shared/events/bus';
import { openBus } from '@quayside/shared/events/open-bus';
import { DirectoryFileStore } from '@quayside/shared/files/file-store';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import { type HomeLock, lockHome } from '@quayside/shared/home-lock';
import { type Log, openLog } from '@quayside/shared/log';
import { SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { openShipmentSubgraph } from '@quayside/shipment/subgraph';
import type { Credentials } from './credentials.ts';
import { graphClient } from './graph-client.ts';
import type { LiveLimits } from './limits.ts';
import { LocalLink } from './local-link.ts';
import { remoteEdi } from './remote-edi.ts';
import { RemoteLink } from './remote-link.ts';
import { type Gateway, startGateway } from './server.ts';
import type { SubgraphLink } from './subgraph-link.ts';

export interface QuaysideOptions {
  readonly now?: () => number;
  readonly log?: Log;
  /** Folder of the built portal; the workspace's own by default. */
  readonly portalDir?: string;
  /** What differs from LIVE_LIMITS: a benchmark may do what no tenant may. */
  readonly liveLimits?: Partial<LiveLimits>;
}

/** The whole product, running. */
export interface Quayside {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** The subgraphs that run in this process. */
  readonly subgraphs: Readonly<Partial<Record<SubgraphName, Subgraph>>>;
  /** The EDI bridge, when it runs in this process. */
  readonly bridge: EdiBridge | null;
  readonly graph: GraphClient;
  /** Waits until what has been committed is published and dealt with, as far as this process can tell. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const PORTAL_DIR = fileURLToPath(new URL('../../portal-web/dist', import.meta.url));
/** Subgraph to bridge to subgraph and back: events that events cause settle in so many rounds. */
const SETTLE_ROUNDS = 4;

/**
 * Composition root: opens bus, subgraphs and bridge here or elsewhere as the settings say, and the gateway over them.
 * @throws HomeBusyError while the home is being restored.
 */
export async function startQuayside(settings: Settings, options: QuaysideOptions = {}): Promise<Quayside> {
  const home = lockHome(settings.home, 'use');
  try {
    return await openQuayside(settings, options, home);
  } catch (error) {
    home.release();
    throw error;
  }
}

async function openQuayside(settings: Settings, options: QuaysideOptions, home: HomeLock): Promise<Quayside> {
  const log = options.log ?? openLog(settings.logLevel);
  const now = options.now ?? Date.now;
  const secret = settings.secret ?? randomBytes(32).toString('base64url');
  const bus = await openBus(settings, log);
  // The bridge is behind the gateway and also its client, so it gets the graph before there is one.
  let gateway: Gateway | null = null;
  const graph = graphClient(() => gateway);
  const upload = uploadTo(() => gateway?.url ?? null, secret);
  const { subgraphs, bridge } = await openSubgraphs(settings, { bus, log, now, graph, upload });
  gateway = await startGateway({
    host: settings.host,
    port: settings.port,
    links: linksTo(subgraphs, settings, secret, log),
    secret,
    tls: settings.tls,
    metricsToken: settings.metricsToken,
    log,
    now,
    files: new DirectoryFileStore(join(settings.home, 'documents')),
    uploadsDir: join(settings.home, 'uploads'),
    portalDir: options.portalDir ?? PORTAL_DIR,
    liveLimits: options.liveLimits,
    edi: settings.subgraphUrl.edi ? remoteEdi(settings.subgraphUrl.edi, secret, log, settings.as2Url !== null) : bridge,
  });
  await followRevocations(bus, gateway.credentials);
  await bridge?.start();
  return assemble({ gateway, subgraphs, bridge, bus, graph, home });
}

interface Surroundings {
  readonly bus: EventBus;
  readonly log: Log;
  readonly now: () => number;
  readonly graph: GraphClient;
  readonly upload: UploadFile;
}

type Open = (deps: ContractDeps) => Promise<Subgraph>;
const OPEN: Readonly<Record<Exclude<SubgraphName, 'edi' | 'service'>, Open>> = {
  customer: openCustomerSubgraph,
  shipment: openShipmentSubgraph,
  contract: openContractSubgraph,
};

async function openSubgraphs(settings: Settings, { bus, log, now, graph, upload }: Surroundings) {
  const subgraphs: Partial<Record<SubgraphName, Subgraph>> = {};
  const deps = (name: SubgraphName): SubgraphDeps => ({ databaseUrl: settings.databaseUrl[name], bus, log, now });
  for (const [name, open] of Object.entries(OPEN) as [keyof typeof OPEN, Open][])
    if (!settings.subgraphUrl[name]) subgraphs[name] = await open({ ...deps(name), stripe: settings.stripe });
  const { home, as2Url, sftp, smtpUrl, smtpListen, mailFrom, portalUrl } = settings;
  const post = { home, smtpUrl, smtpListen, mailFrom, portalUrl, upload };
  if (!settings.subgraphUrl.service) subgraphs.service = await openServiceSubgraph({ ...deps('service'), graph, post });
  const bridge = settings.subgraphUrl.edi ? null : await openEdiBridge({ ...deps('edi'), home, as2Url, sftp, graph });
  if (bridge) subgraphs.edi = bridge;
  return { subgraphs, bridge };
}

function linksTo(
  subgraphs: Partial<Record<SubgraphName, Subgraph>>,
  settings: Settings,
  secret: string,
  log: Log,
): SubgraphLink[] {
  const local = Object.values(subgraphs).map((subgraph) => new LocalLink(subgraph));
  const remote = Object.entries(settings.subgraphUrl).map(([name, url]) => new RemoteLink({ name, url, secret, log }));
  return [...local, ...remote];
}

/** A session, key or link that ends in one process ends in every gateway, and one with other rights has them there too. */
async function followRevocations(bus: EventBus, credentials: Credentials): Promise<void> {
  for (const source of [CUSTOMER_SOURCE, SHIPMENT_SOURCE]) {
    await bus.subscribe({
      source,
      consumer: null,
      after: null,
      handle: ({ type, data }) => {
        const { credentialHash } = data as { readonly credentialHash: string };
        if (type === CREDENTIAL_REVOKED) credentials.revoke(credentialHash);
        else if (type === CREDENTIAL_CHANGED) credentials.refresh(credentialHash);
      },
    });
  }
}

interface Parts {
  readonly gateway: Gateway;
  readonly subgraphs: Partial<Record<SubgraphName, Subgraph>>;
  readonly bridge: EdiBridge | null;
  readonly bus: EventBus;
  readonly graph: GraphClient;
  readonly home: HomeLock;
}

function assemble({ gateway, subgraphs, bridge, bus, graph, home }: Parts): Quayside {
  const all = Object.values(subgraphs);
  const { url, host, port } = gateway;
  return {
    url,
    host,
    port,
    subgraphs,
    bridge,
    graph,
    settle: async () => {
      for (let round = 0; round < SETTLE_ROUNDS; round++) {
        for (const subgraph of all) await subgraph.settle();
        await bus.settle();
      }
    },
    stop: async () => {
      // First nobody new comes in, then the bridge stops sending, then the stores close.
      await gateway.stop();
      for (const link of gateway.graph.links.values()) await link.close();
      for (const subgraph of all.reverse()) await subgraph.stop();
      await bus.close();
      home.release();
    },
  };
}
