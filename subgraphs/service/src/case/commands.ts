import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ClockAction, ClockBook } from '../clock/book.ts';
import { HOUSE_CALENDAR } from '../clock/calendar.ts';
import { handOf, openBook, saveBook } from '../clock/clock-commands.ts';
import { type Turning, turning, turningFault } from '../clock/turning.ts';
import { type Attachment, attachmentsFault, messageFault } from '../conversation/conversation.ts';
import { termsFor } from '../directory/directory.ts';
import { isInvoiceOf, termsOf } from '../directory/store.ts';
import { atLeast } from '../directory/tier.ts';
import type { CaseFacts, ServiceFacts } from '../events.ts';
import { changeItem, type ItemKind, type Step } from '../item/commands.ts';
import { firstAsked, type Priority } from '../item/item.ts';
import { newItem, type Opening, openForTarget, openItem, type TargetInput } from '../item/opening.ts';
import { mayHandle, mayTakePart, staffMemberId } from '../item/policy.ts';
import { handOverTo } from '../item/references.ts';
import type { Reply } from '../item/reply.ts';
import type { FirstWords } from '../item/said.ts';
import {
  type Case,
  type CaseCategory,
  type CaseChannel,
  type CaseKind,
  type CaseMove,
  type CaseParty,
  type CaseSeverity,
  checkCase,
  followUp,
  move,
  reply,
} from './case.ts';
import { clocksAfter, clocksAtOpening, resolveBy } from './clocks.ts';
import { mayMove, mayTurnClock } from './policy.ts';
import { cases } from './store.ts';

/** Cases, as the shared steps know them. */
export const CASES: ItemKind<Case> = {
  kind: 'CASE',
  what: 'The case',
  eventPrefix: 'case',
  store: cases,
  title: (item) => item.subject,
  words: ({ description, channel, party, partyName }) => ({ text: description, way: channel, party, name: partyName }),
  told: ({ resolution, decision, solved, followThrough }) => ({
    ...{ resolution, decision, followThrough },
    outcome: solved === null ? null : solved ? 'SOLVED' : 'NOT_SOLVED',
  }),
  facts: ({ kind, category }): Omit<CaseFacts, keyof ServiceFacts> => ({ caseKind: kind, category }),
};

/** A case as a member or key opens it. */
export interface OpenCase extends TargetInput {
  readonly kind: CaseKind;
  readonly category: CaseCategory;
  readonly subject: string;
  readonly description: string;
  readonly priority: Priority;
  readonly severity: CaseSeverity;
  /** How it reached us, where one of the staff writes for somebody else. */
  readonly channel?: CaseChannel | null | undefined;
  readonly party?: CaseParty | null | undefined;
  readonly partyName?: string | null | undefined;
  readonly contractId?: string | null | undefined;
  readonly invoiceId?: string | null | undefined;
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

/** Opens a case for a shipment or an account; the account manager owns it, or the staff member who was asked. */
export const openCase = (ctx: CommandContext, input: OpenCase): Promise<Result<Case>> =>
  openItem(ctx, CASES, input, caseOpening(ctx, input));

/** As `openCase`, for what the product opens by itself. */
export const openCaseFor = (ctx: CommandContext, input: TargetInput, opening: Opening<Case>): Promise<Result<Case>> =>
  openForTarget(ctx, CASES, input, opening);

/** A case that an answer asks for: whoever answers for the account, or who heard it, owns it. The caller has checked who may. */
export const openFollowUp = (
  ctx: CommandContext,
  about: TargetInput & Pick<OpenCase, 'subject' | 'description' | 'category' | 'idempotencyKey'>,
  words: FirstWords | null,
): Promise<Result<Case>> => {
  const input = { ...about, kind: 'COMPLAINT', severity: 'MODERATE', priority: 'HIGH', attachments: [] } as const;
  return openForTarget(ctx, CASES, about, { ...caseOpening(ctx, input), words });
};

const caseBook = (ctx: CommandContext, em: EntityManager, { id: itemId, accountId }: Case): Promise<ClockBook> =>
  openBook(handOf(ctx), em, { itemKind: CASES.kind, itemId, accountId }, [HOUSE_CALENDAR.party]);

/** How a case is opened with its clocks, for whoever may. */
export function caseOpening(ctx: CommandContext, input: OpenCase): Opening<Case> {
  let book: ClockBook | null = null;
  return {
    idempotencyKey: input.idempotencyKey,
    attachments: input.attachments,
    build: async (em, target) => {
      const { kind, category, subject, description, priority } = input;
      const fault = attachmentsFault(input.attachments);
      if (fault) return fault;
      const known = await termsOf(em, target.accountId);
      if (input.contractId && !known.some((one) => one.contractId === input.contractId)) {
        return refuse('CONTRACT_UNKNOWN', 'The account has no such contract.', { field: 'contractId' });
      }
      const invoiceId = input.invoiceId ?? null;
      // What the product opens by itself can be ahead of the news of the invoice.
      if (invoiceId && ctx.viewer.kind !== 'system' && !(await isInvoiceOf(em, target.accountId, invoiceId))) {
        return refuse('INVOICE_UNKNOWN', 'The account has no such invoice.', { field: 'invoiceId' });
      }
      const contractId = input.contractId ?? target.shipment?.contractId ?? null;
      const terms = termsFor({ contractId }, known);
      const checked = checkCase({
        ...(await newItem(ctx, em, 'CS', target)),
        ...{ kind, category, subject, description, contractId, invoiceId, priority: atLeast(priority, terms) },
        ...speaker(ctx, input),
        ...{ state: 'OPEN', dueAt: ctx.now(), resolution: null, decision: null, solved: null },
        ...{ followThrough: null, followedAt: null, answeredAt: null },
      });
      if (!checked.ok) return checked;
      book = await caseBook(ctx, em, checked.value);
      book.run(clocksAtOpening(checked.value, terms));
      return ok({ ...checked.value, dueAt: resolveBy(book.clocks, ctx.now()) ?? ctx.now() });
    },
    also: async (em, item) => {
      if (book) await saveBook(handOf(ctx), em, book, item, CASES.kind);
    },
  };
}

/** Who speaks and on which way. Only the staff writes down what came otherwise than through its own door. */
function speaker({ viewer }: CommandContext, input: OpenCase) {
  const { severity, party = null, partyName = null } = input;
  const own: CaseChannel = viewer.kind === 'link' ? 'TRACKING_PAGE' : viewer.kind === 'key' ? 'API' : 'PORTAL';
  const channel = (isStaff(viewer) || viewer.kind === 'system' ? input.channel : null) ?? own;
  return { severity, channel, party, partyName: partyName?.trim() || null };
}

/** A step of a case, with what it does to its clocks. */
export interface ClockedStep extends Omit<Step<Case>, 'also'> {
  /** True when one of the staff answers the customer, in words. */
  readonly answered?: boolean;
  /** What happens to the clocks besides. */
  readonly clocks?: (book: ClockBook) => readonly ClockAction[];
}

/** As `changeItem`, with the clocks of the case in the same transaction. */
export function changeCase(
  ctx: CommandContext,
  { answered = false, clocks, ...step }: ClockedStep,
  kind: ItemKind<Case> = CASES,
): Promise<Result<Case>> {
  let book: ClockBook | null = null;
  return changeItem(ctx, kind, {
    ...step,
    rule: async (before, em) => {
      const changed = await step.rule(before, em);
      if (!changed.ok) return changed;
      book = await caseBook(ctx, em, before);
      book.run(clocksAfter(before, changed.value, { by: sideOf(ctx), answered })).run(clocks?.(book) ?? []);
      return ok({ ...changed.value, dueAt: resolveBy(book.clocks, ctx.now()) ?? changed.value.dueAt });
    },
    also: async (em, item) => {
      if (book) await saveBook(handOf(ctx), em, book, item, CASES.kind);
    },
  });
}

const sideOf = ({ viewer }: CommandContext) => (isStaff(viewer) ? 'staff' : 'customer');

/** Lets a clock of the case stand still, for a reason that its rule knows; or sets it going again. */
export const turnCaseClock = (
  ctx: CommandContext,
  { id, ...turn }: Turning & { readonly id: string },
): Promise<Result<Case>> =>
  changeCase(ctx, {
    ...{ id, may: mayTurnClock, doing: 'stop or start a clock', verb: 'state-changed' },
    rule: async (item, em) => turningFault(await caseBook(ctx, em, item), turn) ?? ok(item),
    clocks: (book) => turning(book, turn),
  });

/** A reply as a step, which may move the case on. */
export function replyStep(ctx: CommandContext, { id, ...message }: Reply): ClockedStep {
  const by = sideOf(ctx);
  return {
    id,
    may: (viewer) => mayTakePart(viewer) && (by === 'staff' || !message.internal),
    doing: 'write this',
    verb: 'replied',
    rule: (item) =>
      messageFault(message) ?? reply(firstAsked(item, staffMemberId(ctx.viewer)), by, message.internal, ctx.now()),
    message,
    answered: by === 'staff' && !message.internal,
  };
}

/** Adds to the conversation. */
export const replyToCase = (ctx: CommandContext, message: Reply): Promise<Result<Case>> =>
  changeCase(ctx, replyStep(ctx, message));

/** Gives the case to another of the staff. */
export const assignCase = (ctx: CommandContext, id: string, ownerId: string): Promise<Result<Case>> =>
  changeCase(ctx, {
    id,
    may: mayHandle,
    doing: 'assign a case',
    verb: 'assigned',
    rule: (item, em) => handOverTo(em, item, ownerId),
  });

/** Moves the case; resolving needs what its kind asks for. */
export const changeCaseState = (ctx: CommandContext, id: string, to: CaseMove): Promise<Result<Case>> =>
  changeCase(ctx, {
    id,
    may: (viewer, item) => mayMove(viewer, item, to.state),
    doing: 'move this case',
    verb: 'state-changed',
    rule: (item) => move(firstAsked(item, staffMemberId(ctx.viewer)), to, ctx.now()),
  });

/** Writes down what has been done about an adopted suggestion; the customer reads it at the case. */
export const followCaseUp = (ctx: CommandContext, id: string, text: string): Promise<Result<Case>> =>
  changeCase(ctx, {
    id,
    may: mayHandle,
    doing: 'follow a suggestion through',
    verb: 'state-changed',
    rule: (item) => followUp(item, text, ctx.now()),
  });
