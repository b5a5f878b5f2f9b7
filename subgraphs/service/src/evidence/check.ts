import { canonicalJson, sha256Hex } from '@quayside/shared/canonical-json';
import { type AuditRecord, recordFault } from '../audit/audit.ts';
import type { EvidenceManifest, ManifestItem } from '../events.ts';
import { type EvidencePack, type HeldItem, manifestOf } from './evidence.ts';

/** What no longer is as it was frozen; `name` is the item's path in the ZIP, `manifest.json` or `audit.json`. */
export interface EvidenceFault {
  readonly what:
    | 'ITEM_ALTERED'
    | 'ITEM_MISSING'
    | 'ITEM_ADDED'
    | 'MANIFEST_ALTERED'
    | 'RECORD_ALTERED'
    | 'RECORD_MISSING';
  readonly name: string;
  readonly ref: string;
}

/** What the record of the freezing says. */
export interface FrozenContent {
  readonly packId: string;
  readonly packNumber: number;
  readonly manifestSha256: string;
  readonly itemCount: number;
}

/** A frozen pack with everything that it is checked against. */
export interface FrozenPack {
  readonly pack: EvidencePack;
  /** As it was frozen, to the byte. */
  readonly manifest: string;
  readonly items: readonly HeldItem[];
  /** The record at the pack's place in the audit log; null when it is gone. */
  readonly sealing: AuditRecord | null;
}

/** Everything that does not hold about a frozen pack as far as rows tell; files are looked at where they lie. */
export function packFaults({ pack, manifest, items, sealing }: FrozenPack): EvidenceFault[] {
  const own = (what: EvidenceFault['what'], name: string): EvidenceFault => ({ what, name, ref: pack.id });
  const intact = sha256Hex(manifest) === pack.manifestSha256;
  const faults = intact ? itemFaults(pack, JSON.parse(manifest) as EvidenceManifest, items) : textFaults(items);
  if (!intact) faults.push(own('MANIFEST_ALTERED', 'manifest.json'));
  if (!sealing) faults.push(own('RECORD_MISSING', 'audit.json'));
  else if (!seals(sealing, pack)) faults.push(own('RECORD_ALTERED', 'audit.json'));
  return faults;
}

/** Rows against what was frozen of them. */
function itemFaults(pack: EvidencePack, frozen: EvidenceManifest, items: readonly HeldItem[]): EvidenceFault[] {
  const { items: rows, ...head } = manifestOf(pack, items);
  const { items: listed, ...frozenHead } = frozen;
  const same = (a: object, b: object): boolean => text(a) === text(b);
  const present = new Map(rows.map((row) => [row.position, row]));
  const altered = new Set(textFaults(items).map(({ name }) => name));
  const faults = listed.flatMap((item): EvidenceFault[] => {
    const row = present.get(item.position);
    if (!row) return [named('ITEM_MISSING', item)];
    return same(row, item) && !altered.has(row.path) ? [] : [named('ITEM_ALTERED', item)];
  });
  const known = new Set(listed.map(({ position }) => position));
  faults.push(...rows.filter(({ position }) => !known.has(position)).map((row) => named('ITEM_ADDED', row)));
  if (!same(head, frozenHead)) faults.push({ what: 'MANIFEST_ALTERED', name: 'manifest.json', ref: pack.id });
  return faults;
}

const named = (what: EvidenceFault['what'], { path, ref }: Pick<ManifestItem, 'path' | 'ref'>): EvidenceFault => ({
  what,
  name: path,
  ref,
});

const textFaults = (items: readonly HeldItem[]): EvidenceFault[] =>
  items
    .filter(({ stored, content, sha256 }) => stored === 'TEXT' && sha256Hex(content ?? '') !== sha256)
    .map((item) => named('ITEM_ALTERED', item));

const text = (value: object): string => canonicalJson(JSON.parse(JSON.stringify(value)));

/** True when the record is whole, in its place, and speaks of this very manifest. */
function seals(record: AuditRecord, pack: EvidencePack): boolean {
  const before = { seq: record.seq - 1, sha256: pack.auditPreviousSha256 ?? '' };
  if (recordFault(record, before) !== null || record.subject !== pack.id) return false;
  const content = JSON.parse(record.content) as Partial<FrozenContent>;
  return content.manifestSha256 === pack.manifestSha256 && content.itemCount === pack.itemCount;
}
