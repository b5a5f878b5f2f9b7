import { openContractSubgraph } from '@quayside/contract/subgraph';
import { openCustomerSubgraph } from '@quayside/customer/subgraph';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import { inboxTable } from '@quayside/shared/events/inbox';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { graphAs } from '@quayside/shared/testing/graph';
import { openShipmentSubgraph } from '@quayside/shipment/subgraph';
import { describe, expect, it, onTestFinished } from 'vitest';

const OPENERS = {
  customer: openCustomerSubgraph,
  contract: openContractSubgraph,
  service: openServiceSubgraph,
  shipment: openShipmentSubgraph,
} as const;
type Name = keyof typeof OPENERS;
const ALL = Object.keys(OPENERS) as Name[];

const PRICE = { service: 'FINANCING_REFERRAL', unit: 'EA', priceMinor: 25_000, currency: 'USD', photosRequired: 0 };
const REFUSED = '... on Refusal { code message }';

eachDatabase((engine) => {
  describe('what is done, called off or credited', () => {
    /** The stores of one installation, and its services: all of them, or some that are there while others are down. */
    async function install() {
      const urls = Object.fromEntries(await Promise.all(ALL.map(async (name) => [name, await engine.freshUrl(name)])));
      const clock = new TestClock();
      let running: { bus: MemoryBus; subgraphs: Map<Name, Subgraph> } | null = null;
      const stop = async () => {
        for (const subgraph of running?.subgraphs.values() ?? []) await subgraph.stop();
        await running?.bus.close();
        running = null;
      };
      onTestFinished(stop);
      const start = async (names: readonly Name[]) => {
        await stop();
        const bus = new MemoryBus(silentLog);
        const subgraphs = new Map<Name, Subgraph>();
        running = { bus, subgraphs };
        for (const name of names) {
          const deps = { databaseUrl: urls[name] ?? '', bus, log: silentLog, now: clock.now };
          subgraphs.set(name, (await OPENERS[name](deps)) as Subgraph);
        }
      };
      const of = (name: Name): Subgraph => {
        const subgraph = running?.subgraphs.get(name);
        if (!subgraph) throw new Error(`${name} is down`);
        return subgraph;
      };
      const ask = (name: Name, text: string, variables: Record<string, unknown> = {}) =>
        graphAs(of(name), systemViewer('test')).ask(text, variables);
      /** Until every service has dealt with all that the others told, and with what they told of that. */
      const settle = async () => {
        for (let round = 0; round < 4; round++) {
          for (const subgraph of running?.subgraphs.values() ?? []) await subgraph.settle();
          await running?.bus.settle();
        }
      };
      return { start, ask, settle, of };
    }

    type Installation = Awaited<ReturnType<typeof install>>;

    async function contracted({ start, ask, settle }: Installation): Promise<string> {
      await start(ALL);
      const unit = `mutation { createOrgUnit(input: { name: "Boston", kind: GROUP, timeZone: "UTC" }) { ... on OrgUnit { id } ${REFUSED} } }`;
      const { createOrgUnit } = await ask('customer', unit);
      const open = `mutation ($branch: ID!) { openAccount(input: { name: "Acme", kind: DISTRIBUTOR, region: "US", industry: "Toys", branchId: $branch }) {
        ... on Account { id } ${REFUSED} } }`;
      const accountId: string = (await ask('customer', open, { branch: createOrgUnit.id })).openAccount.id;
      const draft = `mutation ($input: DraftContractInput!) { draftContract(input: $input) { ... on Contract { id } ${REFUSED} } }`;
      const input = {
        ...{ accountId, name: 'Acme 2026', validFrom: '2026-01-01', validTo: '2026-12-31' },
        services: [{ service: 'FINANCING_REFERRAL' }, { service: 'RETURNS_HANDLING' }],
        ...{ liability: { regime: 'cmr', fileWithinDays: 30 }, catalogue: [PRICE] },
      };
      const { draftContract } = await ask('contract', draft, { input });
      const activate = `mutation ($id: ID!) { activateContract(id: $id) { ... on Contract { state } ${REFUSED} } }`;
      await ask('contract', activate, { id: draftContract.id });
      await settle();
      return accountId;
    }

    /** A job that is done, and a return that is credited, while the books and the stock are down. */
    async function work({ ask }: Installation, accountId: string): Promise<{ job: string; rma: string }> {
      const job = `... on WorkOrder { id state } ${REFUSED}`;
      const { workBranches } = await ask('service', '{ workBranches }');
      const hours =
        'mutation ($branch: String!) { setWorkCapacity(branch: $branch, day: "MON", hours: 8) { __typename } }';
      await ask('service', hours, { branch: workBranches[0] });
      const request = `mutation ($input: RequestWorkOrderInput!) { requestWorkOrder(input: $input) { ${job} } }`;
      const asked = { service: 'FINANCING_REFERRAL', quantity: 1, instructions: 'Meet the lender', accountId };
      const { id } = (await ask('service', request, { input: asked })).requestWorkOrder;
      const steps = [
        'approveWorkOrder(id: $id)',
        'scheduleWorkOrder(id: $id, day: "2026-03-02", hours: 1)',
        'startWorkOrder(id: $id)',
        'finishWorkStep(id: $id, step: WORK)',
        'finishWorkOrder(id: $id)',
      ];
      for (const step of steps) await ask('service', `mutation ($id: ID!) { step: ${step} { ${job} } }`, { id });
      const goods = `... on ReturnOrder { id state } ${REFUSED}`;
      const open = `mutation ($input: RequestReturnInput!) { requestReturn(input: $input) { ${goods} } }`;
      const lines = [{ sku: 'SKU-1', quantity: 5 }];
      const rma = (await ask('service', open, { input: { reason: 'DAMAGED', lines, accountId } })).requestReturn.id;
      const ways = [
        'authoriseReturn(id: $id)',
        'receiveReturn(id: $id, warehouse: "BOS", counts: [{ line: 1, quantity: 5 }])',
        `inspectReturn(id: $id, location: "A-01", inspections: [{ line: 1, verdicts: [{ disposition: RESTOCK, quantity: 5 }] }])`,
        'creditReturn(id: $id, amountMinor: 900, currency: "USD", reason: "Sound")',
      ];
      for (const way of ways) {
        const { step } = await ask('service', `mutation ($id: ID!) { step: ${way} { ${goods} } }`, { id: rma });
        expect(step).toHaveProperty('state');
      }
      return { job: id, rma };
    }

    it('is charged and restocked once, through stops and replays', async () => {
      const installation = await install();
      const { start, ask, settle, of } = installation;
      const accountId = await contracted(installation);
      await start(['customer', 'service']);
      const { job, rma } = await work(installation, accountId);
      const books = async () => {
        const { charges } = await ask('contract', '{ charges { nodes { subjectId amount { amountMinor } } } }');
        const { stock } = await ask('shipment', '{ stock { nodes { sku onHand } } }');
        return { charges: charges.nodes, stock: stock.nodes };
      };
      const once = {
        charges: [
          { subjectId: rma, amount: { amountMinor: -900 } },
          { subjectId: job, amount: { amountMinor: 25_000 } },
        ],
        stock: [{ sku: 'SKU-1', onHand: 5 }],
      };
      // Stopped in the middle of it, and started again.
      await start(ALL);
      await start(ALL);
      await settle();
      expect(await books()).toEqual(once);
      // An older copy of the books' inbox: the whole past is told again.
      for (const name of ['contract', 'shipment'] as const) {
        await of(name).db.write(async (em) => {
          for (const id of ['contract-charges:service', 'shipment-restock:service']) {
            await em.getRepository(inboxTable).update({ id }, { position: 0 });
          }
        });
      }
      await start(ALL);
      await settle();
      expect(await books()).toEqual(once);
      const { workOrder } = await ask('service', 'query ($id: ID!) { workOrder(id: $id) { history { change } } }', {
        id: job,
      });
      expect(workOrder.history.filter(({ change }: { change: string }) => change === 'charged')).toHaveLength(1);
    });
  });
});
