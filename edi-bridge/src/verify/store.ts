import { selectRows } from '@quayside/shared/db/sql';
import type { EntityManager } from 'typeorm';

// Every column of the ledger that names bytes of the archive.
const NAMED = [
  ['edi_message', 'sha256'],
  ['edi_as2', 'request_sha256'],
  ['edi_as2', 'mdn_sha256'],
] as const;

/** The hashes that the ledger names, of one part of the archive: `from` to before `until` in the order of hex digits. */
export async function hashesBetween(em: EntityManager, from: string, until: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [table, column] of NAMED) {
    const sql = `SELECT DISTINCT t.${column} AS hash FROM ${table} t WHERE t.${column} >= :from AND t.${column} < :until`;
    for (const { hash } of await selectRows<{ hash: string }>(em, sql, { from, until })) found.add(hash);
  }
  return found;
}
