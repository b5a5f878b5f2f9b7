import { parseServiceSettings, type ServiceSettings, type SubgraphName } from '../config.ts';
import { openBus } from '../events/open-bus.ts';
import { type HomeLock, lockHome } from '../home-lock.ts';
import { openLog } from '../log.ts';
import { settingsOrExit, stopOnSignal } from '../process.ts';
import { type DownloadDoor, type RelayDoor, serveSubgraph, type UploadDoor } from './serve-subgraph.ts';
import type { Subgraph, SubgraphDeps } from './subgraph.ts';

/** How a service becomes a process. */
export interface Service<Opened extends Subgraph> {
  readonly name: SubgraphName;
  readonly open: (deps: SubgraphDeps, settings: ServiceSettings) => Promise<Opened>;
  /** The service asks the graph, so it must know the gateway. */
  readonly callsGraph?: boolean;
  /** The service keeps files in QUAYSIDE_HOME even when its store is on a database server. */
  readonly livesAtHome?: boolean;
  /** Takes files beside `/graphql`. */
  readonly upload?: (opened: Opened) => UploadDoor;
  /** Gives files out beside `/graphql`. */
  readonly download?: (opened: Opened) => DownloadDoor;
  /** Takes requests whose headers are part of the message; null when that door is closed. */
  readonly relay?: (opened: Opened) => RelayDoor | null;
  /** Called when the service listens. */
  readonly start?: (opened: Opened) => Promise<void>;
}

/**
 * Runs one service as a process of its own, behind a gateway in another one: configured by the environment, `ready URL`
 * on standard output when it answers, an orderly end on SIGTERM or SIGINT.
 */
export async function runService<Opened extends Subgraph>(service: Service<Opened>): Promise<void> {
  const settings = settingsOrExit((env) => parseServiceSettings(env, service.callsGraph));
  if (!settings) return;
  const home = holdHome(service.name, service.livesAtHome ?? false, settings);
  const log = openLog(settings.logLevel, service.name);
  const bus = await openBus(settings, log);
  const opened = await service.open({ databaseUrl: settings.databaseUrl[service.name], bus, log }, settings);
  const { host, port, secret } = settings;
  const upload = service.upload?.(opened);
  const relay = service.relay?.(opened);
  const download = service.download?.(opened);
  const doors = { ...(upload ? { upload } : {}), ...(download ? { download } : {}), ...(relay ? { relay } : {}) };
  const served = await serveSubgraph(opened, { host, port, secret, ...doors });
  await service.start?.(opened);
  process.stdout.write(`ready ${served.url}\n`);

  stopOnSignal(async () => {
    // Nobody new comes in, what runs comes to its end, then the ways out close.
    await served.stop();
    await opened.stop();
    await bus.close();
    home?.release();
  });
}

/** A service without files of its own has no home to hold. */
const holdHome = (name: SubgraphName, livesAtHome: boolean, { databaseUrl, home }: ServiceSettings): HomeLock | null =>
  livesAtHome || databaseUrl[name].startsWith('file:') ? lockHome(home, 'use') : null;
