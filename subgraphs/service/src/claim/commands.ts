import { sha256Hex } from '@quayside/shared/canonical-json';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ClockBook } from '../clock/book.ts';
import { handOf, saveBook } from '../clock/clock-commands.ts';
import { type Attachment, attachmentsFault, textFault } from '../conversation/conversation.ts';
import { type ShipmentEntry, termsFor } from '../directory/directory.ts';
import { findAccount, findShipment, termsOf } from '../directory/store.ts';
import { atLeast } from '../directory/tier.ts';
import { changeItem } from '../item/commands.ts';
import { DRAFT_NUMBER } from '../item/item.ts';
import { newItem, openItem, type Target } from '../item/opening.ts';
import { mayTakePart } from '../item/policy.ts';
import { type Claim, EMPTY_DOSSIER, refuseMove, reserveFor } from './claim.ts';
import { CLAIMS, claimBook } from './claim-clock-commands.ts';
import { clocksAtFiling, dutyDueAt } from './clocks.ts';
import { toFiling } from './draft.ts';
import { type FiledOnceRow, rememberFiled } from './filed-once-store.ts';
import { draftFault, type Filing, filingFault, linesOf, neverTakenOver, totalOf } from './filing.ts';
import { lateFault, lateNotes } from './lateness.ts';
import { legsOf, limitFor } from './liability.ts';
import { duplicateFault, filingMark } from './overlap.ts';
import { papersFor } from './papers.ts';
import { claims } from './store.ts';

/** A claim as a member or key files it. */
export interface FileClaim extends Filing {
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

/** Files a claim and starts its clocks. The file number is given here, at receipt (49 CFR 370.5, 378.6). */
export async function fileClaim(ctx: CommandContext, input: FileClaim): Promise<Result<Claim>> {
  const fault = filingFault(input) ?? textFaults(input) ?? attachmentsFault(input.attachments);
  if (fault) return fault;
  let received: Received | null = null;
  return openItem(ctx, CLAIMS, input, {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    notes: () => received?.notes ?? [],
    build: async (em, target) => {
      const built = await receive(ctx, em, input, target, async () => newItem(ctx, em, 'CL', target));
      if (!built.ok) return built;
      received = built.value;
      return ok(received.claim);
    },
    also: async (em, claim) => {
      if (received) await keepReceived(ctx, em, received, claim);
    },
  });
}

/** What is written with a claim that was received. */
async function keepReceived(
  ctx: CommandContext,
  em: EntityManager,
  { book, filedOnce }: Received,
  claim: Claim,
): Promise<void> {
  await rememberFiled(em, filedOnce);
  await saveBook(handOf(ctx), em, book, claim, CLAIMS.kind);
}

const textFaults = ({ statement, lateReason }: Filing) =>
  textFault(statement, 'statement') ?? textFault(lateReason ?? '', 'lateReason');

export interface Received {
  readonly claim: Claim;
  readonly book: ClockBook;
  readonly notes: readonly string[];
  readonly filedOnce: FiledOnceRow;
}
type NewItem = Awaited<ReturnType<typeof newItem>>;
type FiledFor = Pick<Target, 'accountId' | 'accountName' | 'shipment'>;

/** What happens at receipt: the facts are looked up, the legs laid out, the clocks started, lateness is found. Writes nothing. */
export async function receive(
  ctx: CommandContext,
  em: EntityManager,
  filing: Filing,
  target: FiledFor,
  item: () => Promise<NewItem>,
): Promise<Result<Received>> {
  const { shipment } = target;
  if (!shipment || neverTakenOver(shipment)) {
    const fix = 'A load that nobody has taken over cannot be claimed for.';
    return refuse('CLAIM_NOTHING_CARRIED', 'The goods have never been handed over.', { field: 'shipmentId', fix });
  }
  const lines = linesOf(filing, newId);
  const others = await claims.ofShipments(em, ctx.viewer, [shipment.shipmentId]);
  const duplicate = duplicateFault(lines, others);
  if (duplicate) return duplicate;
  const terms = termsFor(shipment, await termsOf(em, target.accountId));
  const amount = totalOf(filing);
  const limit = limitFor(terms, lines, filing.currency);
  const claim: Claim = {
    ...(await item()),
    ...{ shipmentId: shipment.shipmentId, state: 'FILED', priority: atLeast('NORMAL', terms) },
    ...{ dueAt: ctx.now(), lines, amount },
    ...{ liabilityAsserted: true, statement: filing.statement, reference: filing.reference, offered: null },
    legs: legsFor(filing, shipment, terms, target),
    dossier: {
      ...dossierOf(filing),
      ...{ papers: papersFor(lines.map(({ cause }) => cause)), limit, reserve: reserveFor(amount, limit) },
    },
  };
  const book = await claimBook(ctx, em, claim);
  const start = shipment.deliveredAt ?? filing.expectedDeliveryAt;
  book.run(clocksAtFiling(claim, { start, filedAt: ctx.now(), terms }));
  const own = claim.legs[0]?.id ?? '';
  const late = lateFault(book.clocks, own, filing.lateReason);
  if (late) return late;
  const dueAt = dutyDueAt(claim, book.clocks, ctx.now()) ?? claim.dueAt;
  const { text, times } = filingMark(lines, others);
  const filedOnce = { id: `${shipment.shipmentId}:${sha256Hex(text)}:${times}`, claimId: claim.id };
  return ok({ claim: { ...claim, dueAt }, book, notes: lateNotes(book.clocks, own), filedOnce });
}

const legsFor = (
  { lines }: Filing,
  shipment: ShipmentEntry,
  terms: ReturnType<typeof termsFor>,
  { accountName, accountId }: FiledFor,
) =>
  legsOf({
    ...{ shipment, terms, newId, claimant: accountName ?? accountId },
    overcharge: lines.every(({ cause }) => cause === 'OVERCHARGE'),
  });

const dossierOf = ({ noticeGivenAt, expectedDeliveryAt, lateReason, source }: Filing): Claim['dossier'] => ({
  ...EMPTY_DOSSIER,
  ...{ noticeGivenAt, expectedDeliveryAt, lateReason, source },
});

/** Keeps what has been written so far; nothing is received, and nobody has to do anything yet. */
export async function draftClaim(ctx: CommandContext, input: FileClaim): Promise<Result<Claim>> {
  const fault = draftFault(input) ?? textFaults(input);
  if (fault) return fault;
  return openItem(ctx, CLAIMS, input, {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    build: async (em, target) =>
      target.shipment
        ? ok(
            written(input, { ...(await newItem(ctx, em, DRAFT_NUMBER, target)), closedAt: ctx.now() }, target.shipment),
          )
        : refuse('CLAIM_SHIPMENT_MISSING', 'A claim names the shipment.', { field: 'shipmentId' }),
  });
}

/** Writes on a draft. */
export async function changeClaimDraft(ctx: CommandContext, id: string, input: Filing): Promise<Result<Claim>> {
  const fault = draftFault(input) ?? textFaults(input);
  if (fault) return fault;
  return changeItem(ctx, CLAIMS, {
    ...{ id, may: mayTakePart, doing: 'write this draft', verb: 'state-changed' },
    rule: async (draft, em) => {
      if (draft.state !== 'DRAFT') return refuseMove(draft, 'DRAFT');
      const shipment = await findShipment(em, ctx.viewer, input.shipmentId);
      return shipment && shipment.accountId === draft.accountId
        ? ok(written(input, draft, shipment))
        : refuse('CLAIM_SHIPMENT_MISSING', 'A claim names the shipment.', { field: 'shipmentId' });
    },
  });
}

type Written = Omit<NewItem, 'closedAt'> & Pick<Claim, 'closedAt'>;

const written = (input: Filing, item: Written, shipment: ShipmentEntry): Claim => ({
  ...item,
  ...{ shipmentId: shipment.shipmentId, state: 'DRAFT', priority: 'NORMAL', dueAt: item.openedAt },
  ...{ lines: linesOf(input, newId), amount: totalOf(input), liabilityAsserted: input.liabilityAsserted },
  ...{ statement: input.statement, reference: input.reference, legs: [], offered: null, dossier: dossierOf(input) },
});

/** Files a draft: it becomes a claim, with a file number, and its clocks start now. */
export async function fileClaimDraft(ctx: CommandContext, id: string): Promise<Result<Claim>> {
  let received: Received | null = null;
  return changeItem(ctx, CLAIMS, {
    ...{ id, may: mayTakePart, doing: 'file this claim', verb: 'state-changed' },
    rule: async (draft, em) => {
      if (draft.state !== 'DRAFT') return refuseMove(draft, 'FILED');
      const filing = toFiling(draft);
      const fault = filingFault(filing);
      if (fault) return fault;
      const shipment = await findShipment(em, ctx.viewer, draft.shipmentId);
      const { accountId } = draft;
      const accountName = (await findAccount(em, accountId))?.name ?? null;
      const built = await receive(ctx, em, filing, { accountId, accountName, shipment }, async () => ({
        ...draft,
        number: numbered('CL', await nextNumber(em, 'CL')),
        openedAt: ctx.now(),
        closedAt: null,
      }));
      if (!built.ok) return built;
      received = built.value;
      return ok(received.claim);
    },
    also: async (em, claim) => {
      if (received) await keepReceived(ctx, em, received, claim);
    },
  });
}
