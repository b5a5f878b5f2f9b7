import { DAY, HOUR, localDate } from '@quayside/shared/instant';
import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { type Course, EARLIER, PORTFOLIO, type PortfolioCustomer } from './portfolio.ts';
import { Choices } from './random.ts';
import type { SeededShipper } from './seed-customers.ts';

const OPEN_ACCOUNT = inputMutation('openAccount', 'OpenAccountInput', '... on Account { id }');
const ADD_CONTACT = inputMutation('addContact', 'AddContactInput', '... on Contact { id }');
const IMPORT = inputMutation('importHistory', 'ImportHistoryInput', '... on HistoryImport { id }');
const REFER = inputMutation('setReferral', 'SetReferralInput', '... on CustomerValue { id }');
const LOG = inputMutation('logTouch', 'LogTouchInput', '... on Touch { id }');
const BRANCHES = `{ accounts(first: 100) { nodes { id branch { id name } accountManager { id name } } } }`;

interface Branches {
  readonly accounts: {
    readonly nodes: readonly {
      readonly id: string;
      readonly branch: { readonly id: string; readonly name: string };
      readonly accountManager: { readonly id: string; readonly name: string } | null;
    }[];
  };
}

/** The days of a course: busier and quieter weeks, growing or shrinking as the course says. */
function daysOf(course: Course, choices: Choices, now: number): Record<string, unknown>[] {
  const days: Record<string, unknown>[] = [];
  const rows = Math.floor((course.from - course.to) / course.everyDays) + 1;
  for (let row = 0; row < rows; row++) {
    const grown = 1 + ((course.rise - 1) * row) / Math.max(1, rows - 1);
    const orders = Math.max(1, Math.round(course.orders * grown * (0.85 + 0.3 * choices.share())));
    const revenueMinor = Math.round(orders * course.revenue * (0.95 + 0.1 * choices.share()));
    const nearEnd = row >= rows - 5;
    days.push({
      on: localDate(now - (course.from - row * course.everyDays) * DAY),
      ...{ orders, revenueMinor, service: course.service },
      carrierCostMinor: Math.round(revenueMinor * course.carrierShare),
      ...(row % 4 === 3 ? { deliveries: orders * 4, score: course.score } : {}),
      ...(row % 4 === 0 ? { paymentMinor: revenueMinor, paymentDaysLate: course.daysLate } : {}),
      ...(course.trouble > 0 && (row * course.orders) % course.trouble < course.orders
        ? { complaints: nearEnd ? 3 : 1 }
        : {}),
      ...(course.claimsAtEnd && nearEnd ? { claims: 2, claimsPaidMinor: course.claimsAtEnd } : {}),
    });
  }
  return days;
}

/** Customers with a past: what each was worth, who brought whom, and who was talked with. Tells their ids. */
export async function seedValue(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  clock: DemoClock,
  now: number,
): Promise<readonly string[]> {
  const ids = new Map<string, string>();
  const choices = new Choices(23);
  const { accounts } = await graph.read<Branches>(BRANCHES, {});
  const known = new Map(accounts.nodes.map((account) => [account.id, account]));
  const history = async (accountId: string, course: Course): Promise<void> => {
    const rows = daysOf(course, choices, now);
    await graph.run(IMPORT, { input: { accountId, currency: 'USD', idempotencyKey: 'before-quayside', rows } });
  };
  await graph.together(async () => {
    for (const { shipper, accountId } of shippers) {
      const earlier = EARLIER[shipper.key];
      if (earlier) await history(accountId, earlier);
    }
    for (const customer of PORTFOLIO) {
      const neighbour = shippers.find(({ shipper }) => shipper.branch === customer.branch);
      const at = neighbour && known.get(neighbour.accountId);
      if (!at) continue;
      const accountId = await openAccount(graph, customer, at.branch.id, at.accountManager?.id ?? null);
      ids.set(customer.name, accountId);
      if (customer.course) await history(accountId, customer.course);
      await talk(graph, accountId, customer, at.accountManager?.name ?? 'Quayside', clock, now);
    }
    for (const { name, broughtBy } of PORTFOLIO) {
      if (broughtBy) await graph.run(REFER, { input: { accountId: ids.get(name), referrerId: ids.get(broughtBy) } });
    }
  });
  return [...ids.values()];
}

async function openAccount(
  graph: DemoGraph,
  { name, kind, region, industry, contact }: PortfolioCustomer,
  branchId: string,
  accountManagerId: string | null,
): Promise<string> {
  const input = { name, kind, region, industry, branchId, accountManagerId, customerSince: '2024-06-01' };
  const { id: accountId } = await graph.run(OPEN_ACCOUNT, { input });
  await graph.run(ADD_CONTACT, { input: { accountId, name: contact, jobTitle: 'Logistics', topics: ['operations'] } });
  return accountId;
}

const TALKS = [
  {
    daysAgo: 96,
    channel: 'VISIT',
    purpose: 'ROUTINE',
    outcome: 'DONE',
    notes: 'Walked the dock, went through the last quarter.',
  },
  {
    daysAgo: 33,
    channel: 'CALL',
    purpose: 'SALES',
    outcome: 'TO_FOLLOW_UP',
    notes: 'Asked about more lanes; they want to see figures first.',
  },
] as const;

async function talk(
  graph: DemoGraph,
  accountId: string,
  { contact, course }: PortfolioCustomer,
  ourSide: string,
  clock: DemoClock,
  now: number,
): Promise<void> {
  for (const { daysAgo, ...words } of course ? TALKS : TALKS.slice(1)) {
    clock.travelTo(now - daysAgo * DAY + 3 * HOUR);
    await graph.run(LOG, { input: { accountId, direction: 'FROM_US', ourSide, theirSide: contact, ...words } });
  }
  clock.backToPresent();
}
