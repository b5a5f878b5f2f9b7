import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { saveAndTell } from '../member/record.ts';
import { findMember } from '../member/store.ts';
import { refreshSessionsOf } from '../sign-in/revocation.ts';
import { endOverdueViews } from '../viewing/commands.ts';
import { isInForce } from './right.ts';
import { findTurned, markTold } from './store.ts';

/** What the watch needs from outside. */
export interface RightsWatchOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  readonly pollMs?: number;
}

const NOBODY = systemViewer('rights');

/**
 * Rights begin and end by the clock, with nobody there to say so. Whoever verifies a session knows by the time itself;
 * the watch tells the others, and the sockets that are open. So with looks through a customer's eyes, which end by the clock.
 */
export class RightsWatch {
  readonly #options: RightsWatchOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(options: RightsWatchOptions) {
    this.#options = options;
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), this.#options.pollMs ?? 1_000);
    this.#timer.unref();
    return this;
  }

  /** Looks once, and resolves when all that has turned by now is told. */
  look(): Promise<void> {
    this.#running ??= this.#lookOnce().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #lookOnce(): Promise<void> {
    const { db, log, now } = this.#options;
    try {
      await endOverdueViews({ db, now });
      if ((await db.read((em) => findTurned(em, now()))).length === 0) return;
      await db.write(async (em) => {
        const turned = await findTurned(em, now());
        for (const right of turned) await markTold(em, right.id, isInForce(right, now()));
        const teller = { now, correlationId: newId() };
        for (const id of new Set(turned.map(({ memberId }) => memberId))) {
          const member = await findMember(em, NOBODY, id);
          if (member) await saveAndTell(teller, em, member);
          await refreshSessionsOf(teller, em, id);
        }
      });
    } catch (error) {
      log.error({ err: error }, 'rights that turned were not told, will look again');
    }
  }
}
