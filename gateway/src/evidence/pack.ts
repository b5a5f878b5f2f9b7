import { createHash } from 'node:crypto';
import type { EvidenceManifest, ManifestItem } from '@quayside/service/events';
import type { FileStore } from '@quayside/shared/files/file-store';

/** Asks the service subgraph for the one root field of a document. */
export type AskService = <Value>(text: string, variables: Record<string, unknown>) => Promise<Value>;

/** What no longer is as it was frozen; `name` is its path in the ZIP. */
export interface PackFault {
  readonly what: string;
  readonly name: string;
  readonly ref: string;
}

/** A frozen pack as it is handed out. */
export interface FrozenPack {
  readonly manifest: EvidenceManifest;
  /** The bytes that were hashed. */
  readonly manifestText: string;
  /** Canonical JSON of the record of the audit log that seals it. */
  readonly record: string;
  /** What does not hold about rows. */
  readonly faults: readonly PackFault[];
  /** The texts of its items in their order, a page at a time. */
  texts(): AsyncGenerator<ItemText, void, undefined>;
}
export interface ItemText {
  readonly position: number;
  readonly text: string;
}

const HANDOVER = 'query ($id: ID!) { evidenceHandover(id: $id) { manifest record faults { what name ref } } }';
const TEXTS = `query ($id: ID!, $after: Int!, $first: Int!) {
  evidenceTexts(id: $id, after: $after, first: $first) { position text } }`;
const TEXTS_AT_ONCE = 100;

interface Handover {
  readonly manifest: string;
  readonly record: string | null;
  readonly faults: readonly PackFault[];
}

/** A frozen pack within reach of whoever asks; null when there is none. */
export async function openPack(ask: AskService, id: string): Promise<FrozenPack | null> {
  const found = await ask<Handover | null>(HANDOVER, { id });
  if (!found) return null;
  return {
    manifest: readManifest(found),
    manifestText: found.manifest,
    record: found.record ?? '',
    faults: found.faults,
    texts: () => textsOf(ask, id),
  };
}

/** A manifest that was altered need not be JSON any more; what it lists then does not matter. */
function readManifest({ manifest, faults }: Handover): EvidenceManifest {
  if (!faults.some(({ what }) => what === 'MANIFEST_ALTERED')) return JSON.parse(manifest) as EvidenceManifest;
  return { ...NOTHING_LEFT, items: [] };
}

const NOTHING_LEFT = {
  format: 'quayside-evidence/1',
  pack: {
    ...{ id: '', number: 0, claimId: '', claimNumber: '', accountId: '', shipmentId: '', asOf: '', frozenAt: '' },
  },
  previousManifestSha256: null,
  auditPreviousSha256: '',
} as const;

async function* textsOf(ask: AskService, id: string): AsyncGenerator<ItemText, void, undefined> {
  for (let after = 0; ; ) {
    const page = await ask<ItemText[]>(TEXTS, { id, after, first: TEXTS_AT_ONCE });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < TEXTS_AT_ONCE) return;
    after = last.position;
  }
}

/** Files of a pack that are gone from the store, or whose bytes are others; read one after the other, as streams. */
export async function fileFaults(manifest: EvidenceManifest, files: FileStore): Promise<PackFault[]> {
  const faults: PackFault[] = [];
  for (const item of manifest.items.filter(({ stored }) => stored === 'FILE')) {
    const what = await fileFault(item, files);
    if (what) faults.push({ what, name: item.path, ref: item.ref });
  }
  return faults;
}

async function fileFault({ sha256, sizeBytes }: ManifestItem, files: FileStore): Promise<string | null> {
  if (!(await files.has(sha256))) return 'FILE_MISSING';
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of files.read(sha256) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  return size === sizeBytes && hash.digest('hex') === sha256 ? null : 'FILE_ALTERED';
}
