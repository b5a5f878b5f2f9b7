import { createHash } from 'node:crypto';
import type { Database } from '@quayside/shared/db/database';
import { MINUTE } from '@quayside/shared/instant';
import type { Archive } from '../archive.ts';
import { hashesBetween } from './store.ts';

export type ArchiveFault = 'MISSING' | 'ALTERED' | 'ORPHANED';

export interface ArchiveFinding {
  readonly kind: ArchiveFault;
  readonly sha256: string;
}

/** The archive against the ledger. */
export interface ArchiveReport {
  /** In the archive. */
  readonly files: number;
  readonly bytes: number;
  readonly missing: number;
  readonly altered: number;
  readonly orphaned: number;
  /** Nothing that the ledger names is missing or altered. */
  readonly holds: boolean;
  /** The first ones. */
  readonly findings: readonly ArchiveFinding[];
}

const MOST_FINDINGS = 100;
/** What is archived comes into the ledger right after; a younger file without a row is on its way there. */
const SETTLING_MS = 10 * MINUTE;
const PARTS = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));

/**
 * Reads every byte of the archive again (L1, L2): one of its 256 parts after the other, so that at any time only the names
 * of one part, and one chunk of one file, are in memory. `now` is the clock of the file system.
 */
export async function verifyArchive(db: Database, archive: Archive, now = Date.now()): Promise<ArchiveReport> {
  const counts = { files: 0, bytes: 0, MISSING: 0, ALTERED: 0, ORPHANED: 0 };
  const findings: ArchiveFinding[] = [];
  const found = (kind: ArchiveFault, sha256: string): void => {
    counts[kind]++;
    if (findings.length < MOST_FINDINGS) findings.push({ kind, sha256 });
  };
  for (const [index, part] of PARTS.entries()) {
    // Letters come after digits, so `g` is behind the last part.
    const named = await db.read((em) => hashesBetween(em, part, PARTS[index + 1] ?? 'g'));
    for (const { name, modifiedAt } of await archive.list(part)) {
      counts.files++;
      if (!named.delete(name) && modifiedAt < now - SETTLING_MS) found('ORPHANED', name);
      const { sha256, sizeBytes } = await hashOf(archive.read(name));
      counts.bytes += sizeBytes;
      if (sha256 !== name) found('ALTERED', name);
    }
    for (const sha256 of named) found('MISSING', sha256);
  }
  const { files, bytes, MISSING: missing, ALTERED: altered, ORPHANED: orphaned } = counts;
  return { files, bytes, missing, altered, orphaned, holds: missing + altered === 0, findings };
}

async function hashOf(bytes: AsyncIterable<Buffer>): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}
