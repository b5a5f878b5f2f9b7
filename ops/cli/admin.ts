import { openContractSubgraph } from '@quayside/contract/subgraph';
import { openCustomerSubgraph } from '@quayside/customer/subgraph';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import type { Settings, SubgraphName } from '@quayside/shared/config';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { executeSubgraph } from '@quayside/shared/graphql/execute-subgraph';
import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import { HomeBusyError, type HomeLock, type HomeUse, lockHome } from '@quayside/shared/home-lock';
import { systemViewer } from '@quayside/shared/identity';
import { openLog } from '@quayside/shared/log';
import { openShipmentSubgraph } from '@quayside/shipment/subgraph';
import { parse } from 'graphql';

const viewer = systemViewer('Administration');

/** A problem that a person at the command line can mend; printed without a stack. */
export class CliError extends Error {}

type Opener = (deps: SubgraphDeps) => Promise<Subgraph>;
const OPENERS: Readonly<Partial<Record<SubgraphName, Opener>>> = {
  customer: openCustomerSubgraph,
  shipment: openShipmentSubgraph,
  contract: openContractSubgraph,
  service: openServiceSubgraph,
};

/** @throws CliError when others hold the home. */
export function holdHome(home: string, use: HomeUse): HomeLock {
  try {
    return lockHome(home, use);
  } catch (error) {
    throw error instanceof HomeBusyError ? new CliError(error.message) : error;
  }
}

/** The stores of this machine, opened one by one as a command needs them; a running server publishes what is written. */
export class Administration {
  readonly #settings: Settings;
  readonly #open = new Map<SubgraphName, Subgraph>();
  #home: HomeLock | null = null;
  readonly #openers: Readonly<Partial<Record<SubgraphName, Opener>>>;

  constructor(settings: Settings, more: Readonly<Partial<Record<SubgraphName, Opener>>> = {}) {
    this.#settings = settings;
    this.#openers = { ...OPENERS, ...more };
  }

  /**
   * Runs an operation with one root field as the system and returns its value.
   * @throws CliError when it is refused.
   */
  async run<Value>(name: SubgraphName, text: string, variables: Record<string, unknown> = {}): Promise<Value> {
    const subgraph = await this.subgraph(name);
    const response = await executeSubgraph(subgraph, viewer, { document: parse(text), variables }, 'administration');
    const [error] = response.errors ?? [];
    if (error) throw new CliError(error.message);
    const value = Object.values(response.data ?? {})[0] as
      | { __typename?: string; message?: string; fix?: string }
      | undefined;
    if (value?.__typename === 'Refusal') throw new CliError([value.message, value.fix].filter(Boolean).join(' '));
    return value as Value;
  }

  async close(): Promise<void> {
    for (const subgraph of this.#open.values()) await subgraph.stop();
    this.#home?.release();
  }

  /** The store with its schema, for a walk that no operation makes. */
  async subgraph(name: SubgraphName): Promise<Subgraph> {
    const known = this.#open.get(name);
    if (known) return known;
    const opener = this.#openers[name];
    if (!opener) throw new CliError(`There is no store "${name}".`);
    this.#home ??= holdHome(this.#settings.home, 'use');
    const log = openLog(this.#settings.logLevel);
    const subgraph = await opener({
      databaseUrl: this.#settings.databaseUrl[name],
      bus: new MemoryBus(log),
      log,
      passive: true,
    });
    this.#open.set(name, subgraph);
    return subgraph;
  }
}
