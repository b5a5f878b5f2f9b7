import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, HOUR, MINUTE } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { contractsWithOtif, versionsOf } from '../contract/store.ts';
import { closeFor } from './commands.ts';
import { periodAt, periodsBefore } from './otif.ts';
import { usualClause } from './scores-store.ts';
import { closedPeriods } from './store.ts';

/** So long after its end a period is closed without anybody asking: late reports and disputes have come by then. */
const GRACE = 5 * DAY;
/** Periods that the watch looks back at; older ones are closed by a person. */
const LOOK_BACK = 3;
/** After a start, which has enough to do. */
const FIRST_LOOK = MINUTE;
const product = systemViewer('On time and in full');

/** Closes periods that are over. The row of a period is what keeps two watches from closing it twice. */
export const watchPeriods = ({ db, log, now, pollMs = HOUR }: WatchDeps): Watch =>
  // Soon after a start as well: a product that is started anew each night would never close anything.
  new Watch({ everyMs: pollMs, firstAfterMs: FIRST_LOOK, log, failure: 'periods not closed' }, () =>
    closeDue({ viewer: product, correlationId: newId(), now, db }),
  );

/** Closes every period that ended long enough ago, of contracts whose first clause was agreed before it ended. */
export async function closeDue(ctx: CommandContext): Promise<void> {
  const contracts = await ctx.db.read((em) => contractsWithOtif(em, ctx.viewer));
  for (const contract of contracts) {
    await ctx.db.write(async (em) => {
      const versions = await versionsOf(em, ctx.viewer, [contract.id]);
      const agreedAt = versions.find(({ otif }) => otif !== null)?.amendedAt ?? Number.POSITIVE_INFINITY;
      const clause = usualClause(versions);
      if (!clause) return;
      const closed = new Set((await closedPeriods(em, ctx.viewer, contract.id)).map(({ period }) => period));
      const { from } = periodAt(clause, ctx.now());
      const due = periodsBefore(clause, from - 1, LOOK_BACK).filter(
        ({ key, to }) => to + GRACE <= ctx.now() && agreedAt < to && !closed.has(key),
      );
      // One that is still open is left for the next look; a refusal is nobody's fault.
      for (const { key } of due) await closeFor(em, ctx, contract, key);
    });
  }
}
