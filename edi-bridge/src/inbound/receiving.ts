import { type Database, isDuplicateKey } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { StoredBytes } from '@quayside/shared/files/file-store';
import { accountOf, systemViewer, type Viewer } from '@quayside/shared/identity';
import { type Archive, FILE_LIMIT } from '../archive.ts';
import { nothingExpected } from '../message/acknowledgement.ts';
import { loadMessage, recordMessage } from '../message/ledger.ts';
import type { EdiState } from '../message/message.ts';
import type { MessageRow } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { maySendAs } from '../partner/policy.ts';
import { findPartner, loadPartner } from '../partner/store.ts';
import { businessFault } from './faults.ts';

/** How a file came. */
export interface Arrival {
  readonly messageId: string;
  /** The partner's name in the path, as the sender wrote it. */
  readonly addressee: string;
  readonly channel: string;
  readonly fileName: string | null;
}

/** A file in the archive and in the ledger, before anybody has looked into it. */
export interface Received {
  readonly row: MessageRow;
  readonly partner: Partner | null;
}

const bridge = systemViewer('EDI bridge');
const FILE_NAME_LENGTH = 160;

/** The partner with this name, and null where the sender may not speak for it. */
async function partnerFor(db: Database, arrival: Arrival, viewer: Viewer, at: number): Promise<Partner | null> {
  const partner = await db.read((em) => findPartner(em, bridge, arrival.addressee, at));
  return partner && maySendAs(viewer, partner) ? partner : null;
}

/**
 * Raw first: archives the bytes and writes them into the ledger as RECEIVED, before anybody looks into them. What came
 * for a partner that the sender may not speak for is kept as HELD, for a person.
 */
export async function receiveBytes(
  parts: { db: Database; archive: Archive; now: () => number; limit?: number },
  arrival: Arrival,
  bytes: AsyncIterable<Uint8Array>,
  viewer: Viewer,
): Promise<Received> {
  const { db, archive } = parts;
  const limit = parts.limit ?? FILE_LIMIT;
  const stored = await archive.store(bytes, limit).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'BAD_USER_INPUT') return null;
    throw error;
  });
  const partner = await partnerFor(db, arrival, viewer, parts.now());
  const accountId = partner?.accountId ?? accountOf(viewer);
  const facts = stored ? arrivedFacts(arrival, partner) : tooLarge(limit);
  const row = newRow(arrival, stored, {
    ...facts,
    partnerId: partner?.id ?? null,
    mapVersion: partner?.mapVersion ?? null,
    accountId,
    at: parts.now(),
  });
  try {
    await db.write((em) => recordMessage(em, row, row.id));
    return { row, partner };
  } catch (error) {
    // A claimed file that met a crash comes again under the id that it had; its row may be there already.
    const known = isDuplicateKey(error) ? await db.read((em) => loadMessage(em, row.id)) : null;
    if (!known) throw error;
    return { row: known, partner };
  }
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
    if (!(await loadMessage(em, row.id))) await recordMessage(em, row, row.id);
  });
}

type Facts = Pick<MessageRow, 'state' | 'summary' | 'errors' | 'verdict'>;

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

const newRow = (
  arrival: Arrival,
  stored: StoredBytes | null,
  facts: Facts & Pick<MessageRow, 'partnerId' | 'mapVersion' | 'accountId' | 'at'>,
): MessageRow => ({
  id: arrival.messageId,
  direction: 'IN',
  channel: arrival.channel,
  addressee: arrival.addressee.slice(0, 64),
  // The end of a name is what tells files apart.
  fileName: arrival.fileName?.slice(-FILE_NAME_LENGTH) ?? null,
  sha256: stored?.sha256 ?? '',
  sizeBytes: stored?.sizeBytes ?? 0,
  interchangeControl: null,
  setTypes: '',
  relatesToId: null,
  version: 1,
  subject: null,
  functionalId: null,
  groupControl: null,
  writtenAt: null,
  test: false,
  ...nothingExpected,
  copyOfId: null,
  editor: null,
  editorNote: null,
  ...facts,
});

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
