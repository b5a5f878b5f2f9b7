import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { graphAs, type TestGraph } from '@quayside/shared/testing/graph';
import { afterEach } from 'vitest';
import { openCustomerSubgraph } from '../src/subgraph.ts';

export const PASSWORD = 'tide-tables-of-1898';

/** The real subgraph on a real, empty database, with a clock that the test sets. */
export interface CustomerApi {
  readonly subgraph: Subgraph;
  readonly bus: MemoryBus;
  readonly clock: TestClock;
  readonly system: TestGraph;
  as(viewer: Viewer): TestGraph;
  /** Waits until what was done has been heard, and customers are valued by it. */
  settle(): Promise<void>;
  /** Everything published so far, oldest first. */
  events(): Promise<readonly { type: string; accountId: string | null; subject: string; seq: number; data: unknown }[]>;
}

/** Makes subgraphs for the tests of one block, and stops them after each test. */
export function customerApis(engine: TestEngine): () => Promise<CustomerApi> {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return async () => {
    const clock = new TestClock();
    const bus = new MemoryBus(silentLog);
    const databaseUrl = await engine.freshUrl('customer');
    const subgraph = await openCustomerSubgraph({ databaseUrl, bus, log: silentLog, now: clock.now });
    const seen: Awaited<ReturnType<CustomerApi['events']>>[number][] = [];
    await bus.subscribe({ source: 'customer', consumer: null, after: 0, handle: (event) => void seen.push(event) });
    cleanups.push(async () => {
      await subgraph.stop();
      await bus.close();
    });
    const as = (viewer: Viewer): TestGraph => graphAs(subgraph, viewer);
    const events = async () => {
      await subgraph.settle();
      return seen;
    };
    const settle = async () => {
      await subgraph.settle();
      await bus.settle();
      await subgraph.settle();
    };
    return { subgraph, bus, clock, as, system: as(systemViewer('test')), events, settle };
  };
}

const REFUSAL = '... on Refusal { code field }';

const mutation = (field: string, inputType: string, selection: string): string =>
  `mutation($input: ${inputType}!) { ${field}(input: $input) { __typename ${REFUSAL} ${selection} } }`;

export const CREATE_UNIT = mutation('createOrgUnit', 'CreateOrgUnitInput', '... on OrgUnit { id path }');
export const OPEN_ACCOUNT = mutation('openAccount', 'OpenAccountInput', '... on Account { id name version }');
export const UPDATE_ACCOUNT = mutation(
  'updateAccount',
  'UpdateAccountInput',
  '... on Account { id name grade phone version address { city } creditLimit { amountMinor } }',
);
export const INVITE = mutation('inviteMember', 'InviteMemberInput', '... on Member { id email role active }');
export const ADD_CONTACT = mutation('addContact', 'AddContactInput', '... on Contact { id name topics version }');
export const REGISTER = mutation(
  'registerConsignee',
  'RegisterConsigneeInput',
  '... on Consignee { id consigneeCode: code name phone version }',
);
export const CREATE_KEY = mutation(
  'createApiKey',
  'CreateApiKeyInput',
  '... on ApiKeyCreated { secret apiKey { id prefix scopes } }',
);

/** A company with two branches and one customer at each. */
export interface World {
  readonly api: CustomerApi;
  readonly east: { readonly path: string; readonly accountId: string; readonly unitId: string };
  readonly west: { readonly path: string; readonly accountId: string; readonly unitId: string };
}

export async function aWorld(api: CustomerApi): Promise<World> {
  const unit = (id: string, kind: string, parentId?: string) =>
    api.system.ask(CREATE_UNIT, { input: { id, kind, parentId, name: `Unit ${id}`, timeZone: 'America/New_York' } });
  await unit('group', 'GROUP');
  await unit('east', 'BRANCH', 'group');
  await unit('west', 'BRANCH', 'group');
  const account = (id: string, branchId: string) =>
    api.system.ask(OPEN_ACCOUNT, { input: anAccount({ id, branchId, name: `Company ${id}` }) });
  await account('acme', 'east');
  await account('globex', 'west');
  return {
    api,
    east: { path: '/group/east/', accountId: 'acme', unitId: 'east' },
    west: { path: '/group/west/', accountId: 'globex', unitId: 'west' },
  };
}

/** Input of an account; a test names what it depends on. */
export const anAccount = (facts: Record<string, unknown>): Record<string, unknown> => ({
  name: 'Acme Tools',
  kind: 'DISTRIBUTOR',
  region: 'North East',
  industry: 'Hardware',
  branchId: 'east',
  taxNumber: '12-3456789',
  bankAccount: 'US00 0000 1111',
  creditLimit: { amountMinor: 5_000_000, currency: 'USD' },
  ...facts,
});

/** Input of a member of an account. */
export const aMember = (facts: Record<string, unknown>): Record<string, unknown> => ({
  name: 'Sam Shipper',
  email: 'sam@acme.example',
  role: 'SHIPPER_USER',
  password: PASSWORD,
  accountId: 'acme',
  ...facts,
});
