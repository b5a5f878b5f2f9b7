import { isDuplicateKey } from '@quayside/shared/db/database';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Claim } from '../claim/claim.ts';
import { claims } from '../claim/store.ts';
import type { ItemChange } from '../item/commands.ts';
import { wasSent } from '../item/item.ts';
import { mayTakePart } from '../item/policy.ts';
import type { Assembler } from './assembler.ts';
import type { EvidencePack } from './evidence.ts';
import { insertPack, packsOf } from './store.ts';
import { evidencePackTable } from './table.ts';

const product = systemViewer('Evidence');

/**
 * What a change of a claim leaves behind, in its own transaction: at filing the pack that is to be gathered, and a
 * supplement for papers that come later.
 */
export async function keepEvidence(
  ctx: CommandContext,
  em: EntityManager,
  { item: claim, verb, message }: ItemChange<Claim>,
): Promise<void> {
  // Nobody has received a draft: it is kept as evidence of nothing.
  if (!wasSent(claim)) return;
  const internal = message?.internal ?? false;
  if (verb === 'opened' || (await isDraftNoMore(em, claim, verb))) await insertPack(em, newPack(claim, 0, ctx.now()));
  else if (message && message.attachments.length > 0 && !internal) await openSupplement(em, claim.id, ctx.now());
}

const isDraftNoMore = async (em: EntityManager, { id, state }: Claim, verb: string): Promise<boolean> =>
  verb === 'state-changed' && state === 'FILED' && (await packsOf(em, product, [id])).length === 0;

const newPack = (
  claim: { id: string; number: string; accountId: string; shipmentId: string },
  number: number,
  asOf: number,
): EvidencePack => ({
  ...{ id: newId(), claimId: claim.id, claimNumber: claim.number, accountId: claim.accountId },
  ...{ shipmentId: claim.shipmentId, number, state: 'ASSEMBLING', asOf, frozenAt: null, previousManifestSha256: null },
  ...{ auditPreviousSha256: null, manifestSha256: null, auditSeq: null, itemCount: 0, sizeBytes: 0, version: 1 },
});

const TRIES = 3;

/** A further pack for what has come since; one that still gathers takes it along. */
export async function openSupplement(em: EntityManager, claimId: string, asOf: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openOrExtend(em, claimId, asOf);
    } catch (error) {
      // Somebody else has opened the same pack, or frozen the one that waited: what is true now decides.
      const raced = isDuplicateKey(error) || (error instanceof AppError && error.code === 'CONFLICT');
      if (!raced || attempt === TRIES) throw error;
    }
  }
}

async function openOrExtend(em: EntityManager, claimId: string, asOf: number): Promise<void> {
  const last = (await packsOf(em, product, [claimId])).at(-1);
  // A claim from before evidence was kept has nothing that a supplement could hold on to.
  if (!last) return;
  if (last.state === 'FROZEN' || last.number === 0) {
    const claim = { id: claimId, number: last.claimNumber, accountId: last.accountId, shipmentId: last.shipmentId };
    await insertPack(em, newPack(claim, last.number + 1, asOf));
    return;
  }
  if (last.asOf < asOf) await guardedUpdate(em, evidencePackTable, last, { asOf });
}

/** Gathers now what has come since the last pack; the account's people and the staff may ask for it. */
export async function supplementEvidence(
  ctx: CommandContext & { readonly assembler: Assembler },
  claimId: string,
): Promise<Result<Claim>> {
  const claim = await ctx.db.read((em) => claims.find(em, ctx.viewer, claimId));
  if (!claim) throw notFound('The claim');
  if (!mayTakePart(ctx.viewer)) throw forbidden('add evidence');
  const packs = await ctx.db.read((em) => packsOf(em, ctx.viewer, [claimId]));
  const field = 'claimId';
  if (packs.length === 0)
    return refuse('EVIDENCE_NOT_KEPT', `${claim.number} was filed before evidence was kept.`, { field });
  if (packs.some(({ state }) => state === 'ASSEMBLING')) return ok(claim);
  const asOf = ctx.now();
  if ((await ctx.assembler.newsOf(claim, packs, asOf)).length === 0) {
    const fix = 'Attach the document to the shipment, or the file to a message, first.';
    return refuse('EVIDENCE_NOTHING_NEW', 'Nothing has come since the last pack was frozen.', { field, fix });
  }
  await ctx.db.write((em) => openSupplement(em, claimId, asOf));
  return ok(claim);
}
