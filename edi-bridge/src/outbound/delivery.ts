import type { Database } from '@quayside/shared/db/database';
import { Mutex } from '@quayside/shared/db/mutex';
import { IsNull } from 'typeorm';
import type { Archive } from '../archive.ts';
import type { Mailboxes } from '../mailbox/mailboxes.ts';
import { messageTable } from '../message/table.ts';

const BATCH = 200;

/** Puts what the ledger says has been sent into the partners' mailboxes, also what a crash left behind. */
export class Delivery {
  readonly #db: Database;
  readonly #archive: Archive;
  readonly #mailboxes: Mailboxes;
  readonly #now: () => number;
  readonly #turn = new Mutex();

  constructor(parts: { db: Database; archive: Archive; mailboxes: Mailboxes; now: () => number }) {
    this.#db = parts.db;
    this.#archive = parts.archive;
    this.#mailboxes = parts.mailboxes;
    this.#now = parts.now;
  }

  /** Resolves when everything recorded before the call lies in its mailbox. */
  deliver(): Promise<void> {
    return this.#turn.run(async () => {
      while ((await this.#deliverBatch()) === BATCH);
    });
  }

  async #deliverBatch(): Promise<number> {
    const due = await this.#db.read((em) =>
      em.getRepository(messageTable).find({
        where: { direction: 'OUT', state: 'SENT', writtenAt: IsNull() },
        order: { id: 'ASC' },
        take: BATCH,
      }),
    );
    for (const { id, partnerId, fileName, sha256 } of due) {
      if (partnerId && fileName) await this.#mailboxes.put(partnerId, fileName, await this.#archive.bytes(sha256));
      // No new version and no event: the message has been sent since it was recorded, only its file was missing.
      await this.#db.write((em) => em.getRepository(messageTable).update({ id }, { writtenAt: this.#now() }));
    }
    return due.length;
  }
}
