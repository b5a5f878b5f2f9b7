import type { Database } from '@quayside/shared/db/database';
import { newId } from '@quayside/shared/ids';
import { businessFault } from '../inbound/faults.ts';
import { newRow } from '../inbound/received-row.ts';
import { recordMessages } from '../message/ledger.ts';
import { loadPartner } from '../partner/store.ts';
import { addTries } from './store.ts';

/** Between two writes about one partner: a flood costs us a row in an hour and a statement in this time. */
const PACE_MS = 10_000;
/** Names that are counted apart at a time; a sender who tries names must not fill the memory either. */
const MOST_NAMES = 1_000;

interface Count {
  tries: number;
  writtenAt: number;
}

/** Counts by the hour who tries to send and may not, and tells the ledger of the first in each hour. Nothing that he sends is read. */
export class Strangers {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #counts = new Map<string, Count>();

  constructor({ db, now }: { db: Database; now: () => number }) {
    this.#db = db;
    this.#now = now;
  }

  /** Somebody without the right to send tried it under this name. */
  async note(addressee: string): Promise<void> {
    const name = this.#counts.has(addressee) || this.#counts.size < MOST_NAMES ? addressee.slice(0, 64) : '';
    const count = this.#counts.get(name) ?? { tries: 0, writtenAt: Number.NEGATIVE_INFINITY };
    this.#counts.set(name, count);
    count.tries += 1;
    if (count.writtenAt <= this.#now() - PACE_MS) await this.#write(name, count);
  }

  /** Writes down what was counted and not written yet. */
  async flush(): Promise<void> {
    for (const [name, count] of this.#counts) {
      if (count.tries > 0) await this.#write(name, count);
      else if (count.writtenAt <= this.#now() - PACE_MS) this.#counts.delete(name);
    }
  }

  async #write(name: string, count: Count): Promise<void> {
    const at = this.#now();
    const { tries } = count;
    Object.assign(count, { tries: 0, writtenAt: at });
    await this.#db.write(async (em) => {
      const partner = name === '' ? null : await loadPartner(em, name, at);
      if (!(await addTries(em, partner?.id ?? '', tries, at))) return;
      const message = `Somebody without a valid key tried to send for "${name}". Nothing was read; further tries of this hour are only counted.`;
      const arrival = { messageId: newId(), addressee: name, channel: 'http', fileName: null };
      const facts = { state: 'REJECTED' as const, summary: message, verdict: 'rejected' };
      const row = newRow(arrival, null, {
        ...{ ...facts, errors: [businessFault('NO_KEY', message)], at },
        ...{
          partnerId: partner?.id ?? null,
          accountId: partner?.accountId ?? null,
          mapVersion: partner?.mapVersion ?? null,
        },
      });
      await recordMessages(em, [row]);
    });
  }
}
