import type { Database } from '@quayside/shared/db/database';
import { systemViewer } from '@quayside/shared/identity';
import { type AuditBook, type AuditRecord, type ChainEnd, NO_RECORD, recordFault } from '../audit/audit.ts';
import { allChains, booksWithoutChain, recordsOf } from '../audit/store.ts';
import type { EvidenceManifest } from '../events.ts';
import { packFaults } from './check.ts';
import type { EvidencePack } from './evidence.ts';
import { frozenPack } from './handover-store.ts';
import { findPack, packsAfter, packsOf } from './store.ts';

const product = systemViewer('Audit');
const AT_ONCE = 200;

/** Something that is no longer as it was written, by the name that an administrator finds it under. */
export interface WalkFault {
  readonly what: string;
  /** Such as `audit record 3 of 01H…:ACCOUNT`, or `CL-000001 pack 0: items/0001-claim.json`. */
  readonly name: string;
  /** Id of the row, or of what the row is about. */
  readonly ref: string;
}

/** What the walk has passed. */
export interface Walk {
  records: number;
  packs: number;
  readonly faults: WalkFault[];
}

/** Walks every chain of the log from its first record to its last, and looks for the packs that it speaks of. */
export async function walkAuditLog(db: Database, walk: Walk): Promise<void> {
  for (const chain of await db.read((em) => allChains(em))) {
    const last = await walkChain(db, walk, chain.id);
    if (last.seq !== chain.seq || last.sha256 !== chain.sha256)
      walk.faults.push({ what: 'CHAIN_CUT', name: `audit log ${chain.id} after record ${last.seq}`, ref: chain.id });
  }
  for (const id of await db.read((em) => booksWithoutChain(em)))
    walk.faults.push({ what: 'CHAIN_GONE', name: `audit log ${id}`, ref: id });
}

async function walkChain(db: Database, walk: Walk, id: string): Promise<ChainEnd> {
  const [accountId = '', book] = id.split(':');
  let before: ChainEnd = { seq: 0, sha256: NO_RECORD };
  for (;;) {
    const place = { accountId, book: book as AuditBook, afterSeq: before.seq, first: AT_ONCE };
    const records = await db.read((em) => recordsOf(em, product, place));
    for (const record of records) {
      walk.records++;
      const what = recordFault(record, before);
      const name = `audit record ${record.seq} of ${id}`;
      if (what) walk.faults.push({ what, name, ref: record.id });
      if (await speaksOfNothing(db, record)) walk.faults.push({ what: 'PACK_MISSING', name, ref: record.subject });
      before = record;
    }
    if (records.length < AT_ONCE) return before;
  }
}

const speaksOfNothing = async (db: Database, { action, subject }: AuditRecord): Promise<boolean> =>
  action === 'evidence.frozen' && (await db.read((em) => findPack(em, product, subject))) === null;

/**
 * Every frozen pack with its rows looked at, one after the other.
 * @returns the manifest of each, for whoever can look at its files.
 */
export async function* walkPacks(
  db: Database,
  walk: Walk,
): AsyncGenerator<{ readonly name: string; readonly manifest: EvidenceManifest }, void, undefined> {
  for (let after = ''; ; ) {
    const packs = await db.read((em) => packsAfter(em, product, after, AT_ONCE));
    for (const pack of packs.filter(({ state }) => state === 'FROZEN')) {
      const frozen = await db.read((em) => frozenPack(em, product, pack.id));
      if (!frozen) continue;
      walk.packs++;
      const name = `${pack.claimNumber} pack ${pack.number}`;
      const faults = packFaults(frozen);
      walk.faults.push(...faults.map((fault) => ({ ...fault, name: `${name}: ${fault.name}` })));
      if (await holdsOnToAnother(db, pack)) walk.faults.push({ what: 'SUPPLEMENT_BROKEN', name, ref: pack.id });
      if (!faults.some(({ what }) => what === 'MANIFEST_ALTERED'))
        yield { name, manifest: JSON.parse(frozen.manifest) as EvidenceManifest };
    }
    const last = packs.at(-1);
    if (!last || packs.length < AT_ONCE) return;
    after = last.id;
  }
}

async function holdsOnToAnother(db: Database, pack: EvidencePack): Promise<boolean> {
  if (pack.number === 0) return pack.previousManifestSha256 !== null;
  const packs = await db.read((em) => packsOf(em, product, [pack.claimId]));
  return packs.find(({ number }) => number === pack.number - 1)?.manifestSha256 !== pack.previousManifestSha256;
}
