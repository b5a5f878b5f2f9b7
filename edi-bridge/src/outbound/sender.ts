import { type Database, isDuplicateKey } from '@quayside/shared/db/database';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Log } from '@quayside/shared/log';
import type { EntityManager } from 'typeorm';
import { LessThanOrEqual } from 'typeorm';
import type { Archive } from '../archive.ts';
import { partnerViewer } from '../inbound/partner-viewer.ts';
import { interchangeTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { loadPartner } from '../partner/store.ts';
import { delimitersOf } from '../partner/terms.ts';
import { textFor, Unsendable } from '../transactions/output.ts';
import { type OutgoingSegment, writeInterchange } from '../x12/write.ts';
import { DOCUMENTS, groupOfSet } from './documents.ts';
import { addressesFor, type DueFacts } from './due.ts';
import { unsentSubject } from './due-again.ts';
import { interchangeFor } from './interchange.ts';
import { nextControl, recordOutgoing, recordUnsent } from './outgoing.ts';
import { linkFacts, recordSentSet } from './sent-set.ts';
import { type DueRow, dueTable } from './table.ts';

const BATCH = 50;
const RETRY_MS = 2_000;
const MAX_RETRY_MS = 300_000;
const PAUSE_MS = 60_000;

/** Thrown inside a transaction so that the control numbers taken in it are given back. */
class CannotSend extends Error {}

/** Thrown where nothing is wrong, but the partner wants nothing at the moment. */
class Paused extends Error {}

/**
 * Sends the documents that are due, in the order in which they became due. The shipment is read before the transaction;
 * the message, its control numbers and the mark on the due row are one transaction.
 */
export class Sender {
  readonly #db: Database;
  readonly #archive: Archive;
  readonly #graph: GraphClient;
  readonly #log: Log;
  readonly #now: () => number;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: { db: Database; archive: Archive; graph: GraphClient; log: Log; now: () => number }) {
    this.#db = parts.db;
    this.#archive = parts.archive;
    this.#graph = parts.graph;
    this.#log = parts.log;
    this.#now = parts.now;
  }

  /** Sends what is due; resolves when nothing is left that can be sent now. */
  send(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const due = await this.#db.read((em) =>
        em.getRepository(dueTable).find({
          where: { state: 'DUE', dueAt: LessThanOrEqual(this.#now()) },
          order: { id: 'ASC' },
          take: BATCH,
        }),
      );
      for (const row of due) if (!this.#stopped) await this.#attempt(row);
      if (due.length === BATCH) this.#again = true;
    }
  }

  async #attempt(row: DueRow): Promise<void> {
    try {
      await this.#sendOne(row);
    } catch (error) {
      const note = error instanceof Error ? error.message.slice(0, 1000) : String(error);
      if (error instanceof Paused) return this.#postpone(row, { dueAt: this.#now() + PAUSE_MS });
      if (error instanceof CannotSend || error instanceof Unsendable) return this.#giveUp(row, note);
      this.#log.error({ err: error, due: row.subject }, 'document not sent, will retry');
      const dueAt = this.#now() + Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** row.attempts);
      await this.#postpone(row, { attempts: row.attempts + 1, note, dueAt });
    }
  }

  async #postpone(row: DueRow, change: Partial<Pick<DueRow, 'attempts' | 'note' | 'dueAt'>>): Promise<void> {
    await this.#db.write((em) => em.getRepository(dueTable).update({ id: row.id }, change));
  }

  /** A document that no later try can send goes to a person. */
  async #giveUp(row: DueRow, note: string): Promise<void> {
    this.#log.error({ due: row.subject, reason: note }, 'document cannot be sent');
    await this.#db.write(async (em) => {
      await em.getRepository(dueTable).update({ id: row.id }, { state: 'FAILED', note });
      const partner = await loadPartner(em, row.partnerId, this.#now());
      if (!partner) return;
      const summary = `${row.setType} for ${(row.facts as DueFacts).orderNumber}`;
      const about = {
        partner,
        type: row.setType,
        summary,
        relatesToId: row.originId,
        subject: unsentSubject(row.subject),
      };
      const id = await recordUnsent(em, about, note, { at: this.#now(), correlationId: row.id });
      await linkFacts(em, id, row.facts as DueFacts);
    });
  }

  async #sendOne(row: DueRow): Promise<void> {
    const partner = await this.#db.read((em) => loadPartner(em, row.partnerId, this.#now()));
    if (!partner) throw new CannotSend(`There is no partner ${row.partnerId} any more.`);
    if (partner.state === 'PAUSED') throw new Paused();
    const facts = row.facts as DueFacts;
    const setting = { due: row, facts, partner, text: textFor(delimitersOf(partner), partner.unencodable) };
    const composed = await DOCUMENTS[row.setType]?.compose(this.#graph, partnerViewer(partner), setting);
    if (!composed) throw new CannotSend(`There is no rule for a ${row.setType}.`);
    if (composed === 'not visible') throw new CannotSend('What it tells of cannot be seen by the partner.');
    if (composed === 'nothing to tell') throw new CannotSend('The record no longer holds what was to be told.');
    try {
      await this.#db.write((em) => this.#record(em, row, partner, composed));
    } catch (error) {
      // The message exists: another process sent it between our look and our try.
      if (!isDuplicateKey(error)) throw error;
      await this.#db.write((em) => em.getRepository(dueTable).update({ id: row.id }, { state: 'SENT' }));
    }
  }

  async #record(em: EntityManager, row: DueRow, partner: Partner, segments: readonly OutgoingSegment[]): Promise<void> {
    const marked = await em.getRepository(dueTable).update({ id: row.id, state: 'DUE' }, { state: 'SENT', note: null });
    if (marked.affected !== 1) return;
    const at = this.#now();
    const addresses = await addressesFor(em, row, partner, (messageId, place) =>
      em.getRepository(interchangeTable).findOneBy({ messageId, place }),
    );
    if (!addresses) throw new CannotSend('It is not known to which ids it is addressed: the profile names none.');
    const numbers = {
      interchange: await nextControl(em, partner, 'interchange'),
      group: await nextControl(em, partner, 'group'),
    };
    const set = { type: row.setType, segments };
    const written = writeInterchange(interchangeFor(partner, addresses, set, numbers, at));
    if (!written.ok) throw new CannotSend(written.refusal.message);
    const facts = row.facts as DueFacts;
    await recordOutgoing(
      em,
      this.#archive,
      {
        partner,
        type: row.setType,
        raw: written.value,
        control: String(numbers.interchange).padStart(9, '0'),
        functionalId: groupOfSet(row.setType),
        groupControl: String(numbers.group),
        summary: `${row.setType} for ${facts.orderNumber}`,
        relatesToId: row.originId,
        subject: row.subject,
      },
      { at, correlationId: row.id },
    );
    await recordSentSet(em, row, numbers.group, addresses);
  }
}
