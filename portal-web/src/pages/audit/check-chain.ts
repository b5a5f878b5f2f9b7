import type { AuditRecordsQuery } from '../../generated/operations.ts';

export type AuditRecord = AuditRecordsQuery['auditRecords'][number];

/** What the first record of a book holds on to. */
export const NO_RECORD = '0'.repeat(64);

async function sha256Hex(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Canonical JSON (RFC 8785) of a record without its content: its members are texts and one number, so sorting is all. */
function sealedText({ accountId, book, seq, at, actor, action, subject, contentSha256, previousSha256 }: AuditRecord) {
  const sealed = { accountId, action, actor, at, book, contentSha256, format: 'quayside-audit/1', previousSha256 };
  return JSON.stringify({ ...sealed, seq, subject });
}

/**
 * Checks records in their order, here and not where they come from.
 * @param before sequence number and hash of the record before the first
 * @returns the number of the first record that does not hold, or null
 */
export async function brokenRecord(
  records: readonly AuditRecord[],
  before: { readonly seq: number; readonly sha256: string } = { seq: 0, sha256: NO_RECORD },
): Promise<number | null> {
  let last = before;
  for (const record of records) {
    const holds =
      record.seq === last.seq + 1 &&
      record.previousSha256 === last.sha256 &&
      record.contentSha256 === (await sha256Hex(record.content)) &&
      record.sha256 === (await sha256Hex(sealedText(record)));
    if (!holds) return record.seq;
    last = record;
  }
  return null;
}
