import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aLinkHolder, aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { aWorld, customerApis, type World } from './customer-api.ts';

const IMPORT = `mutation($input: ImportHistoryInput!) { importHistory(input: $input) { __typename
  ... on Refusal { code field } ... on HistoryImport { id rows } } }`;
const BOARD = `{ customerBoard { currency customers waiting asOf
  months { month orders ordering revenueMinor carrierCostMinor serveCostMinor claimsPaidMinor profitMinor incomplete }
  stages { stage customers } flow { month from to customers } cohorts { month customers ordering } } }`;
const PORTFOLIO = `query($filter: PortfolioFilter) { valuePortfolio { profit { revenueMinor carrierCostMinor serveCostMinor profitMinor }
  stages { stage customers } flow { month from to customers } list(filter: $filter) { nodes { id } } } }`;
const DAY = 86_400_000;

interface Month {
  readonly [figure: string]: number;
}
const sum = (months: readonly Month[], figure: string): number =>
  months.reduce((total, month) => total + (month[figure] ?? 0), 0);

eachDatabase((engine) => {
  const start = customerApis(engine);

  /** Acme orders every week of a year and more, Globex for some weeks only, and nobody knows what its carriers took. */
  async function withHistory(): Promise<World> {
    const world = await aWorld(await start());
    const { system, clock } = world.api;
    const day = (weeksAgo: number, facts: object) => ({
      on: new Date(clock.now() - weeksAgo * 7 * DAY).toISOString().slice(0, 10),
      ...{ orders: 2, deliveries: 2, revenueMinor: 40_000, service: 'TRANSPORT', ...facts },
    });
    const history = (accountId: string, rows: unknown) =>
      system.ask(IMPORT, { input: { accountId, currency: 'USD', idempotencyKey: 'first', rows } });
    const weeks = Array.from({ length: 60 }, (_, at) => 60 - at);
    await history(
      'acme',
      weeks.map((week) => day(week, { carrierCostMinor: 24_000 })),
    );
    await history(
      'globex',
      weeks.slice(30, 40).map((week) => day(week, {})),
    );
    await world.api.settle();
    return world;
  }

  describe('the board of customers', () => {
    it('sums up what each customer is worth, and says what is missing', async () => {
      const { api } = await withHistory();
      const { customerBoard: board } = await api.system.ask(BOARD);
      const { valuePortfolio: portfolio } = await api.system.ask(PORTFOLIO);
      expect(board).toMatchObject({ currency: 'USD', customers: 2, waiting: 0, flow: portfolio.flow });
      expect(board.stages).toEqual(portfolio.stages);
      for (const figure of ['revenueMinor', 'carrierCostMinor', 'serveCostMinor', 'profitMinor']) {
        expect(sum(board.months, figure)).toBe(portfolio.profit[figure]);
      }
      expect(board.months).toHaveLength(12);
      expect(sum(board.months, 'incomplete')).toBeGreaterThan(0);
      // Acme came before the cohorts begin; Globex ordered in its first months and then no more.
      expect(board.cohorts).toHaveLength(1);
      const [{ month, customers, ordering }] = board.cohorts;
      expect(customers).toBe(1);
      expect([ordering[0], ordering.at(-1)]).toEqual([1, 0]);
      const { valuePortfolio: came } = await api.system.ask(PORTFOLIO, { filter: { cohort: month } });
      expect(came.list.nodes).toEqual([{ id: 'globex' }]);
      const { valuePortfolio: ordered } = await api.system.ask(PORTFOLIO, {
        filter: { orderedIn: board.months.at(-2).month },
      });
      expect(ordered.list.nodes).toEqual([{ id: 'acme' }]);
      const [move] = board.flow;
      const moved = { movedFrom: move.from, movedTo: move.to, movedIn: move.month };
      const { valuePortfolio: those } = await api.system.ask(PORTFOLIO, { filter: moved });
      expect(those.list.nodes).toHaveLength(move.customers);
    });

    it('follows what is imported later, and forgets what is taken back', async () => {
      const { api } = await withHistory();
      const before = (await api.system.ask(BOARD)).customerBoard;
      const on = new Date(api.clock.now()).toISOString().slice(0, 10);
      const rows = [{ on, orders: 1, revenueMinor: 5_000, service: 'KITTING' }];
      await api.system.ask(IMPORT, {
        input: { accountId: 'acme', currency: 'USD', idempotencyKey: 'second', rows },
      });
      await api.settle();
      const after = (await api.system.ask(BOARD)).customerBoard;
      expect(sum(after.months, 'revenueMinor')).toBe(sum(before.months, 'revenueMinor') + 5_000);
      await api.subgraph.db.write((em) => em.query("DELETE FROM customer_month WHERE account_id = 'acme'"));
      await api.subgraph.db.write((em) => em.query('UPDATE customer_value SET stale = 1, version = version + 1'));
      expect((await api.system.ask(BOARD)).customerBoard.waiting).toBe(2);
      await api.settle();
      const { customerBoard: left } = await api.system.ask(BOARD);
      expect(left.waiting).toBe(0);
      expect(sum(left.months, 'carrierCostMinor')).toBe(0);
    });

    it('shows nobody a figure of another branch or account', async () => {
      const { api } = await withHistory();
      const east = (await api.as(aStaffMember('/group/east/', 'EXECUTIVE')).ask(BOARD)).customerBoard;
      const west = (await api.as(aStaffMember('/group/west/')).ask(BOARD)).customerBoard;
      const all = (await api.system.ask(BOARD)).customerBoard;
      expect([east.customers, west.customers]).toEqual([1, 1]);
      expect(east.cohorts).toEqual([]);
      expect(sum(west.months, 'carrierCostMinor')).toBe(0);
      expect(sum(east.months, 'revenueMinor') + sum(west.months, 'revenueMinor')).toBe(sum(all.months, 'revenueMinor'));
      const none = (await api.as(aStaffMember('/group/north/', 'EXECUTIVE')).ask(BOARD)).customerBoard;
      expect(none).toMatchObject({ customers: 0, flow: [], cohorts: [], asOf: null });
      expect(sum(none.months, 'revenueMinor')).toBe(0);
      const outsiders: readonly Viewer[] = [
        ...[aShipper('acme', 'SHIPPER_ADMINISTRATOR'), aKey('acme'), aLinkHolder('acme', 'shipment')],
        aStaffMember('/group/east/', 'OPERATOR'),
      ];
      for (const viewer of outsiders) {
        const { data, errors } = await api.as(viewer).answer(BOARD);
        expect(data ?? null).toBeNull();
        expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      }
    });
  });
});
