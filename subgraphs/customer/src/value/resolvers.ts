import { forbidden, notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { CustomerContext } from '../context.ts';
import { monthAfter, startOfMonth } from '../fact/fact.ts';
import { type EvidenceFilter, listFacts } from '../fact/store.ts';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { changeValueSettings, importHistory, setReferral } from './commands.ts';
import { currencyChanges } from './house-currency.ts';
import { PLAYBOOK } from './lifecycle.ts';
import { valueUpdates } from './live.ts';
import { maySeeValue } from './policy.ts';
import { portfolioResolvers } from './portfolio-resolvers.ts';
import { soldService } from './services.ts';
import { ACTIVITIES, DEFAULT_SETTINGS } from './settings.ts';
import { loadSettings, referralsTo, settingsVersions } from './store.ts';

const MOST_MONTHS = 24;

/** Facts of months in their order, for whoever may see figures. */
async function evidencePage(
  ctx: CustomerContext,
  filter: EvidenceFilter,
  { first, after }: { first?: number | null | undefined; after?: string | null | undefined },
) {
  const page = { first: clampFirst(first), after: decodePageKey(after) };
  const rows = await ctx.db.read((em) => listFacts(em, ctx.viewer, filter, page));
  const { nodes, pageInfo } = toPage(rows, page.first, ({ at, id }) => ({ at, id }));
  return { nodes: [...nodes], pageInfo };
}

const spanOf = (from: string | null | undefined, to: string | null | undefined) => ({
  from: from ? startOfMonth(from) : null,
  to: to ? startOfMonth(monthAfter(to, 1)) - 1 : null,
});

const demandSight = (ctx: CustomerContext): void => {
  if (!maySeeValue(ctx.viewer)) throw forbidden('see what customers are worth');
};

export const valueResolvers = {
  Query: {
    valuePortfolio: portfolioResolvers.Query.valuePortfolio,
    valueSettings: async (_, _args, ctx) => {
      demandSight(ctx);
      return ctx.db.read(loadSettings);
    },
    valueEvidence: (_, { accountId, kinds, from, to, first, after }, ctx) => {
      demandSight(ctx);
      return evidencePage(ctx, { accountId, kinds, ...spanOf(from, to) }, { first, after });
    },
  },
  Mutation: {
    changeValueSettings: async (_, { input }, ctx) => answer(await changeValueSettings(ctx, input)),
    setReferral: async (_, { input }, ctx) => {
      const result = await setReferral(ctx, input);
      if (!result.ok) return answer(result);
      const { accountId } = result.value;
      return found(ctx.loaders.customerValue.load(accountId), 'The account');
    },
    importHistory: async (_, { input }, ctx) => answer(await importHistory(ctx, input)),
  },
  Subscription: {
    customerValueUpdated: {
      subscribe: async (_, { accountId, after }, ctx) => {
        demandSight(ctx);
        if (accountId && !(await ctx.loaders.account.load(accountId))) throw notFound('The account');
        return valueUpdates(ctx, accountId ?? null, after);
      },
    },
  },
  CustomerValue: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.customerValue.load(id),
    account: ({ id }, _, ctx) => found(ctx.loaders.account.load(id), 'The account'),
    asOf: ({ valuation }) => valuation.valuedAt,
    currency: ({ valuation }) => valuation.ledger.currency,
    months: ({ valuation }) =>
      valuation.ledger.lines
        .slice(-MOST_MONTHS)
        .map(({ month, revenue, profit, orders }) => ({ month, revenueMinor: revenue, profitMinor: profit, orders })),
    profit: ({ valuation }) => valuation.profit,
    serving: ({ valuation }) => [...valuation.ledger.serving],
    lifetime: ({ id, valuation }) => ({ ...valuation.lifetime, accountId: id }),
    index: ({ valuation }) => valuation.index,
    keyAccount: ({ key }) => key,
    stage: ({ valuation }) => valuation.stage,
    stages: ({ valuation }) => [...valuation.stages],
    playbook: ({ valuation }) => [...PLAYBOOK[valuation.stage]],
    risk: ({ valuation }) => valuation.risk,
    loyalty: ({ valuation }) => valuation.loyalty,
    candidates: ({ valuation }) => [...valuation.candidates],
    loss: ({ valuation }) => valuation.loss,
    contactPlan: ({ plan }) => plan,
    gaps: ({ valuation }) => [...valuation.gaps],
    referrer: async ({ id }, _, ctx) => {
      const [referral] = await ctx.db.read((em) => referralsTo(em, [id]));
      return referral ? ctx.loaders.account.load(referral.referrerId) : null;
    },
    referred: async ({ valuation }, _, ctx) => {
      const inputs = valuation.lifetime.terms.find(({ code }) => code === 'REFERRAL')?.inputs ?? [];
      const ids = inputs.filter(({ code }) => code === 'REFERRED').map(({ detail }) => detail?.split(' ')[0] ?? '');
      const accounts = await Promise.all(ids.map((id) => ctx.loaders.account.load(id)));
      return accounts.filter((account) => account !== null);
    },
  },
  CustomerProfit: {
    revenueMinor: ({ revenue }) => revenue,
    carrierCostMinor: ({ carrierCost }) => carrierCost,
    serveCostMinor: ({ serveCost }) => serveCost,
    claimsPaidMinor: ({ claimsPaid }) => claimsPaid,
    profitMinor: ({ profit }) => profit,
  },
  LifetimeValue: {
    terms: ({ terms, accountId }) => terms.map((term) => ({ ...term, accountId })),
  },
  LifetimeTerm: {
    evidence: ({ evidence, accountId }) => evidence && { ...evidence, accountId },
  },
  ValueEvidence: {
    kinds: ({ kinds }) => [...kinds],
    facts: ({ accountId, kinds, from, to }, page, ctx) =>
      evidencePage(ctx, { accountId, kinds, ...spanOf(from, to) }, page),
  },
  CustomerFact: {
    service: ({ service }) => soldService(service),
    amount: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? null : money(amountMinor, currency),
  },
  ValueCandidate: {
    service: ({ service }) => soldService(service),
    inputs: ({ inputs }) => [...inputs],
  },
  ValueCandidateHint: {
    service: ({ service }) => soldService(service),
  },
  CustomerLoss: {
    reasons: ({ reasons }) => [...reasons],
    yearlyProfitMinor: ({ yearlyProfit }) => yearlyProfit,
  },
  KeyAccount: portfolioResolvers.KeyAccount,
  ValuePortfolio: portfolioResolvers.ValuePortfolio,
  PortfolioCustomer: portfolioResolvers.PortfolioCustomer,
  ValueSettings: {
    changedAt: ({ version, changedAt }) => (version === 0 ? null : changedAt),
    currency: ({ settings }) => settings.currency,
    currencyChanges: async (_, _args, ctx) =>
      currencyChanges(await ctx.db.read(settingsVersions), DEFAULT_SETTINGS.currency),
    exchange: ({ settings }) => settings.exchange.map(({ from = null, ...one }) => ({ ...one, from })),
    discountPercent: ({ settings }) => settings.discountPercent,
    horizonYears: ({ settings }) => settings.horizonYears,
    referralPercent: ({ settings }) => settings.referralPercent,
    groups: ({ settings }) => settings.groups,
    keyPercent: ({ settings }) => settings.keyPercent,
    quietMonths: ({ settings }) => settings.quietMonths,
    growthPercent: ({ settings }) => settings.growthPercent,
    tariffs: ({ settings }) =>
      settings.tariffs.map(({ from, currency = settings.currency, costs }) => ({
        ...{ from, currency },
        costs: ACTIVITIES.map((kind) => ({ kind, costMinor: costs[kind] ?? 0 })),
      })),
    activities: () => [...ACTIVITIES],
  },
  HistoryImport: {
    rows: ({ rowCount }) => rowCount,
  },
  ValueSettingsResult: resultUnion('ValueSettings'),
  ReferralResult: resultUnion('CustomerValue'),
  HistoryImportResult: resultUnion('HistoryImport'),
} satisfies Resolvers;

/** What of an account only the staff with a right to figures sees. */
export const accountValue: NonNullable<NonNullable<Resolvers['Account']>['value']> = ({ id }, _, ctx) =>
  ctx.loaders.customerValue.load(id);
