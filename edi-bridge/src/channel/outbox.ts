import type { Database } from '@quayside/shared/db/database';
import { selectRows } from '@quayside/shared/db/sql';
import { IsNull } from 'typeorm';
import { messageTable } from '../message/table.ts';
import { partnerTable } from '../partner/table.ts';
import type { Sent } from './port.ts';
import { backoff, noteFailure, noteSuccess, noteUnreachable } from './store.ts';
import { channelTable, deliveryTable } from './table.ts';

/** A message that is due to go to its partner. */
export interface Waiting {
  readonly id: string;
  readonly partnerId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly setTypes: string;
}

const BATCH = 200;
// As text: after every file that comes in, somebody asks.
const DUE = `SELECT m.id AS id, m.partner_id AS partnerId, m.file_name AS fileName, m.sha256 AS sha256, m.set_types AS setTypes
  FROM ${messageTable.options.name} m
  JOIN ${channelTable.options.name} c ON c.id = m.partner_id AND c.kind <> 'MAILBOX'
  JOIN ${partnerTable.options.name} p ON p.id = m.partner_id AND p.state = 'ACTIVE'
  LEFT JOIN ${deliveryTable.options.name} d ON d.id = m.id
  WHERE m.direction = 'OUT' AND m.state = 'SENT' AND m.written_at IS NULL AND m.file_name IS NOT NULL
  AND (c.retry_at IS NULL OR c.retry_at <= :now) AND (d.next_at IS NULL OR d.next_at <= :now)`;
const OLDEST = `ORDER BY m.id LIMIT ${BATCH}`;

/** What is still to reach its partner, and what became of each try. */
export class Outbox {
  readonly #db: Database;
  readonly #now: () => number;

  constructor(parts: { db: Database; now: () => number }) {
    this.#db = parts.db;
    this.#now = parts.now;
  }

  /**
   * Messages for partners that are reached over the network and that nobody has to leave alone now, oldest first.
   * @param busy partners who are being served: what waits for them must not fill the batch of the others.
   */
  due(busy: readonly string[]): Promise<Waiting[]> {
    const parameters = { now: this.#now(), busy };
    return this.#db.read((em) =>
      selectRows<Waiting>(em, `${DUE} ${busy.length > 0 ? 'AND m.partner_id NOT IN :busy' : ''} ${OLDEST}`, parameters),
    );
  }

  /** How many messages have not reached a partner. */
  waiting(partnerId: string): Promise<number> {
    return this.#db.read((em) =>
      em
        .createQueryBuilder(messageTable, 'm')
        .where(`m.direction = 'OUT' AND m.state = 'SENT' AND m.writtenAt IS NULL AND m.partnerId = :partnerId`, {
          partnerId,
        })
        .getCount(),
    );
  }

  /** Writes down what came of a try. */
  async note(messageId: string, partnerId: string, kind: string, sent: Sent): Promise<void> {
    const at = this.#now();
    await this.#db.write(async (em) => {
      const deliveries = em.getRepository(deliveryTable);
      if (sent.kind === 'delivered') {
        // No new version and no event: the message has been sent since it was recorded, only it was not there yet.
        await em.getRepository(messageTable).update({ id: messageId }, { writtenAt: at, channel: kind.toLowerCase() });
        await deliveries.delete({ id: messageId });
        return noteSuccess(em, partnerId, at);
      }
      // An MDN may be faster than the answer to the request that asked for it.
      if (!(await em.getRepository(messageTable).existsBy({ id: messageId, writtenAt: IsNull() }))) return;
      const attempts = ((await deliveries.findOneBy({ id: messageId }))?.attempts ?? 0) + 1;
      const refused = sent.kind === 'refused';
      const nextAt = refused ? at + backoff(attempts) : sent.until;
      const note = (refused ? sent.reason : 'Waiting for the answer of the partner.').slice(0, 255);
      await deliveries.save({ id: messageId, attempts, nextAt, note });
      if (refused) await noteFailure(em, partnerId, note, at);
      else await noteSuccess(em, partnerId, at);
    });
  }

  async unreachable(partnerId: string, reason: string): Promise<void> {
    await this.#db.write((em) => noteUnreachable(em, partnerId, reason, this.#now()));
  }
}
