import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { isDuplicateKey } from '@quayside/shared/db/database';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import { type AuditBook, type AuditEntry, type AuditRecord, type ChainEnd, NO_RECORD, nextRecord } from './audit.ts';
import { auditChainTable, auditRecordTable } from './table.ts';

const readRecords = rowReader(auditRecordTable);
const readChains = rowReader(auditChainTable);

/**
 * The end of a chain, which nobody else can add to until the transaction ends.
 * @param accountId of an account that the caller has found to be within reach.
 */
export async function lockChain(em: EntityManager, accountId: string, book: AuditBook): Promise<ChainEnd> {
  const id = `${accountId}:${book}`;
  // An update that changes nothing takes the lock on both engines.
  const lock = () => changeRows(em, 'UPDATE audit_chain SET seq = seq + 0 WHERE id = :id', { id });
  if ((await lock()) === 0) {
    await startChain(em, id);
    await lock();
  }
  const [end] = await readChains(em, equals('t.id', 'id', id));
  if (!end) throw new Error(`the chain ${id} is gone`);
  return end;
}

async function startChain(em: EntityManager, id: string): Promise<void> {
  if ((await readChains(em, equals('t.id', 'id', id))).length > 0) return;
  try {
    await insertRows(em, auditChainTable, [{ id, seq: 0, sha256: NO_RECORD }]);
  } catch (error) {
    // Another transaction was first; its row is there now.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Adds a record at the end of a chain that the caller has locked. */
export async function appendRecord(em: EntityManager, end: ChainEnd, entry: AuditEntry): Promise<AuditRecord> {
  const record = nextRecord(newId(), end, entry);
  await insertRows(em, auditRecordTable, [record]);
  const id = `${entry.accountId}:${entry.book}`;
  const moved = await updateWhere(
    em,
    auditChainTable,
    { seq: record.seq, sha256: record.sha256 },
    { id, seq: end.seq },
  );
  if (moved !== 1) throw new Error(`somebody else has added to the chain ${id}`);
  return record;
}

/** Adds a record to the log, in the transaction of what it tells. */
export const appendAudit = async (em: EntityManager, entry: AuditEntry): Promise<AuditRecord> =>
  appendRecord(em, await lockChain(em, entry.accountId, entry.book), entry);

/** Which records are wanted. */
export interface AuditQuery {
  readonly accountId: string;
  readonly book: AuditBook;
  readonly afterSeq: number;
  readonly first: number;
}

/** Records of one book in their order; nobody but the staff reads the internal one. */
export async function recordsOf(em: EntityManager, viewer: Viewer, query: AuditQuery): Promise<AuditRecord[]> {
  if (query.book === 'INTERNAL' && !isStaff(viewer)) return [];
  const where = allOf([
    equals('t.account_id', 'account', query.accountId),
    equals('t.book', 'book', query.book),
    { sql: 't.seq > :afterSeq', parameters: { afterSeq: query.afterSeq } },
    withinReach(viewer, { account: 't.account_id' }),
  ]);
  return readRecords(em, where, `ORDER BY t.seq LIMIT ${query.first}`);
}

/** Every chain with its end, for the walk of an administrator. */
export const allChains = (em: EntityManager): Promise<{ id: string; seq: number; sha256: string }[]> =>
  readChains(em, { sql: '1 = 1', parameters: {} }, 'ORDER BY t.id');

/** Books that have records and no end: somebody has taken the row away that says where they stop. */
export async function booksWithoutChain(em: EntityManager): Promise<string[]> {
  const known = new Set((await allChains(em)).map(({ id }) => id));
  const rows = await selectRows<{ account: string; book: string }>(
    em,
    'SELECT DISTINCT account_id AS account, book FROM audit_record ORDER BY account_id, book',
  );
  return rows.map(({ account, book }) => `${account}:${book}`).filter((id) => !known.has(id));
}
