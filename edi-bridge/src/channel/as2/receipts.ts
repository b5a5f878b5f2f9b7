import { DAY } from '@quayside/shared/instant';
import type { Log } from '@quayside/shared/log';
import type { Archive } from '../../archive.ts';
import { reasonOf } from '../port.ts';
import { post, refusalOf } from '../post.ts';
import { backoff } from '../store.ts';
import type { As2Row } from '../table.ts';
import type { Exchanges } from './exchange-store.ts';
import { parseEntity } from './mime.ts';

const BATCH = 50;

interface Parts {
  readonly archive: Archive;
  readonly exchanges: Exchanges;
  readonly log: Log;
  /** We are about to stop. */
  readonly ending: AbortSignal;
  readonly now: () => number;
}

/** Sends the MDNs that partners want on a connection of its own, until they take them; for a day at most. */
export class Receipts {
  readonly #parts: Parts;
  #running: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  send(): Promise<void> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    const { exchanges, now } = this.#parts;
    await Promise.all((await exchanges.due('IN', now(), BATCH)).map((row) => this.#sendOne(row)));
  }

  async #sendOne(row: As2Row): Promise<void> {
    const { exchanges, now, log } = this.#parts;
    const refusal = await this.#post(row).catch(reasonOf);
    if (refusal === null) return exchanges.change(row.id, { dueAt: null });
    const attempts = row.attempts + 1;
    const late = now() - row.at > DAY;
    log.warn({ partner: row.partnerId, reason: refusal, late }, 'an MDN was not taken');
    await exchanges.change(row.id, { attempts, dueAt: late ? null : now() + backoff(attempts) });
  }

  async #post({ mdnUrl, mdnSha256 }: As2Row): Promise<string | null> {
    if (mdnUrl === null || mdnSha256 === null) return null;
    const mdn = parseEntity(await this.#parts.archive.bytes(mdnSha256));
    const headers = mdn.headers.map(({ name, value }) => [name, value] as const);
    return refusalOf(await post(mdnUrl, headers, mdn.body, this.#parts.ending))?.reason ?? null;
  }
}
