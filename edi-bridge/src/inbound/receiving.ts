import { type Database, isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import { Gatherer, type Outcome } from '@quayside/shared/gatherer';
import { accountOf, systemViewer, type Viewer } from '@quayside/shared/identity';
import { type Archive, FILE_LIMIT } from '../archive.ts';
import { loadMessage, recordMessages } from '../message/ledger.ts';
import type { EdiState } from '../message/message.ts';
import type { MessageRow } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { maySendAs } from '../partner/policy.ts';
import { listPartners, loadPartner } from '../partner/store.ts';
import { addUsage } from '../usage/store.ts';
import { businessFault } from './faults.ts';
import { Quotas } from './quota.ts';
import { type Arrival, type Facts, newRow } from './received-row.ts';

/** A file in the archive and in the ledger, before anybody has looked into it. */
export interface Received {
  readonly row: MessageRow;
  readonly partner: Partner | null;
}

const bridge = systemViewer('EDI bridge');
/** Rows that are written in one transaction at most. */
const MOST_TOGETHER = 100;
const PACE_MS = 40;
/** Doors at which the sender waits for a word; at all others it is asked before anything comes. */
const ASKED = ['http', 'https'];

/** Partners that files arrive for at the same time, asked for together. */
async function partnersNamed(db: Database, ids: readonly string[], at: number): Promise<Outcome<Partner | null>[]> {
  const found = await db.read((em) => listPartners(em, bridge, at, [...new Set(ids)]));
  return ids.map((id) => ({ value: found.find((partner) => partner.id === id) ?? null }));
}

interface Parts {
  readonly db: Database;
  readonly archive: Archive;
  readonly now: () => number;
}

/** The first step of every file: into the archive and into the ledger. */
export class Receiving {
  readonly #parts: Parts;
  readonly quotas: Quotas;
  readonly #recorder: Gatherer<MessageRow, MessageRow>;
  readonly #partners: Gatherer<string, Partner | null>;

  /** `crowded` says whether many files are on their way through the bridge. */
  constructor(parts: Parts, crowded: () => boolean) {
    this.#parts = parts;
    this.quotas = new Quotas(parts);
    this.#partners = new Gatherer(
      (ids) => partnersNamed(parts.db, ids, parts.now()),
      (ids) => ids.length < MOST_TOGETHER,
      PACE_MS,
      crowded,
    );
    this.#recorder = new Gatherer(
      (rows) => recordAll(parts.db, rows),
      (rows) => rows.length < MOST_TOGETHER,
      PACE_MS,
      crowded,
    );
  }

  /**
   * Raw first: archives the bytes and writes them into the ledger as RECEIVED, before anybody looks into them. What came
   * for a partner that the sender may not speak for is kept as HELD, for a person.
   */
  async receive(
    arrival: Arrival,
    bytes: AsyncIterable<Uint8Array>,
    viewer: Viewer,
    limit = FILE_LIMIT,
  ): Promise<Received> {
    const { archive, now } = this.#parts;
    const named = await this.partnerNamed(arrival.addressee);
    // Null where the sender may not speak for it.
    const partner = named && maySendAs(viewer, named) ? named : null;
    const fault = partner && ASKED.includes(arrival.channel) ? await this.quotas.faultOf(partner) : null;
    if (partner && fault) return { row: await this.refuse(arrival, partner, fault), partner };
    if (partner) this.quotas.note(partner.id, { files: 1, bytes: 0 });
    const stored = await archive.store(bytes, limit).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'BAD_USER_INPUT') return null;
      throw error;
    });
    if (partner && stored) this.quotas.note(partner.id, { files: 0, bytes: stored.sizeBytes });
    const accountId = partner?.accountId ?? accountOf(viewer);
    const facts = stored ? arrivedFacts(arrival, partner) : tooLarge(limit);
    const row = newRow(arrival, stored, {
      ...facts,
      partnerId: partner?.id ?? null,
      mapVersion: partner?.mapVersion ?? null,
      accountId,
      at: now(),
    });
    return { row: await this.#recorder.run(row), partner };
  }

  /** The partner that a name in a path means. */
  partnerNamed(addressee: string): Promise<Partner | null> {
    return this.#partners.run(addressee);
  }

  /** Tells of a file that is not even taken, once an hour for each partner; gives the row that tells of it. */
  async refuse(arrival: Arrival, partner: Partner, message: string): Promise<MessageRow> {
    const { db, now } = this.#parts;
    const told = this.quotas.toldLately(partner.id);
    const known = told && (await db.read((em) => loadMessage(em, told)));
    if (known) return known;
    this.quotas.noteTold(partner.id, arrival.messageId);
    const errors = [businessFault('QUOTA_EXCEEDED', message)];
    const { id, mapVersion, accountId } = partner;
    const facts = { state: 'REJECTED' as const, summary: message, errors, verdict: 'rejected' };
    return this.#recorder.run(newRow(arrival, null, { ...facts, partnerId: id, mapVersion, accountId, at: now() }));
  }
}

/** Rows of files that came at the same time, in one transaction; alone when one of them spoils it. */
async function recordAll(db: Database, rows: readonly MessageRow[]): Promise<Outcome<MessageRow>[]> {
  try {
    await db.write(async (em) => {
      await recordMessages(em, rows);
      await addUsage(em, rows);
    });
    return rows.map((value) => ({ value }));
  } catch (error) {
    if (rows.length === 1) return [await known(db, rows[0] as MessageRow, error)];
  }
  const outcomes: Outcome<MessageRow>[] = [];
  for (const row of rows) outcomes.push(...(await recordAll(db, [row])));
  return outcomes;
}

/** A claimed file that met a crash comes again under the id that it had; its row may be there already. */
async function known(db: Database, row: MessageRow, error: unknown): Promise<Outcome<MessageRow>> {
  const there = isDuplicateKey(error) ? await db.read((em) => loadMessage(em, row.id)) : null;
  return there ? { value: there } : { error };
}

/**
 * Keeps bytes that came in somebody's name and are not known to be his: archived and HELD for a person. They belong to
 * no partner and no account, so that no later replay takes them for the partner's.
 */
export async function holdBytes(
  parts: { db: Database; archive: Archive; now: () => number },
  arrival: Arrival,
  bytes: Uint8Array,
  { code, message }: { code: string; message: string },
): Promise<void> {
  const stored = await parts.archive.store([bytes]);
  const held: Facts = { state: 'HELD', summary: message, errors: [businessFault(code, message)], verdict: null };
  const row = newRow(arrival, stored, { ...held, partnerId: null, mapVersion: null, accountId: null, at: parts.now() });
  await parts.db.write(async (em) => {
    // A sender that tries again after a crash of ours: it is there already.
    if (!(await loadMessage(em, row.id))) await recordMessages(em, [row]);
  });
}

function arrivedFacts(arrival: Arrival, partner: Partner | null): Facts {
  if (partner?.state === 'PAUSED') return heldWhilePaused(partner);
  if (partner) return { state: 'RECEIVED', summary: 'Received, not yet read.', errors: [], verdict: null };
  const message = `It came for "${arrival.addressee}", and the sender is not known as that partner.`;
  // A mailbox folder without a partner is still read, so that a person sees what is in it.
  const state: EdiState = arrival.channel === 'mailbox' ? 'RECEIVED' : 'HELD';
  return { state, summary: `${message} Held.`, errors: [businessFault('UNKNOWN_PARTNER', message)], verdict: null };
}

function heldWhilePaused({ name }: Partner): Facts {
  const message = `Traffic with ${name} is paused.`;
  return {
    state: 'HELD',
    summary: `${message} Held.`,
    errors: [businessFault('PARTNER_PAUSED', message)],
    verdict: null,
  };
}

function tooLarge(limit: number): Facts {
  const message = `The file is larger than ${Math.floor(limit / 1024 / 1024)} MiB and was not kept.`;
  return { state: 'REJECTED', summary: message, errors: [businessFault('TOO_LARGE', message)], verdict: 'rejected' };
}

/**
 * The partner of a message that is taken up again, under the version of its profile that the message names; a sender
 * without rights did not gain them by waiting.
 */
export async function partnerOfMessage(db: Database, row: MessageRow): Promise<Partner | null> {
  const id = row.partnerId ?? row.addressee ?? '';
  const partner = await db.read((em) => loadPartner(em, id, row.at, row.mapVersion));
  const trusted = row.channel === 'mailbox' || row.accountId === partner?.accountId;
  return partner && trusted ? partner : null;
}
