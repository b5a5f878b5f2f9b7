import { setTimeout as sleep } from 'node:timers/promises';
import { sha256Hex } from '@quayside/shared/canonical-json';
import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { BusSubscription } from '@quayside/shared/events/bus';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { appendRecord, lockChain } from '../audit/store.ts';
import type { Claim } from '../claim/claim.ts';
import { claims } from '../claim/store.ts';
import { messagesOf } from '../conversation/store.ts';
import { termsFor } from '../directory/directory.ts';
import { findShipment, termsOf } from '../directory/store.ts';
import { type ServiceFacts as ClaimFacts, EVIDENCE_FROZEN, type EvidenceFrozen } from '../events.ts';
import type { FrozenContent } from './check.ts';
import { type EvidencePack, type HeldItem, manifestOf, manifestText, pieceKey, toItems } from './evidence.ts';
import {
  type ContractFacts,
  FILE_FACTS,
  type FileFacts,
  SHIPMENT_AND_CONTRACT_FACTS,
  SHIPMENT_FACTS,
  type ShipmentFacts,
} from './facts.ts';
import { type Gathered, piecesOf } from './pieces.ts';
import { dropWaitingPack, freezePack, itemsOf, packsOf, waitingPacks } from './store.ts';

const product = systemViewer('Evidence');
const POLL_MS = 500;
/** The filing is answered first: gathering is work of the same process. */
const PAUSE_MS = 10;
const AT_ONCE = 20;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Reads as the account would: what the account may not read has no way into its pack, and nor have the words that the
 * staff keep among themselves.
 */
const readerOf = (accountId: string): Viewer => ({
  ...{ kind: 'key', id: 'evidence', name: 'Evidence', role: null },
  reach: { kind: 'account', accountId },
  scopes: ['read'],
});

export interface AssemblerDeps {
  readonly db: Database;
  /** Null beside a running server, whose own assembler does the work. */
  readonly graph: GraphClient | null;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Gathers the packs that filings have asked for, and freezes them. What waits is a row of the filing's own transaction,
 * so a process that dies leaves it to the next one; two that gather the same freeze it once.
 */
export class Assembler {
  readonly #deps: AssemblerDeps;
  /** When a pack that failed is tried again, and how long it waited the last time. */
  readonly #pauses = new Map<string, { until: number; length: number }>();
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(deps: AssemblerDeps) {
    this.#deps = deps;
  }

  start(): BusSubscription {
    const unlisten = this.#deps.db.onCommit(() => this.wake());
    // What a crash left, what another process opened, and what could not be asked for.
    const timer = setInterval(() => this.wake(), POLL_MS);
    timer.unref();
    this.wake();
    return {
      stop: async () => {
        this.#stopped = true;
        unlisten();
        clearInterval(timer);
        await this.#running;
      },
    };
  }

  wake(): void {
    if (!this.#deps.graph || this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  /** Resolves when what waited at the call has been tried. */
  async settle(): Promise<void> {
    this.wake();
    await this.#running;
  }

  /** What a further pack of the claim would hold: the pieces that no earlier one has. */
  async newsOf(claim: Claim, packs: readonly EvidencePack[], asOf: number): Promise<HeldItem[]> {
    const [first] = packs;
    return first ? this.#freshItems(claim, { ...first, number: packs.length, asOf }, packs) : [];
  }

  async #drain(): Promise<void> {
    const { db, log } = this.#deps;
    while (this.#again && !this.#stopped) {
      await sleep(PAUSE_MS);
      this.#again = false;
      const waiting = await db
        .read((em) => waitingPacks(em, product, AT_ONCE))
        .catch((error: unknown) => {
          log.error({ err: error }, 'evidence packs could not be read');
          return [];
        });
      for (const pack of waiting) if (!this.#stopped) await this.#try(pack);
    }
  }

  async #try(pack: EvidencePack): Promise<void> {
    const pause = this.#pauses.get(pack.id);
    if (pause && performance.now() < pause.until) return;
    try {
      await this.#assemble(pack);
      this.#pauses.delete(pack.id);
    } catch (error) {
      if (error instanceof AppError && error.code === 'CONFLICT') return;
      const length = Math.min(LONGEST_PAUSE_MS, (pause?.length ?? 100) * 2);
      this.#pauses.set(pack.id, { until: performance.now() + length, length });
      const { log } = this.#deps;
      if (error instanceof AppError && error.code === 'UNAVAILABLE') log.debug({ pack: pack.id }, 'the graph is away');
      else log.error({ err: error, pack: pack.id, claim: pack.claimNumber }, 'evidence could not be gathered');
    }
  }

  async #assemble(pack: EvidencePack): Promise<void> {
    const { db } = this.#deps;
    const reader = readerOf(pack.accountId);
    const claim = await db.read((em) => claims.find(em, reader, pack.claimId));
    if (!claim) throw new Error(`the claim ${pack.claimId} of a pack is gone`);
    const earlier = (await db.read((em) => packsOf(em, reader, [claim.id]))).filter(
      ({ number }) => number < pack.number,
    );
    if (earlier.some(({ state }) => state !== 'FROZEN')) return;
    const items = await this.#freshItems(claim, pack, earlier);
    await db.write(async (em) => {
      if (pack.number > 0 && items.length === 0) await dropWaitingPack(em, pack);
      else await this.#freeze(em, claim, { pack, items, previous: earlier.at(-1) ?? null });
    });
  }

  async #freshItems(claim: Claim, pack: EvidencePack, earlier: readonly EvidencePack[]): Promise<HeldItem[]> {
    const { db } = this.#deps;
    const reader = readerOf(pack.accountId);
    const ids = earlier.map(({ id }) => id);
    const known = new Set((await db.read((em) => itemsOf(em, reader, ids))).map(pieceKey));
    const pieces = piecesOf(await this.#gather(claim, reader), pack);
    return toItems(pieces, pack, newId, (item) => !known.has(pieceKey(item)));
  }

  async #gather(claim: Claim, reader: Viewer): Promise<Gathered> {
    const { db, graph } = this.#deps;
    if (!graph) throw new AppError('UNAVAILABLE', 'Evidence is gathered by the running server.');
    const messages = await db.read((em) => messagesOf(em, reader, [claim.id]));
    const contractId = await db.read((em) => contractOf(em, reader, claim));
    const variables = { shipment: claim.shipmentId, contract: contractId };
    const text = contractId ? SHIPMENT_AND_CONTRACT_FACTS : SHIPMENT_FACTS;
    const { shipment, contract } = await graph.execute<{
      shipment: ShipmentFacts | null;
      contract?: ContractFacts | null;
    }>(text, variables, reader);
    if (!shipment) throw new Error(`the shipment ${claim.shipmentId} of a claim is gone`);
    const ids = [...new Set(messages.flatMap(({ attachments }) => attachments.map(({ fileId }) => fileId)))];
    const files =
      ids.length > 0 ? await graph.execute<{ storedFiles: FileFacts[] }>(FILE_FACTS, { ids }, reader) : null;
    return { claim, shipment, contract: contract ?? null, messages, files: files?.storedFiles ?? [] };
  }

  async #freeze(
    em: EntityManager,
    claim: Claim,
    { pack, items, previous }: { pack: EvidencePack; items: readonly HeldItem[]; previous: EvidencePack | null },
  ): Promise<void> {
    const at = this.#deps.now();
    const end = await lockChain(em, pack.accountId, 'ACCOUNT');
    const gathered: EvidencePack = {
      ...pack,
      state: 'FROZEN',
      frozenAt: at,
      previousManifestSha256: previous?.manifestSha256 ?? null,
      auditPreviousSha256: end.sha256,
      auditSeq: end.seq + 1,
      itemCount: items.length,
      sizeBytes: items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
    const manifest = manifestText(manifestOf(gathered, items));
    const manifestSha256 = sha256Hex(manifest);
    await freezePack(em, { ...gathered, manifestSha256 }, { items, manifest });
    const { accountId } = pack;
    const content: FrozenContent = {
      ...{ packId: pack.id, packNumber: pack.number, manifestSha256, itemCount: items.length },
    };
    const what = { action: 'evidence.frozen', subject: pack.id, content: { ...content } };
    const record = await appendRecord(em, end, { accountId, book: 'ACCOUNT', at, actor: 'Quayside', ...what });
    const data: ClaimFacts & EvidenceFrozen = {
      ...{ kind: 'CLAIM', id: claim.id, number: claim.number, accountId, shipmentId: claim.shipmentId },
      ...{ state: claim.state, ownerId: claim.ownerId, packId: pack.id, packNumber: pack.number, manifestSha256 },
      auditSha256: record.sha256,
    };
    const about = { type: EVIDENCE_FROZEN, accountId, subject: claim.id, seq: claim.version, at };
    await appendEvents(em, [{ ...about, correlationId: newId(), data }]);
  }
}

/** The contract that the shipment ran under, by the same rule that decided the legs of the claim. */
async function contractOf(em: EntityManager, reader: Viewer, claim: Claim): Promise<string | null> {
  const entry = await findShipment(em, reader, claim.shipmentId);
  return entry ? (termsFor(entry, await termsOf(em, entry.accountId))?.contractId ?? null) : null;
}
