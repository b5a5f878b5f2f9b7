import { createHash } from 'node:crypto';
import { type Database, isDuplicateKey } from '@quayside/shared/db/database';
import { newId } from '@quayside/shared/ids';
import { LessThanOrEqual } from 'typeorm';
import { type As2Row, as2Table } from '../table.ts';

/** Names one exchange: a Message-ID counts between two names and in one direction. */
export const exchangeKey = (direction: As2Row['direction'], from: string, to: string, messageId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([direction, from, to, messageId]))
    .digest('hex');

/** The AS2 messages that came and went, for the bridge itself. */
export class Exchanges {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(exchange: string): Promise<As2Row | null> {
    return this.#db.read((em) => em.getRepository(as2Table).findOneBy({ exchange }));
  }

  /** The last transmission of a message of ours. */
  ofMessage(messageId: string): Promise<As2Row | null> {
    return this.#db.read((em) =>
      em.getRepository(as2Table).findOne({ where: { messageId, direction: 'OUT' }, order: { id: 'DESC' } }),
    );
  }

  /** Opens an exchange; when it is open already, gives that one. */
  async open(row: Pick<As2Row, 'direction' | 'exchange' | 'as2MessageId' | 'requestSha256' | 'at'> & Partial<As2Row>) {
    const opened: As2Row = {
      id: newId(),
      partnerId: null,
      messageId: newId(),
      mic: null,
      mdnSha256: null,
      disposition: null,
      mdnUrl: null,
      confirmed: false,
      channelVersion: 0,
      attempts: 0,
      dueAt: null,
      ...row,
    };
    try {
      await this.#db.write((em) => em.getRepository(as2Table).insert(opened));
      return { row: opened, known: false };
    } catch (error) {
      const known = isDuplicateKey(error) ? await this.find(row.exchange) : null;
      if (!known) throw error;
      return { row: known, known: true };
    }
  }

  async change(id: string, change: Partial<As2Row>): Promise<void> {
    await this.#db.write((em) => em.getRepository(as2Table).update({ id }, change));
  }

  /** What is due in a direction: MDNs of ours that are to be sent. */
  due(direction: As2Row['direction'], now: number, take: number): Promise<As2Row[]> {
    return this.#db.read((em) =>
      em.getRepository(as2Table).find({
        where: { direction, dueAt: LessThanOrEqual(now) },
        order: { dueAt: 'ASC' },
        take,
      }),
    );
  }
}
