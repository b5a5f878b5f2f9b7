import { AppError, forbidden } from '@quayside/shared/errors';
import { clampFirst } from '@quayside/shared/page';
import { listProfiles } from '../account/profile-store.ts';
import type { CustomerContext } from '../context.ts';
import { monthAfter, monthOf } from '../fact/fact.ts';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { lastTouches } from '../touch/store.ts';
import {
  type BoardRow,
  boardProfit,
  boardTrend,
  gradeShares,
  isIncomplete,
  lossShares,
  narrowed,
  riskShares,
  stageFlow,
  stageShares,
} from './board.ts';
import { type LastTouch, NEVER } from './contact-plan.ts';
import { planView } from './customer-view.ts';
import type { Grading, NotGraded } from './grading.ts';
import { investmentOf } from './investment.ts';
import { stageRules } from './lifecycle.ts';
import { maySeeValue } from './policy.ts';
import type { KeyAccount } from './portfolio.ts';
import { keysOf } from './references.ts';
import { retentionOf } from './retention.ts';
import { isIn, type Segmented, segmentsOf } from './segment.ts';
import type { ValueSettings } from './settings.ts';
import { sevenPOf } from './seven-p.ts';
import { listValues, loadPortfolio, loadSettings } from './store.ts';

/** The customers that a viewer reaches, read once for everything that is asked of them. */
export interface PortfolioView {
  readonly rows: readonly BoardRow[];
  readonly keys: ReadonlyMap<string, KeyAccount>;
  readonly settings: ValueSettings;
  readonly grading: Omit<Grading, 'grades'> | NotGraded | null;
  readonly lastTouch: ReadonlyMap<string, LastTouch>;
  readonly now: number;
  readonly liveCursor: string;
}

/** A row of the portfolio with what its reader knows beside it. */
export interface PortfolioLine {
  readonly row: BoardRow;
  readonly view: PortfolioView;
}

const MOST_KEYS = 100;
const MOST_FACTORS = 3;

async function portfolioView(ctx: CustomerContext): Promise<PortfolioView> {
  if (!maySeeValue(ctx.viewer)) throw forbidden('see what customers are worth');
  // Before the rows: what changes meanwhile is told after it.
  const liveCursor = await ctx.live.cursor();
  return ctx.db.read(async (em) => {
    const rows = await listValues(em, ctx.viewer);
    const { settings } = await loadSettings(em);
    const portfolio = await loadPortfolio(em);
    return {
      ...{ rows, liveCursor, settings, now: ctx.now() },
      keys: keysOf(rows, settings.keyPercent),
      grading: portfolio?.grading ?? null,
      lastTouch: await lastTouches(em, ctx.viewer, null),
    };
  });
}

/** Rows are sorted anew each time, so that their place is the cursor; one who moves meanwhile is seen twice or not. */
function offsetOf(after: string | null | undefined): number {
  if (!after) return 0;
  const offset = /^o(\d{1,6})$/.exec(after)?.[1];
  if (offset === undefined) throw new AppError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
  return Number(offset);
}

/** The customers with what sort of companies they are. */
async function withProfiles(ctx: CustomerContext, rows: readonly BoardRow[]): Promise<Segmented[]> {
  const profiles = await ctx.db.read((em) => listProfiles(em, ctx.viewer));
  const known = new Map(profiles.map((profile) => [profile.id, profile]));
  return rows.map((row) => ({ row, profile: known.get(row.id) ?? null }));
}

export const portfolioResolvers = {
  Query: {
    valuePortfolio: (_: unknown, _args: unknown, ctx: CustomerContext) => portfolioView(ctx),
  },
  KeyAccount: {
    profitMinor: ({ profit }) => profit,
    account: ({ accountId }, _, ctx) => found(ctx.loaders.account.load(accountId), 'The account'),
  },
  ValuePortfolio: {
    currency: ({ settings }) => settings.currency,
    customers: ({ rows }) => rows.length,
    incomplete: ({ rows }) => rows.filter(isIncomplete).length,
    asOf: ({ rows }) =>
      rows.reduce<number | null>((last, { valuedAt }) => Math.max(last ?? 0, valuedAt ?? 0) || null, null),
    profit: ({ rows }) => boardProfit(rows),
    trend: ({ rows }) =>
      boardTrend(rows).map(({ month, revenue, profit, orders }) => ({
        ...{ month, orders, revenueMinor: revenue, profitMinor: profit },
      })),
    retention: ({ rows }) => retentionOf(rows),
    grades: ({ rows }) => gradeShares(rows),
    investment: ({ rows }) => investmentOf(rows),
    grading: ({ grading, settings: { groups } }) => {
      if (!grading) return { customers: 0, groups, runs: null, stabilityPercent: null, notGraded: 'NOT_YET' };
      if ('reason' in grading) {
        return { customers: grading.customers, groups, runs: null, stabilityPercent: null, notGraded: grading.reason };
      }
      const customers = grading.groups.reduce((sum, group) => sum + group.customers, 0);
      const { runs, stabilityPercent } = grading;
      return { customers, groups: grading.groups.length, runs, stabilityPercent, notGraded: null };
    },
    stages: ({ rows }) => stageShares(rows),
    flow: ({ rows, now }) => stageFlow(rows, monthAfter(monthOf(now), -11)),
    risks: ({ rows }) => riskShares(rows),
    keyAccounts: ({ keys }) => [...keys.values()].slice(0, MOST_KEYS),
    losses: ({ rows }) => lossShares(rows),
    segments: async ({ rows }, { by }, ctx) => {
      if (by.length === 0 || by.length > MOST_FACTORS) {
        throw new AppError('BAD_USER_INPUT', `Name 1 to ${MOST_FACTORS} factors.`);
      }
      return segmentsOf(await withProfiles(ctx, rows), by).map(({ parts, ...segment }) => ({
        ...segment,
        parts: [...parts],
      }));
    },
    list: async (view, { filter, first, after }, ctx) => {
      const { segment } = filter ?? {};
      const alike = segment ? (await withProfiles(ctx, view.rows)).filter((one) => isIn(one, segment)) : null;
      const { keys } = view;
      const sinceYear = monthAfter(monthOf(view.now), -11);
      const rows = narrowed(alike?.map(({ row }) => row) ?? view.rows, filter ?? {}, { keys, sinceYear });
      const from = offsetOf(after);
      const end = from + clampFirst(first);
      return {
        nodes: rows.slice(from, end).map((row) => ({ row, view })),
        pageInfo: { endCursor: `o${end}`, hasNextPage: end < rows.length },
        total: rows.length,
      };
    },
    sevenP: async ({ rows, now }, _, ctx) => {
      const profiles = await ctx.db.read((em) => listProfiles(em, ctx.viewer));
      return sevenPOf(rows, profiles, monthAfter(monthOf(now), -11));
    },
    stageRules: ({ settings }) =>
      [...stageRules(settings)].map(({ inputs, ...rule }) => ({ ...rule, inputs: [...inputs] })),
  },
  PortfolioCustomer: {
    id: ({ row }) => row.id,
    account: ({ row }, _, ctx) => found(ctx.loaders.account.load(row.id), 'The account'),
    asOf: ({ row }) => row.valuedAt,
    orders: ({ row }) => row.orders,
    revenueMinor: ({ row }) => row.revenueMinor,
    profitMinor: ({ row }) => row.profitMinor,
    lifetimeMinor: ({ row }) => row.lifetimeMinor,
    valueIndex: ({ row }) => row.valueIndex,
    loyalty: ({ row }) => row.loyalty,
    growthPercent: ({ row }) => row.growthPercent,
    stage: ({ row }) => row.stage,
    riskPercent: ({ row }) => row.riskPercent,
    riskLevel: ({ row }) => row.riskLevel,
    grade: ({ row }) => row.grade,
    keyRank: ({ row, view }) => view.keys.get(row.id)?.rank ?? null,
    signals: ({ row }) => [...(row.summary?.signals ?? [])],
    candidates: ({ row }) => [...(row.summary?.candidates ?? [])],
    gaps: ({ row }) => [...(row.summary?.gaps ?? [])],
    lossMonth: ({ row }) => row.summary?.loss?.lastMonth ?? null,
    lossYearlyProfitMinor: ({ row }) => row.summary?.loss?.yearlyProfit ?? null,
    lossCauses: ({ row }) => [...(row.summary?.loss?.causes ?? [])],
    contactPlan: ({ row: { id, stage, riskLevel, grade }, view }) =>
      planView({ stage, level: riskLevel, grade }, view.lastTouch.get(id) ?? NEVER, view.now),
  },
} satisfies Resolvers;
