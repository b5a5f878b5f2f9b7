import { PARAMETER_CHANGED, type ParameterName } from '@quayside/customer/parameter-events';
import { tenantScopeTable } from '@quayside/shared/db/reach';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { graphAs, type TestGraph } from '@quayside/shared/testing/graph';
import { onTestFinished } from 'vitest';
import { type ContractDeps, openContractSubgraph } from '../src/subgraph.ts';

export const ACME = '01ACME00000000000000000000';
export const BETA = '01BETA00000000000000000000';
export const BOSTON = '/group/east/boston/';
export const DENVER = '/group/west/denver/';

export interface ContractApi {
  readonly subgraph: Subgraph;
  readonly clock: TestClock;
  readonly bus: MemoryBus;
  as(viewer: Viewer): TestGraph;
  readonly system: TestGraph;
  /** A unit sets a parameter. */
  set(name: ParameterName, path: string, value: number | null): Promise<void>;
  /** The customer subgraph tells something. */
  hear(type: string, data: unknown, subject?: string): Promise<void>;
}

/** The contract subgraph on a fresh store: Acme belongs to Boston, Beta to Denver. */
export async function startContractApi(
  engine: TestEngine,
  more: Pick<ContractDeps, 'stripe'> = {},
): Promise<ContractApi> {
  const clock = new TestClock();
  const bus = new MemoryBus(silentLog);
  const databaseUrl = await engine.freshUrl('contract');
  const subgraph = await openContractSubgraph({ databaseUrl, bus, log: silentLog, now: clock.now, ...more });
  onTestFinished(async () => {
    await subgraph.stop();
    await bus.close();
  });
  await subgraph.db.write((em) =>
    em.getRepository(tenantScopeTable).insert([
      { accountId: ACME, path: BOSTON },
      { accountId: BETA, path: DENVER },
    ]),
  );
  const as = (viewer: Viewer) => graphAs(subgraph, viewer);
  let position = 0;
  const hear: ContractApi['hear'] = async (type, data, subject = 'test') => {
    const event = { id: newId(), type, source: 'customer', position: ++position, at: clock.now() };
    await bus.publish({ ...event, accountId: null, subject, seq: position, correlationId: 'test', data });
    await bus.settle();
  };
  const set: ContractApi['set'] = (name, path, value) => {
    const settingId = `${name}${path.length}`.slice(0, 26);
    return hear(PARAMETER_CHANGED, { settingId, name, path, value }, settingId);
  };
  return { subgraph, clock, bus, as, system: as(systemViewer('test')), set, hear };
}

/** Terms that are fine; a test states only what it depends on. */
export const someTerms = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  accountId: ACME,
  name: 'Acme 2026',
  services: [{ service: 'WAREHOUSING' }, { service: 'LABELLING', guaranteed: true }],
  serviceLevels: [{ metric: 'ON_TIME_PERCENT', target: 98.5 }],
  liability: { regime: 'us-motor', fileWithinDays: 270, limitPerKilogram: { amountMinor: 1000, currency: 'USD' } },
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  ...change,
});

const DRAFT = `mutation ($input: DraftContractInput!) { draftContract(input: $input) {
  ... on Contract { id number state version } ... on Refusal { code field } } }`;
const ACTIVATE = `mutation ($id: ID!) { activateContract(id: $id) {
  ... on Contract { id number state version } ... on Refusal { code } } }`;

export const draftContract = async (graph: TestGraph, change: Record<string, unknown> = {}) =>
  (await graph.ask(DRAFT, { input: someTerms(change) })).draftContract;

export const activeContract = async (graph: TestGraph, change: Record<string, unknown> = {}) =>
  (await graph.ask(ACTIVATE, { id: (await draftContract(graph, change)).id })).activateContract;
