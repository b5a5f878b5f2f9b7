import { notFound } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { money } from '@quayside/shared/money';
import type { ContractContext } from '../context.ts';
import { findContract, versionsOf } from '../contract/store.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { closePeriod, decideDispute, disputeVerdict } from './commands.ts';
import { type DisputedVerdict, periodNamed, scoredBy, scoresOf, usualClause, verdictsOf } from './scores-store.ts';
import { closedPeriods } from './store.ts';

const MOST_PERIODS = 36;

/** Scores by period, and behind each the verdicts with their events. */
export const otifResolvers = {
  Query: {
    otifScores: (_, { contractId, last }, ctx) =>
      ctx.db.read(async (em) => {
        const contract = await findContract(em, ctx.viewer, contractId);
        if (!contract) throw notFound('The contract');
        const count = Math.max(1, Math.min(MOST_PERIODS, last ?? 6));
        return scoresOf(em, ctx.viewer, contract, { now: ctx.now(), last: count });
      }),
    otifVerdicts: async (_, { contractId, period, outcomes }, ctx) => {
      const verdicts = await verdictsIn(ctx, contractId, period);
      return outcomes ? verdicts.filter(({ outcome }) => outcomes.includes(outcome)) : verdicts;
    },
  },
  Mutation: {
    closeOtifPeriod: async (_, { contractId, period }, ctx) => answer(await closePeriod(ctx, contractId, period)),
    disputeOtifVerdict: async (_, input, ctx) => answer(await disputeVerdict(ctx, input)),
    decideOtifDispute: async (_, input, ctx) => answer(await decideDispute(ctx, input)),
  },
  OtifScore: {
    period: ({ period }) => period.key,
    from: ({ period }) => period.from,
    to: ({ period }) => period.to,
    contractEnded: ({ period, endsAt }) => period.to < endsAt,
    charged: ({ chargedMinor, currency }) => (currency === null ? null : money(chargedMinor, currency)),
    credit: ({ creditMinor, currency }) => (currency === null ? null : money(creditMinor, currency)),
    closedAt: ({ closed }) => closed?.closedAt ?? null,
  },
  OtifVerdict: {
    shipmentId: ({ fact }) => fact.shipmentId,
    shipmentNumber: ({ fact }) => fact.number,
    promisedAt: ({ fact }) => fact.promisedAt,
    deliveredAt: ({ fact }) => fact.deliveredAt,
    short: ({ fact }) => [...fact.short],
    events: ({ fact }) => [...fact.events],
    why: ({ why }) => [...why],
  },
  OtifScoreResult: resultUnion('OtifScore'),
  OtifDisputeResult: resultUnion('OtifDispute'),
} satisfies Resolvers;

const verdictsIn = (ctx: ContractContext, contractId: string, key: string): Promise<DisputedVerdict[]> =>
  ctx.db.read(async (em) => {
    const contract = await findContract(em, ctx.viewer, contractId);
    if (!contract) throw notFound('The contract');
    const versions = await versionsOf(em, ctx.viewer, [contractId]);
    const current = usualClause(versions);
    const whole = current ? periodNamed(current, key) : null;
    const scored = whole && scoredBy(versions, whole);
    const period = scored?.period ?? whole;
    const closed = (await closedPeriods(em, ctx.viewer, contractId)).find((one) => one.period === key);
    const clause = closed?.clause ?? scored?.clause ?? null;
    if (!period || !clause) return [];
    // What was closed is judged as of then: nothing that came later may seem to have been overlooked.
    return verdictsOf(em, ctx.viewer, contractId, { clause, period, now: closed?.closedAt ?? ctx.now() });
  });
