import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContractSubgraph } from '@quayside/contract/subgraph';
import { openCustomerSubgraph } from '@quayside/customer/subgraph';
import { openServiceSubgraph } from '@quayside/service/subgraph';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { graphAs } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { BRANCHES, branchPath, fillContracts, fillCustomers, fillScopes, fillService } from './boards-fill.ts';
import { type Figure, figure, percentile } from './figure.ts';
import { accountName } from './value-fill.ts';

const CUSTOMERS = 10_000;
const FACTS = 5_000_000;
const RUNS = 30;

/** As the portal asks them. */
const CUSTOMER = `{ customerBoard(months: 12) { currency customers asOf waiting
  months { month orders revenueMinor carrierCostMinor serveCostMinor claimsPaidMinor profitMinor incomplete }
  flow { month from to customers } cohorts { month customers ordering } } }`;
const OTIF = '{ otifTrend(months: 12) { month contracts counted hits percent excluded open waiting } }';
const MONEY = `{ receivablesByAge { currency invoices accounts open { amountMinor }
  buckets { bucket amount { amountMinor } } } }`;
const SERVICE = `query ($from: Instant!, $to: Instant!) { complaintCounts(from: $from, to: $to) { category opened } satisfactionByCause(from: $from, to: $to) { cause answers bad average } }`;
const CHARGES = `{ chargeTrend(accountId: "${accountName(1)}", months: 12) { month charges amount { amountMinor } } }`;

interface Stores {
  readonly customer: Subgraph;
  readonly contract: Subgraph;
  readonly service: Subgraph;
}
type Part = readonly [where: keyof Stores, document: string];

const PARTS = { CUSTOMER: ['customer', CUSTOMER], OTIF: ['contract', OTIF], SERVICE: ['service', SERVICE] } as const;
const MONEY_PART: Part = ['contract', MONEY];
/** What each board asks, in the order in which it stands on the page. */
const BOARDS: readonly (readonly [name: string, viewer: Viewer, parts: readonly Part[]])[] = [
  ['executive', aStaffMember('/group/', 'EXECUTIVE'), [PARTS.CUSTOMER, PARTS.OTIF, PARTS.SERVICE, MONEY_PART]],
  [
    `account manager of one of ${BRANCHES} branches`,
    aStaffMember(branchPath(1)),
    [PARTS.OTIF, PARTS.SERVICE, MONEY_PART, PARTS.CUSTOMER],
  ],
  ['shipper', aShipper(accountName(1)), [['contract', CHARGES], PARTS.OTIF, PARTS.SERVICE, MONEY_PART]],
];

/** Boards over two years of ten thousand customers: until the first charts have their data, and until all have. */
export async function run(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-boards-'));
  const bus = new MemoryBus(silentLog);
  const deps = (name: string) => ({
    ...{ bus, log: silentLog, passive: true, databaseUrl: `file:${join(home, `${name}.sqlite`)}` },
  });
  const stores: Stores = {
    customer: await openCustomerSubgraph(deps('customer')),
    contract: await openContractSubgraph(deps('contract')),
    service: await openServiceSubgraph(deps('service')),
  };
  try {
    const now = Date.now();
    for (const { db } of Object.values(stores) as Subgraph[]) await fillScopes(db, CUSTOMERS);
    const facts = await fillCustomers(stores.customer.db, CUSTOMERS, FACTS, now);
    await fillContracts(stores.contract.db, CUSTOMERS, now);
    await fillService(stores.service.db, CUSTOMERS, now);
    const figures: Figure[] = [];
    for (const [name, viewer, parts] of BOARDS) {
      const { first, whole } = await measure(stores, viewer, parts, now);
      const over = `of ${CUSTOMERS} customers over ${facts} facts`;
      const common = { bench: 'boards', unit: 'ms', target: '<= 300' };
      figures.push(
        figure({ ...common, figure: `first data of the board: ${name}, ${over}, p95`, value: percentile(first, 0.95) }),
        figure({ ...common, figure: `slowest part of the board: ${name}, p95`, value: percentile(whole, 0.95) }),
      );
    }
    return figures;
  } finally {
    for (const subgraph of Object.values(stores) as Subgraph[]) await subgraph.stop();
    await bus.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Asks the parts one after the other, after a round that is not counted. Parts read for themselves on the page. */
async function measure(stores: Stores, viewer: Viewer, parts: readonly Part[], now: number) {
  const variables = { from: new Date(now - 365 * 86_400_000).toISOString(), to: new Date(now).toISOString() };
  const first: number[] = [];
  const whole: number[] = [];
  for (let run = -1; run < RUNS; run++) {
    const times: number[] = [];
    for (const [where, document] of parts) {
      const began = performance.now();
      await graphAs(stores[where], viewer).ask(document, document === SERVICE ? variables : {});
      times.push(performance.now() - began);
    }
    if (run < 0) continue;
    first.push(times[0] ?? 0);
    whole.push(Math.max(...times));
    if (process.env['BENCH_PARTS']) console.error(times.map((time) => Math.round(time)).join(' '));
  }
  return { first, whole };
}
