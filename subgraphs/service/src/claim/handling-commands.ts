import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ClockAction } from '../clock/book.ts';
import { type Turning, turning, turningFault } from '../clock/turning.ts';
import { type Attachment, textFault } from '../conversation/conversation.ts';
import { mayHandle, mayTakePart } from '../item/policy.ts';
import { type Claim, legOf, type PaperKind } from './claim.ts';
import { changeClaim, claimBook } from './claim-clock-commands.ts';
import { clocksAtCarrier } from './clocks.ts';
import { addPaper, askForPapers, missingPapers } from './papers.ts';
import { mayDecide } from './policy.ts';
import { carrierAnswered, carrierPaidPart, claimFromCarrier } from './settlement.ts';
import type { ClaimState } from './transitions.ts';

/** What is done to all clocks by which we owe the claimant an answer. Whether they wait, their regime says. */
const duties = (claim: Claim, change: 'PAUSED' | 'RESUMED'): ClockAction[] => {
  const legId = legOf(claim, 'CUSTOMER_TO_3PL')?.id ?? null;
  const waiting = change === 'RESUMED' ? ({ pausedFor: 'PAPERS_WANTED' } as const) : {};
  return [{ do: change, legId, kinds: ['ACKNOWLEDGE', 'DECIDE'], reason: 'PAPERS_WANTED', ...waiting }];
};

/** Sends one of the papers that prove the claim; the last one that was missing sets a waiting clock going. */
export const addClaimPaper = (
  ctx: CommandContext,
  { id, kind, attachments }: { id: string; kind: PaperKind; attachments: readonly Attachment[] },
): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayTakePart, doing: 'add a paper', verb: 'replied' },
    rule: (claim) => addPaper(claim, kind, attachments),
    clocks: (claim) => (missingPapers(claim).length === 0 ? duties(claim, 'RESUMED') : []),
    message: { body: '', internal: false, attachments },
  });

/** Asks the claimant for papers, in writing. */
export const askForClaimPapers = (
  ctx: CommandContext,
  { id, kinds, note }: { id: string; kinds: readonly PaperKind[]; note: string },
): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayHandle, doing: 'ask for papers', verb: 'state-changed' },
    rule: (claim) =>
      (note.trim() ? null : refuse('REASON_MISSING', 'Say what for.', { field: 'note' })) ??
      textFault(note, 'note') ??
      askForPapers(claim, kinds),
    clocks: (claim) => duties(claim, 'PAUSED'),
    message: { body: note, internal: false, attachments: [] },
  });

/** Lets one clock stand still, for a reason that its regime knows; or sets it going again. */
export const turnClaimClock = (
  ctx: CommandContext,
  { id, ...turn }: Turning & { readonly id: string },
): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayDecide, doing: 'stop or start a clock', verb: 'state-changed' },
    rule: async (claim, em) => turningFault(await claimBook(ctx, em, claim), turn) ?? ok(claim),
    clocks: (_claim, _before, book) => turning(book, turn),
  });

/** Turns to the carrier for what we may owe the customer (subrogation); told among the staff only. */
export const claimAgainstCarrier = (
  ctx: CommandContext,
  { id, reference }: { id: string; reference: string | null },
): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    ...{ id, may: mayHandle, doing: 'claim from the carrier', verb: 'state-changed' },
    rule: (claim) => claimFromCarrier(claim, reference),
    clocks: (claim) => {
      const leg = legOf(claim, 'THREE_PL_TO_CARRIER');
      return leg ? clocksAtCarrier(leg, ctx.now()) : [];
    },
    message: { body: `Carrier: claimed. ${reference ?? ''}`.trim(), internal: true, attachments: [] },
  });

/** What the carrier did, and for how much. */
export interface CarrierAnswer {
  readonly id: string;
  readonly state: ClaimState;
  readonly amountMinor: number | null;
  readonly note: string;
  /** The number that the carrier gives our claim; null keeps the one that is known. */
  readonly reference: string | null;
  /** Number of the cheque or transfer by which a part was paid, and the rest stays open; null where it is no part. */
  readonly partPayment: string | null;
  readonly idempotencyKey?: string | null | undefined;
}

/** Our own claim against the carrier; told among the staff only. */
export const recordCarrierAnswer = (ctx: CommandContext, answer: CarrierAnswer): Promise<Result<Claim>> =>
  changeClaim(ctx, {
    id: answer.id,
    may: mayDecide,
    doing: 'record what the carrier answered',
    verb: 'state-changed',
    once: answer.idempotencyKey,
    rule: (claim) =>
      textFault(answer.note, 'note') ??
      (answer.partPayment === null
        ? carrierAnswered(claim, answer)
        : carrierPaidPart(claim, { ...answer, payment: answer.partPayment }, ctx.now())),
    message: {
      body: `Carrier: ${answer.partPayment === null ? answer.state : 'part payment'}. ${answer.note}`.trim(),
      internal: true,
      attachments: [],
    },
  });
