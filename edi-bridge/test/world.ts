import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContractSubgraph } from '@quayside/contract/subgraph';
import { openCustomerSubgraph } from '@quayside/customer/subgraph';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import { AppError, type AppErrorCode } from '@quayside/shared/errors';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { executeSubgraph } from '@quayside/shared/graphql/execute-subgraph';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { graphAs, type TestGraph } from '@quayside/shared/testing/graph';
import { workOnSpotPrices } from '@quayside/shared/testing/spot-prices';
import { aKey } from '@quayside/shared/testing/viewers';
import { openShipmentSubgraph } from '@quayside/shipment/subgraph';
import { parse } from 'graphql';
import { afterEach, expect } from 'vitest';
import { type EdiBridge, openEdiBridge, type Receipt } from '../src/bridge.ts';
import type { Doors } from '../src/channel/station.ts';
import { checkFile } from '../src/check/check.ts';
import { allErrors } from './fixtures.ts';

/** A file that the bridge put into a partner's mailbox. */
export interface OutFile {
  readonly name: string;
  readonly text: string;
}

/** Customer, shipment and bridge as they run together, on real databases and a real folder. */
export interface World {
  readonly bridge: EdiBridge;
  readonly home: string;
  readonly ledgerUrl: string;
  readonly clock: TestClock;
  /** The subgraphs behind the graph. */
  readonly customer: Subgraph;
  readonly shipment: Subgraph;
  readonly edi: TestGraph;
  readonly shipments: TestGraph;
  readonly service: TestGraph;
  readonly contract: Subgraph;
  /** What the bridge asked of the graph, as operation names. */
  readonly asked: string[];
  ediAs(viewer: Viewer): TestGraph;
  partner(facts: Record<string, unknown>): Promise<void>;
  /** Sets up how files come from a partner and go to it. */
  channel(partnerId: string, input: Record<string, unknown>): Promise<void>;
  /** Hands in a file as the partner's own key would. */
  send(partnerId: string, bytes: Buffer | string, viewer?: Viewer): Promise<Receipt>;
  drop(partnerId: string, name: string, bytes: Buffer | string): Promise<void>;
  out(partnerId: string): OutFile[];
  /** The newest file of a set type, once it is there. */
  outFile(partnerId: string, type: string): Promise<string>;
  /** Makes the graph fail until it is mended: it is down, fails on all that it is asked, or never answers ACME. */
  breakGraph(how: 'down' | 'failing' | 'stuck' | 'mended'): void;
  /** Ends the bridge as a crash would, and opens it again over the same ledger and folder. */
  restart(): Promise<void>;
  /** Another bridge over the same ledger and folder, as a second process would be. */
  beside(): Promise<EdiBridge>;
}

const SET_CHANNEL = `mutation($partnerId: ID!, $input: SetEdiChannelInput!) {
  setEdiChannel(partnerId: $partnerId, input: $input) { __typename ... on Refusal { message fix } }
}`;

export const ACME = 'ACME0000000000000000000000';
export const GLOBEX = 'GLOBEX00000000000000000000';
const ACCOUNT_OF: Readonly<Record<string, string>> = { ACME, GLOBEX };

/** The doors of a bridge, and whether there is somebody who takes cases, who keeps the books, and whether work waits for a contract. */
type Setting = Doors & { readonly cases?: boolean; readonly books?: boolean; readonly coverAsked?: boolean };
/** Short, so that nobody waits long; long enough for a file that grows to be seen growing. */
const POLL_MS = 120;

export const worlds = (engine: TestEngine): ((setting?: Setting) => Promise<World>) => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return (setting = {}) => startWorld(engine, cleanups, setting);
};

async function startWorld(
  engine: TestEngine,
  cleanups: (() => Promise<void>)[],
  { cases = false, books = false, coverAsked = false, ...doors }: Setting,
): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-edi-'));
  cleanups.push(async () => rmSync(home, { recursive: true, force: true }));
  const clock = new TestClock();
  const bus = new MemoryBus(silentLog);
  const deps = async (name: string) => ({
    databaseUrl: await engine.freshUrl(name),
    bus,
    log: silentLog,
    now: clock.now,
  });
  const customer = await openCustomerSubgraph(await deps('customer'));
  const shipment = await openShipmentSubgraph(await deps('shipment'));
  if (!coverAsked) await workOnSpotPrices(shipment.db);
  const service = cases ? await openServiceSubgraph(await deps('service')) : null;
  const contract = books ? await openContractSubgraph(await deps('contract')) : null;
  const behind = [customer, shipment, ...(service ? [service] : []), ...(contract ? [contract] : [])];
  const asked: string[] = [];
  const state: GraphState = { how: 'mended' };
  const graph = graphOf(behind, asked, state);
  const bridgeDeps = { ...(await deps('edi')), ...doors, home, graph, pollMs: POLL_MS };
  const running = { bridge: await openEdiBridge(bridgeDeps) };
  cleanups.push(async () => {
    await running.bridge.stop();
    await service?.stop();
    await contract?.stop();
    await shipment.stop();
    await customer.stop();
    await bus.close();
  });
  await openAccounts(customer, [...behind.slice(1), running.bridge]);
  await running.bridge.start();
  const system = systemViewer('test');
  const out = (partnerId: string): OutFile[] => filesOf(join(home, 'mailbox', partnerId, 'out'));
  return {
    get bridge() {
      return running.bridge;
    },
    home,
    ledgerUrl: bridgeDeps.databaseUrl,
    clock,
    customer,
    shipment,
    get edi() {
      return graphAs(running.bridge, system);
    },
    shipments: graphAs(shipment, system),
    get service() {
      if (!service) throw new TypeError('this world takes no cases');
      return graphAs(service, system);
    },
    get contract() {
      if (!contract) throw new TypeError('this world keeps no books');
      return contract;
    },
    asked,
    ediAs: (viewer) => graphAs(running.bridge, viewer),
    channel: async (partnerId, input) => {
      const { setEdiChannel } = await graphAs(running.bridge, system).ask(SET_CHANNEL, { partnerId, input });
      expect(setEdiChannel).toEqual({ __typename: 'EdiChannel' });
    },
    partner: (facts) => addPartner(graphAs(running.bridge, system), facts),
    send: async (partnerId, bytes, viewer = aKey(ACCOUNT_OF[partnerId] ?? partnerId)) => {
      const receipt = await running.bridge.receive(partnerId, chunks(bytes), viewer, { channel: 'https' });
      await running.bridge.settle();
      return receipt;
    },
    drop: async (partnerId, name, bytes) => {
      const folder = join(home, 'mailbox', partnerId, 'in');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}.tmp`), bytes);
      await rename(join(folder, `${name}.tmp`), join(folder, name));
    },
    out,
    outFile: async (partnerId, type) => {
      const newest = () =>
        out(partnerId)
          .filter(({ name }) => name.includes(`-${type}-`))
          .at(-1)?.text;
      await expect.poll(newest, { timeout: 10_000 }).toBeDefined();
      const text = newest() ?? '';
      // What we send must stand our own check, down to the last element.
      expect(allErrors(await checkFile(Buffer.from(text)))).toEqual([]);
      return text;
    },
    breakGraph: (how) => {
      state.how = how;
    },
    restart: async () => {
      await running.bridge.stop();
      running.bridge = await openEdiBridge(bridgeDeps);
      await running.bridge.start();
    },
    beside: async () => {
      const other = await openEdiBridge(bridgeDeps);
      cleanups.push(() => other.stop());
      await other.start();
      return other;
    },
  };
}

interface GraphState {
  how: 'down' | 'failing' | 'stuck' | 'mended';
}

/** The graph without a gateway: each operation goes to the subgraph that has its field. */
function graphOf(subgraphs: readonly Subgraph[], asked: string[], state: GraphState): GraphClient {
  return {
    execute: async <Data>(text: string, variables: Record<string, unknown>, viewer: Viewer): Promise<Data> => {
      const document = parse(text);
      const [operation] = document.definitions;
      if (operation?.kind !== 'OperationDefinition') throw new TypeError('not an operation');
      while (state.how === 'stuck' && viewer.id === 'edi:ACME') await new Promise((later) => setTimeout(later, 20));
      if (state.how === 'down') throw new AppError('UNAVAILABLE', 'The graph is down.');
      if (state.how === 'failing') throw new Error('Something went wrong on our side.');
      asked.push(operation.name?.value ?? '');
      const [selection] = operation.selectionSet.selections;
      const field = selection?.kind === 'Field' ? selection.name.value : '';
      const owner = subgraphs.find(({ schema }) => schema.getRootType(operation.operation)?.getFields()[field]);
      if (!owner) throw new TypeError(`no subgraph has ${field}`);
      const { data, errors } = await executeSubgraph(owner, viewer, { document, variables }, newId());
      const [error] = errors ?? [];
      if (error) throw new AppError(error.extensions?.['code'] as AppErrorCode, error.message);
      return data as Data;
    },
  };
}

async function openAccounts(customer: Subgraph, others: readonly Subgraph[]): Promise<void> {
  const graph = graphAs(customer, systemViewer('test'));
  const unit = (id: string, kind: string, parentId?: string) =>
    graph.ask(
      'mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { __typename ... on Refusal { message } } }',
      { input: { id, kind, parentId, name: id, timeZone: 'America/New_York' } },
    );
  await unit('group', 'GROUP');
  await unit('east', 'BRANCH', 'group');
  await unit('west', 'BRANCH', 'group');
  for (const [id, branchId] of [
    [ACME, 'east'],
    [GLOBEX, 'west'],
  ])
    await graph.ask(
      'mutation($input: OpenAccountInput!) { openAccount(input: $input) { __typename ... on Refusal { message } } }',
      { input: { id, name: id, branchId, kind: 'DISTRIBUTOR', region: 'East', industry: 'Food' } },
    );
  await customer.settle();
  const known = async (subgraph: Subgraph) =>
    (await subgraph.db.read((em) => em.query('SELECT COUNT(*) AS n FROM tenant_scope')))[0].n;
  for (const subgraph of others) await expect.poll(async () => Number(await known(subgraph))).toBe(2);
}

async function addPartner(graph: TestGraph, facts: Record<string, unknown>): Promise<void> {
  const id = String(facts['id'] ?? 'ACME');
  const input = {
    id,
    accountId: ACCOUNT_OF[id] ?? ACME,
    name: `${id} Foods`,
    senderId: `ZZ:${id}`,
    receiverId: 'ZZ:QUAYSIDE',
    outSets: ['945', '990', '214'],
    ...facts,
  };
  const { addEdiPartner } = await graph.ask(
    'mutation($input: AddEdiPartnerInput!) { addEdiPartner(input: $input) { __typename ... on Refusal { message } } }',
    { input },
  );
  expect(addEdiPartner).toEqual({ __typename: 'EdiPartner' });
}

async function* chunks(bytes: Buffer | string): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.from(bytes);
  for (let at = 0; at < buffer.length; at += 1000) yield buffer.subarray(at, at + 1000);
}

const filesOf = (folder: string): OutFile[] => {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort()
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  } catch {
    return [];
  }
};
