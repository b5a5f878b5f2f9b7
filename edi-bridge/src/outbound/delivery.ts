import type { Database } from '@quayside/shared/db/database';
import { Mutex } from '@quayside/shared/db/mutex';
import type { Archive } from '../archive.ts';
import { channelTable } from '../channel/table.ts';
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
    for (const { id, partnerId, fileName, sha256 } of due) {
      if (partnerId && fileName) await this.#mailboxes.put(partnerId, fileName, await this.#archive.bytes(sha256));
      // No new version and no event: the message has been sent since it was recorded, only its file was missing.
      await this.#db.write((em) => em.getRepository(messageTable).update({ id }, { writtenAt: this.#now() }));
    }
    return due.length;
  }
}
