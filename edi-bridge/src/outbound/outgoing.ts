import { lastNumber, nextNumber, nextNumbers } from '@quayside/shared/db/sequence';
import type { StoredBytes } from '@quayside/shared/files/file-store';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import type { Archive } from '../archive.ts';
import { expectedFor, nothingExpected } from '../message/acknowledgement.ts';
import { recordMessages } from '../message/ledger.ts';
import type { MessageRow } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { encodeFor } from '../partner/terms.ts';
import { followedBy } from './due-again.ts';

const LAST_CONTROL = 999_999_999;
/** Where ISA15 stands in what we write. */
const USAGE_AT = 102;

type Level = 'interchange' | 'group';

const sequenceOf = (partner: Partner, level: Level): string => `${partner.id}:${level}`;

/** After nine nines it starts again at one. */
export const wrapped = (number: number): number => ((number - 1) % LAST_CONTROL) + 1;

/**
 * Next control number of a partner on a level. It is taken in the transaction of the message that carries it, so the
 * partner never sees a gap.
 */
export const nextControl = async (em: EntityManager, partner: Partner, level: Level): Promise<number> =>
  wrapped(await nextNumber(em, sequenceOf(partner, level)));

/** Takes so many numbers and gives the one before the first of them, not wrapped. */
export const takeControls = async (
  em: EntityManager,
  partner: Partner,
  level: Level,
  count: number,
): Promise<number> =>
  count === 0 ? lastControl(em, partner, level) : (await nextNumbers(em, sequenceOf(partner, level), count)) - count;

/** The last number taken, not wrapped. */
export const lastControl = (em: EntityManager, partner: Partner, level: Level): Promise<number> =>
  lastNumber(em, sequenceOf(partner, level));

/** What a message out is about. */
export interface Subject {
  readonly partner: Partner;
  /** 997, 945, … */
  readonly type: string;
  readonly summary: string;
  readonly relatesToId: string | null;
  /** Nothing is sent twice under one subject. */
  readonly subject: string;
}

/** One interchange that is ready to go. */
export interface Outgoing extends Subject {
  readonly raw: string;
  readonly control: string;
  readonly functionalId: string | null;
  readonly groupControl: string | null;
}

interface When {
  readonly at: number;
  readonly correlationId: string;
}

/** Puts the bytes of messages into the archive, where their transaction will look for them. */
export const archiveOutgoing = async (archive: Archive, all: readonly Outgoing[]): Promise<ArchivedOutgoing[]> =>
  Promise.all(all.map(async (out) => ({ ...out, stored: await archive.store([encodeFor(out.partner, out.raw)]) })));

/** An interchange whose bytes are safe. */
export interface ArchivedOutgoing extends Outgoing {
  readonly stored: StoredBytes;
}

/** Writes an outgoing message into the ledger; its file is put into the mailbox after the transaction. */
export async function recordOutgoing(em: EntityManager, archive: Archive, out: Outgoing, when: When): Promise<void> {
  const archived = await archiveOutgoing(archive, [out]);
  await recordMessages(
    em,
    archived.map((one) => archivedRow(one, when.at)),
    when.correlationId,
  );
}

/** The row of a message that is ready to go. */
export function archivedRow(out: ArchivedOutgoing, at: number): MessageRow {
  const stamp = new Date(at).toISOString().replace(/[-:.TZ]/g, '');
  return {
    ...outgoingRow(out, at),
    fileName: `${stamp}-${out.type}-${out.control}.edi`,
    sha256: out.stored.sha256,
    sizeBytes: out.stored.sizeBytes,
    interchangeControl: out.control,
    functionalId: out.functionalId,
    groupControl: out.groupControl,
    // An acknowledgement of a test is a test, whatever the partner is sent otherwise.
    test: out.raw.charAt(USAGE_AT) === 'T',
    ...expectedFor(out.partner, out.functionalId, at),
  };
}

/** Shows a person a document that was due and cannot be sent, and gives its id. It has no bytes and took no numbers. */
export async function recordUnsent(em: EntityManager, about: Subject, reason: string, when: When): Promise<string> {
  const errors = [{ ...placeless, code: 'NOT_SENT', message: reason }];
  const summary = `${about.summary} cannot be sent: ${reason}`;
  const row: MessageRow = { ...outgoingRow(about, when.at), state: 'HELD', summary, errors };
  await recordMessages(em, [row], when.correlationId);
  return row.id;
}

const placeless = { fix: null, byte: null, line: null, segmentNumber: null, segment: null, element: null, value: null };

const outgoingRow = ({ partner, type, summary, relatesToId, subject }: Subject, at: number): MessageRow => ({
  id: newId(),
  direction: 'OUT',
  state: 'SENT',
  partnerId: partner.id,
  accountId: partner.accountId,
  channel: 'mailbox',
  addressee: partner.id,
  fileName: null,
  sha256: '',
  sizeBytes: 0,
  interchangeControl: null,
  setTypes: ` ${type} `,
  verdict: null,
  summary,
  errors: [],
  relatesToId,
  at,
  version: 1,
  subject,
  functionalId: null,
  groupControl: null,
  writtenAt: null,
  mapVersion: partner.mapVersion,
  test: partner.test,
  ...nothingExpected,
  copyOfId: followedBy(subject),
  editor: null,
  editorNote: null,
});
