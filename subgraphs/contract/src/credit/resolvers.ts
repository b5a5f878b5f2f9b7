import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { unitOf, type Viewer } from '@quayside/shared/identity';
import { money } from '@quayside/shared/money';
import type { Result } from '@quayside/shared/result';
import type { ContractContext } from '../context.ts';
import { CREDIT_CHANGED, ORDER_RELEASED } from '../credit-events.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { type LiveUpdate, liveUpdates } from '../live.ts';
import { decideCredit, releaseOrder, reviewCredit, setCreditPolicy } from './commands.ts';
import { exposed } from './evidence.ts';
import { gradeOf } from './grading.ts';
import { limitUses } from './limit-use.ts';
import { mayDecideCredit, mayReviewCredit, maySeeGrading } from './policy.ts';
import type { CreditStanding } from './standing.ts';
import { assessmentsOf, listStandings, policyChanges, releasesOf, unitPolicies } from './store.ts';
import { type CreditPolicy, termsOf } from './terms.ts';
import { HOUSE, policyAt } from './unit-policy.ts';
import type { CreditView } from './view-store.ts';

/** Of the viewer's own unit, one above it or one below. */
const isInLine = (viewer: Viewer, path: string): boolean =>
  path.startsWith(unitOf(viewer)) || unitOf(viewer).startsWith(path);

/** What is asked of elsewhere in the tree is answered of the whole house. */
const inLine = (viewer: Viewer, path: string): string => (isInLine(viewer, path) ? path : HOUSE);

const MOST_SHOWN = 50;
const MOST_LISTED = 200;

/** On which terms accounts order, and who may change it. */
export const creditResolvers = {
  Query: {
    creditStandings: async (_, { states }, ctx) => {
      const found = await ctx.db.read((em) => listStandings(em, ctx.viewer, states ? [...states] : null, MOST_LISTED));
      const views = await Promise.all(found.map(({ id }) => ctx.loaders.credit.load(id)));
      return views.filter((view) => view !== null);
    },
    creditPolicy: async (_, { unit }, ctx) =>
      maySeeGrading(ctx.viewer)
        ? toPolicy(policyAt(await ctx.db.read(unitPolicies), inLine(ctx.viewer, unit ?? unitOf(ctx.viewer))))
        : null,
    unitCreditPolicies: async (_, __, ctx) =>
      maySeeGrading(ctx.viewer)
        ? (await ctx.db.read(unitPolicies)).filter(({ path }) => isInLine(ctx.viewer, path))
        : [],
    creditPolicyChanges: async (_, __, ctx) =>
      maySeeGrading(ctx.viewer)
        ? (await ctx.db.read(policyChanges)).filter(({ path }) => isInLine(ctx.viewer, path))
        : [],
  },
  Mutation: {
    reviewCredit: async (_, { accountId }, ctx) => viewOf(ctx, await reviewCredit(ctx, accountId)),
    decideCredit: async (_, { input }, ctx) => {
      const { accountId, state, grade, reason, until } = input;
      const decision = { accountId, state: state ?? null, grade: grade ?? null, reason, until: until ?? null };
      return viewOf(ctx, await decideCredit(ctx, decision));
    },
    releaseOrder: async (_, { input }, ctx) => answer(await releaseOrder(ctx, input)),
    setCreditPolicy: async (_, { input }, ctx) => {
      const { terms, reason, version } = input;
      const path = input.unit ?? unitOf(ctx.viewer);
      const { grading, holdAfterDays } = policyAt(await ctx.db.read(unitPolicies), path);
      const policy: CreditPolicy | null = terms
        ? {
            terms: terms.map(({ grade, ...one }) => ({ ...one, grade: grade ?? null })),
            holdAfterDays: input.holdAfterDays ?? holdAfterDays,
            grading: { ...grading, leastInvoices: input.leastInvoices ?? grading.leastInvoices },
          }
        : null;
      return answer(await setCreditPolicy(ctx, { path, policy, reason, version: version ?? 0 }));
    },
  },
  Subscription: {
    creditUpdated: {
      subscribe: (_, { accountId, after }, ctx) =>
        liveUpdates(ctx, {
          after,
          filter: accountId ? { accountId } : {},
          concerns: ({ type }) => type === CREDIT_CHANGED || type === ORDER_RELEASED,
          load: async ({ accountId: of }) => (of ? ctx.loaders.credit.load(of) : null),
        }),
      resolve: ({ about, ...update }: LiveUpdate<CreditView>) => ({ ...update, credit: about }),
    },
  },
  CreditStanding: {
    account: ({ accountId }) => ({ id: accountId }),
    state: ({ standing }) => standing.state,
    reason: ({ standing }) => standing.reason,
    since: ({ standing }) => standing.since || null,
    limits: ({ policy, standing }) => [...termsOf(policy, standing.grade).limits],
    oldestOverdueDays: ({ evidence }) => evidence.oldestOverdueDays,
    holdAfterDays: ({ policy }) => policy.holdAfterDays,
    exposures: ({ evidence, policy, standing }) =>
      evidence.exposures.map((one) => ({
        currency: one.currency,
        open: money(one.openMinor, one.currency),
        unbilled: money(one.unbilledMinor, one.currency),
        exposure: money(exposed(one), one.currency),
        overdue: money(one.overdueMinor, one.currency),
        turnover: money(one.turnoverMinor, one.currency),
        limit: termsOf(policy, standing.grade).limits.find(({ currency }) => currency === one.currency) ?? null,
      })),
    limitUses: ({ evidence, policy, standing, rates }) =>
      limitUses(termsOf(policy, standing.grade).limits, evidence.exposures, rates).map((use) => ({
        limit: use.limit,
        used: money(use.usedMinor, use.limit.currency),
        converted: use.converted.map(({ amount, asMinor }) => ({
          amount,
          counted: money(asMinor, use.limit.currency),
        })),
        unrated: [...use.unrated],
      })),
    grade: ({ standing }, _, ctx) => (maySeeGrading(ctx.viewer) ? standing.grade : null),
    score: ({ standing }, _, ctx) => (maySeeGrading(ctx.viewer) ? standing.score : null),
    decision: ({ standing }, _, ctx) => (maySeeGrading(ctx.viewer) ? standing.decision : null),
    inputs: ({ evidence, policy }, _, ctx) =>
      maySeeGrading(ctx.viewer) ? [...gradeOf(evidence, policy.grading).inputs] : [],
    assessments: async ({ accountId }, _, ctx) => {
      const rows = await ctx.db.read((em) => assessmentsOf(em, ctx.viewer, accountId, MOST_SHOWN));
      return rows.map((row) => ({ ...row, inputs: [...row.inputs] }));
    },
    releases: ({ accountId }, _, ctx) => ctx.db.read((em) => releasesOf(em, ctx.viewer, accountId, MOST_SHOWN)),
    actions: (_, __, { viewer }) => [
      ...(mayReviewCredit(viewer) ? (['REVIEW'] as const) : []),
      ...(mayDecideCredit(viewer) ? (['DECIDE', 'RELEASE'] as const) : []),
    ],
  },
  CreditResult: resultUnion('CreditStanding'),
  UnitCreditPolicy: {
    unit: ({ path }) => path,
    policy: ({ policy }) => policy && toPolicy(policy),
  },
  CreditPolicyChange: {
    unit: ({ path }) => path,
    at: ({ changedAt }) => changedAt,
    by: ({ changedBy }) => changedBy,
    policy: ({ policy }) => policy && toPolicy(policy),
  },
  CreditPolicyResult: resultUnion('UnitCreditPolicy'),
  OrderReleaseResult: resultUnion('OrderRelease'),
} satisfies Resolvers;

const toPolicy = ({ terms, holdAfterDays, grading }: CreditPolicy) => ({
  terms: terms.map((one) => ({ ...one, limits: [...one.limits] })),
  holdAfterDays,
  leastInvoices: grading.leastInvoices,
});

/** What was kept, as its readers see it. */
async function viewOf(ctx: ContractContext, kept: Result<CreditStanding>) {
  if (!kept.ok) return kept.refusal;
  const view = await ctx.loaders.credit.load(kept.value.id);
  if (!view) throw new RangeError(`the credit of ${kept.value.id} is out of the reach of who has changed it`);
  return view;
}

/** The credit of an account, for whoever sees the account. */
export const accountCredit: NonNullable<NonNullable<Resolvers['Account']>['credit']> = ({ id }, _, ctx) =>
  ctx.loaders.credit.load(id);
