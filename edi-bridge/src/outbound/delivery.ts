import type { Database } from '@quayside/shared/db/database';
import { Mutex } from '@quayside/shared/db/mutex';
import { In } from 'typeorm';
import type { Archive } from '../archive.ts';
import { channelTable } from '../channel/table.ts';
import type { Mailboxes } from '../mailbox/mailboxes.ts';
import { type MessageRow, messageTable } from '../message/table.ts';

const BATCH = 200;

/** Puts what the ledger says has been sent into the partners' mailboxes, also what a crash left behind. */
export class Delivery {
  readonly #db: Database;
  readonly #archive: Archive;
  readonly #mailboxes: Mailboxes;
  readonly #now: () => number;
  readonly #turn = new Mutex();
  #next: Promise<void> | null = null;

  constructor(parts: { db: Database; archive: Archive; mailboxes: Mailboxes; now: () => number }) {
    this.#db = parts.db;
    this.#archive = parts.archive;
    this.#mailboxes = parts.mailboxes;
    this.#now = parts.now;
  }

  /** Resolves when everything recorded before the call lies in its mailbox. */
  deliver(): Promise<void> {
    // A run that has not begun yet will see what the caller means: one more would find nothing.
    this.#next ??= this.#turn.run(async () => {
      this.#next = null;
      let failed: PromiseRejectedResult | null = null;
      // From one batch to the next also where files of the first stay behind: one folder must not keep others waiting.
      for (let after: string | null = ''; after !== null; ) {
        const batch = await this.#deliverBatch(after);
        failed ??= batch.failed;
        after = batch.next;
      }
      if (failed) throw failed.reason;
    });
    return this.#next;
  }

  /** The messages after an id; `next` is where the following batch begins, null behind the last one. */
  async #deliverBatch(after: string): Promise<{ next: string | null; failed: PromiseRejectedResult | null }> {
    const due = await this.#db.read((em) =>
      em
        .createQueryBuilder(messageTable, 'm')
        .leftJoin(channelTable.options.name, 'c', `c.id = m.partner_id`)
        .where(`m.direction = 'OUT' AND m.state = 'SENT' AND m.writtenAt IS NULL`)
        // All others are reached over the network: see channel/dispatch.ts.
        .andWhere(`(c.kind IS NULL OR c.kind = 'MAILBOX')`)
        .andWhere('m.id > :after', { after })
        .orderBy('m.id')
        .limit(BATCH)
        .getMany(),
    );
    const staged = await Promise.allSettled(due.map((row) => this.#stage(row)));
    const named: PromiseSettledResult<void>[] = [];
    for (const one of staged) {
      const [outcome] = await Promise.allSettled([
        one.status === 'fulfilled' ? one.value() : Promise.reject(one.reason),
      ]);
      named.push(outcome);
    }
    // What lies there is written down whatever became of the others: the partner may have taken it already.
    const written = due.filter((_, index) => named[index]?.status === 'fulfilled').map(({ id }) => id);
    // No new version and no event: they have been sent since they were recorded, only their files were missing.
    const change = { writtenAt: this.#now() };
    if (written.length > 0)
      await this.#db.write((em) => em.getRepository(messageTable).update({ id: In(written) }, change));
    return {
      next: due.length < BATCH ? null : (due.at(-1)?.id ?? null),
      failed: named.find((one) => one.status === 'rejected') ?? null,
    };
  }

  async #stage({ partnerId, fileName, sha256 }: MessageRow): Promise<() => Promise<void>> {
    if (!partnerId || !fileName) return async () => undefined;
    return this.#mailboxes.stage(partnerId, fileName, await this.#archive.bytes(sha256));
  }
}
