import { canonicalJson, type JsonValue, sha256Hex } from '@quayside/shared/canonical-json';
import { toIso } from '@quayside/shared/instant';

/**
 * Each account has two books: what it may read itself, and what the staff did among themselves. Each book is a chain of
 * its own, so that who reads the one sees it whole, and nothing of the other.
 */
export type AuditBook = 'ACCOUNT' | 'INTERNAL';

/** A record before it has its place in the chain. */
export interface AuditEntry {
  readonly accountId: string;
  readonly book: AuditBook;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  /** What was done, such as `claim.opened` or `evidence.frozen`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly content: JsonValue;
}

/** The end of a chain: where the next record goes, and what it holds on to. */
export interface ChainEnd {
  readonly seq: number;
  /** Of the last record; NO_RECORD before the first. */
  readonly sha256: string;
}

/** One record of the log. Hashes are hex SHA-256 of canonical JSON (RFC 8785) in UTF-8. */
export interface AuditRecord extends Omit<AuditEntry, 'content'> {
  readonly id: string;
  /** From 1, without gap, in its book. */
  readonly seq: number;
  /** Canonical JSON. */
  readonly content: string;
  readonly contentSha256: string;
  readonly previousSha256: string;
  readonly sha256: string;
}

/** What the first record of a book holds on to. */
export const NO_RECORD = '0'.repeat(64);

/** What the hash of a record covers: everything but its row id. */
export const sealedText = (record: Omit<AuditRecord, 'id' | 'content' | 'sha256'>): string =>
  canonicalJson({
    format: 'quayside-audit/1',
    accountId: record.accountId,
    book: record.book,
    seq: record.seq,
    at: toIso(record.at),
    actor: record.actor,
    action: record.action,
    subject: record.subject,
    contentSha256: record.contentSha256,
    previousSha256: record.previousSha256,
  });

/** A record as it is handed out: its own text, the content in it, and the hash. */
export const recordText = (record: AuditRecord): string =>
  canonicalJson({
    ...(JSON.parse(sealedText(record)) as Record<string, JsonValue>),
    content: record.content,
    sha256: record.sha256,
  });

/** The record that goes on from the end of a chain. */
export function nextRecord(id: string, end: ChainEnd, entry: AuditEntry): AuditRecord {
  const content = canonicalJson(entry.content);
  const placed = {
    ...entry,
    seq: end.seq + 1,
    content,
    contentSha256: sha256Hex(content),
    previousSha256: end.sha256,
  };
  return { ...placed, id, sha256: sha256Hex(sealedText(placed)) };
}

/** What does not hold about a record. */
export type AuditFault = 'CONTENT_ALTERED' | 'RECORD_ALTERED' | 'CHAIN_BROKEN';

/** The first thing wrong with a record after the one before it, or null. */
export function recordFault(record: AuditRecord, before: ChainEnd): AuditFault | null {
  if (sha256Hex(record.content) !== record.contentSha256) return 'CONTENT_ALTERED';
  if (sha256Hex(sealedText(record)) !== record.sha256) return 'RECORD_ALTERED';
  return record.seq === before.seq + 1 && record.previousSha256 === before.sha256 ? null : 'CHAIN_BROKEN';
}
