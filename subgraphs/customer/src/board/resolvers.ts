import { forbidden } from '@quayside/shared/errors';
import type { CustomerContext } from '../context.ts';
import { monthAfter, monthOf } from '../fact/fact.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { WINDOW_MONTHS } from '../value/ledger.ts';
import { STAGES } from '../value/lifecycle.ts';
import { maySeeValue } from '../value/policy.ts';
import { loadSettings } from '../value/store.ts';
import { BOARD_MONTHS, boardMonths, type Cohort, cohortsOf } from './board-line.ts';
import { boardFlow, boardStages, boardSums, cohortSums, type StageCount } from './store.ts';

const total = (stages: readonly StageCount[], of: (stage: StageCount) => number): number =>
  stages.reduce((sum, stage) => sum + of(stage), 0);

async function board(ctx: CustomerContext, months: number) {
  if (!maySeeValue(ctx.viewer)) throw forbidden('see boards of customers');
  // Before the figures: what changes meanwhile is told after it.
  const liveCursor = await ctx.live.cursor();
  const present = monthOf(ctx.now());
  const count = Math.max(1, Math.min(BOARD_MONTHS, months));
  return ctx.db.read(async (em) => {
    const from = monthAfter(present, 1 - count);
    const sums = await boardSums(em, ctx.viewer, from);
    const cohorts = await cohortSums(em, ctx.viewer, monthAfter(present, 1 - WINDOW_MONTHS));
    const stages = await boardStages(em, ctx.viewer);
    const oldest = stages.flatMap((stage) => (stage.oldest === null ? [] : [stage.oldest]));
    const { settings } = await loadSettings(em);
    return {
      ...{ liveCursor, currency: settings.currency, customers: total(stages, ({ customers }) => customers) },
      waiting: total(stages, ({ waiting }) => waiting),
      asOf: oldest.length > 0 ? Math.min(...oldest) : null,
      months: boardMonths(sums, present, count),
      stages: STAGES.map(
        (stage) => stages.find((one) => one.stage === stage) ?? { stage, customers: 0, profitMinor: 0 },
      ),
      flow: await boardFlow(em, ctx.viewer, from),
      cohorts: cohortsOf(cohorts, present).map(({ ordering, ...rest }: Cohort) => ({
        ...rest,
        ordering: [...ordering],
      })),
    };
  });
}

/** What executives and account managers look at first. */
export const boardResolvers = {
  Query: { customerBoard: (_: unknown, { months }, ctx) => board(ctx, months ?? 12) },
} satisfies Resolvers;
