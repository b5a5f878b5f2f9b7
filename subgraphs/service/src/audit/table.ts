import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { AuditRecord } from './audit.ts';

/** Records are added, never changed. The unique place keeps a chain from having two ends. */
export const auditRecordTable = new EntitySchema<AuditRecord>({
  name: 'audit_record',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    book: { ...column.state },
    seq: { ...column.long },
    at: { ...column.instant },
    actor: { ...column.name },
    action: { ...column.code },
    subject: { ...column.id },
    content: { ...column.text },
    contentSha256: { ...column.code, name: 'content_sha256' },
    previousSha256: { ...column.code, name: 'previous_sha256' },
    sha256: { ...column.code },
  },
  indices: [
    { name: 'audit_record_place', columns: ['accountId', 'book', 'seq'], unique: true },
    { name: 'audit_record_subject', columns: ['subject', 'seq'] },
  ],
});

/** Where a chain ends; locked by whoever adds to it. */
export interface AuditChainRow {
  /** `<account>:<book>` */
  id: string;
  seq: number;
  sha256: string;
}

/** One row per account and book: without it nobody would miss the last records of a chain. */
export const auditChainTable = new EntitySchema<AuditChainRow>({
  name: 'audit_chain',
  columns: { id: { ...column.code, primary: true }, seq: { ...column.long }, sha256: { ...column.code } },
});
