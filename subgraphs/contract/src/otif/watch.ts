import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription } from '@quayside/shared/events/bus';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY, HOUR, MINUTE } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import { contractsWithOtif, versionsOf } from '../contract/store.ts';
import { closeFor } from './commands.ts';
import { periodAt, periodsBefore } from './otif.ts';
import { clauseFor } from './scores-store.ts';
import { closedPeriods } from './store.ts';

/** So long after its end a period is closed without anybody asking: late reports and disputes have come by then. */
const GRACE = 5 * DAY;
/** Periods that the watch looks back at; older ones are closed by a person. */
const LOOK_BACK = 3;
/** After a start, which has enough to do. */
const FIRST_LOOK = MINUTE;
const product = systemViewer('On time and in full');

/** What the watch needs from outside. */
interface WatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

/** Closes periods that are over. The row of a period is what keeps two watches from closing it twice. */
export function watchPeriods({ db, log, now, pollMs = HOUR }: WatchOptions): BusSubscription {
  const look = (): Promise<void> =>
    closeDue({ viewer: product, correlationId: newId(), now, db }).catch((error: unknown) =>
      log.error({ err: error }, 'periods not closed, will look again'),
    );
  let running: Promise<void> | null = null;
  const lookAgain = (): void => {
    running ??= look().finally(() => {
      running = null;
    });
  };
  // Soon after a start as well: a product that is started anew each night would never close anything.
  const first = setTimeout(lookAgain, Math.min(pollMs, FIRST_LOOK));
  const timer = setInterval(lookAgain, pollMs);
  for (const one of [first, timer]) one.unref();
  return {
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}

/** Closes every period that ended long enough ago, of contracts whose clause was agreed before it ended. */
export async function closeDue(ctx: CommandContext): Promise<void> {
  const contracts = await ctx.db.read((em) => contractsWithOtif(em, ctx.viewer));
  for (const contract of contracts) {
    await ctx.db.write(async (em) => {
      const versions = await versionsOf(em, ctx.viewer, [contract.id]);
      const agreedAt = versions.find(({ otif }) => otif !== null)?.amendedAt ?? Number.POSITIVE_INFINITY;
      const clause = clauseFor(versions, ctx.now());
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
