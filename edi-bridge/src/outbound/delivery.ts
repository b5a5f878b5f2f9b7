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
      while ((await this.#deliverBatch()) === BATCH);
    });
    return this.#next;
  }

  async #deliverBatch(): Promise<number> {
    const due = await this.#db.read((em) =>
      em
        .createQueryBuilder(messageTable, 'm')
        .leftJoin(channelTable.options.name, 'c', `c.id = m.partner_id`)
        .where(`m.direction = 'OUT' AND m.state = 'SENT' AND m.writtenAt IS NULL`)
        // All others are reached over the network: see channel/dispatch.ts.
        .andWhere(`(c.kind IS NULL OR c.kind = 'MAILBOX')`)
        .orderBy('m.id')
        .limit(BATCH)
        .getMany(),
    );
    const staged = await Promise.allSettled(due.map((row) => this.#stage(row)));
    const written: string[] = [];
    for (const [index, one] of staged.entries()) {
      if (one.status === 'rejected') continue;
      await one.value();
      written.push(due[index]?.id ?? '');
    }
    // No new version and no event: they have been sent since they were recorded, only their files were missing.
    const change = { writtenAt: this.#now() };
    if (written.length > 0)
      await this.#db.write((em) => em.getRepository(messageTable).update({ id: In(written) }, change));
    for (const one of staged) if (one.status === 'rejected') throw one.reason;
    return due.length;
  }

  async #stage({ partnerId, fileName, sha256 }: MessageRow): Promise<() => Promise<void>> {
    if (!partnerId || !fileName) return async () => undefined;
    return this.#mailboxes.stage(partnerId, fileName, await this.#archive.bytes(sha256));
  }
}
