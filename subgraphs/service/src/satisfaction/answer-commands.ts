import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { CaseChannel } from '../case/case.ts';
import { openFollowUp, replyToCase } from '../case/commands.ts';
import { causesAround } from '../cause/store.ts';
import { textFault } from '../conversation/conversation.ts';
import { findShipment } from '../directory/store.ts';
import {
  SATISFACTION_ANSWERED,
  SATISFACTION_CHANGE_TOLD,
  type SatisfactionAnswered,
  type SatisfactionChangeTold,
} from '../events.ts';
import { wasSent } from '../item/item.ts';
import { orFindTheFaster } from '../item/opened-once.ts';
import { findTarget } from '../item/opening.ts';
import { mayHandle, mayTakePart } from '../item/policy.ts';
import { findItem } from '../queue/store.ts';
import { type Answer, answerFault, changed, isBad, periodOf, RECORDED } from './answer.ts';
import { answerById, findAnswer, insertAnswer, replaceAnswer } from './answer-store.ts';
import { bitOf, causesIn } from './report.ts';

/** What is said, and about what. */
export interface AnswerInput extends Pick<Answer, 'measure' | 'occasion' | 'score' | 'comment' | 'cause'> {
  /** The shipment, case or claim; left out for a period. */
  readonly subjectId: string | null;
  /** For a period, which account; a customer's own by default. */
  readonly accountId: string | null;
  /** Staff only: on which way it was heard, and of whom. */
  readonly channel: Answer['channel'] | null;
  readonly respondent: string | null;
}

type Subject = Pick<Answer, 'subjectId' | 'accountId' | 'shipmentId'>;

/**
 * A customer's own answer in the portal, or one that the staff heard in a call, a questionnaire or an interview. One for
 * each respondent and occasion; a second one within fourteen days replaces it.
 */
export async function answerSatisfaction(
  ctx: CommandContext,
  input: AnswerInput,
  own: 'PORTAL' | 'EMAIL' = 'PORTAL',
): Promise<Result<Answer>> {
  if (!mayTakePart(ctx.viewer)) throw forbidden('answer this');
  const staff = isStaff(ctx.viewer);
  const channel = staff ? input.channel : own;
  if (channel === null || (staff && !RECORDED.includes(channel))) {
    return refuse('CHANNEL_MISSING', 'Say whether it was a call, a questionnaire or an interview.', {
      field: 'channel',
    });
  }
  const respondent = staff ? (input.respondent ?? '').trim() : ctx.viewer.id;
  const fault = answerFault({ ...input, respondent });
  if (fault) return fault;
  return orFindTheFaster(() =>
    ctx.db.write(async (em) => {
      const subject = await subjectOf(ctx, em, input);
      return subject.ok ? keepAnswer(ctx, em, { ...input, ...subject.value, channel, respondent }) : subject;
    }),
  );
}

async function subjectOf(ctx: CommandContext, em: EntityManager, input: AnswerInput): Promise<Result<Subject>> {
  const { occasion, subjectId, accountId } = input;
  if (occasion === 'PERIOD') {
    const target = await findTarget(ctx, em, { accountId });
    if (!target.ok) return target;
    return ok({ subjectId: target.value.accountId, accountId: target.value.accountId, shipmentId: null });
  }
  if (occasion === 'DELIVERY') {
    const shipment = await findShipment(em, ctx.viewer, subjectId ?? '');
    if (!shipment) throw notFound('The shipment');
    if (shipment.deliveredAt === null) return refuse('NOT_DELIVERED', 'A delivery is rated when it has arrived.');
    return ok({ subjectId: shipment.shipmentId, accountId: shipment.accountId, shipmentId: shipment.shipmentId });
  }
  const item = await findItem(em, ctx.viewer, subjectId ?? '');
  if (!item || item.kind !== occasion) throw notFound(occasion === 'CASE' ? 'The case' : 'The claim');
  // A draft is in nobody's hands yet, and has no end.
  if (item.closedAt === null || !wasSent(item))
    return refuse('NOT_FINISHED', `${item.number} is rated when it is finished.`);
  return ok({ subjectId: item.id, accountId: item.accountId, shipmentId: item.shipmentId });
}

/** What is kept of an answer, whoever gave it. */
export type Said = Pick<
  Answer,
  | 'measure'
  | 'occasion'
  | 'subjectId'
  | 'accountId'
  | 'shipmentId'
  | 'channel'
  | 'respondent'
  | 'score'
  | 'comment'
  | 'cause'
>;

/** Keeps an answer with its event; a bad one opens a case that somebody owns, once. */
export async function keepAnswer(ctx: CommandContext, em: EntityManager, said: Said): Promise<Result<Answer>> {
  const now = ctx.now();
  const { measure, occasion, subjectId, accountId, shipmentId, channel, respondent, score, comment, cause } = said;
  const period = occasion === 'PERIOD' ? periodOf(now) : '';
  const before = await findAnswer(em, { occasion, subjectId, period, respondent });
  const word = { score, comment, cause };
  const fresh: Answer = {
    ...{ id: newId(), measure, occasion, subjectId, period, respondent, accountId, shipmentId, channel, ...word },
    ...{
      causes: 0,
      recordedBy: ctx.viewer.name,
      followUpId: null,
      whatChanged: null,
      changeToldAt: null,
      firstAt: now,
      at: now,
      version: 1,
    },
  };
  const next = before ? changed(before, { ...word, channel }, now) : ok(fresh);
  if (!next.ok) return next;
  const around = await causesAround(em, shipmentId ? [subjectId, shipmentId] : [subjectId]);
  const known = { ...next.value, causes: around | (cause ? bitOf(cause) : 0) };
  const followUpId = known.followUpId ?? (isBad(known) ? await followUp(ctx, known) : null);
  const answer = { ...known, followUpId };
  if (!before) await insertAnswer(em, answer);
  const kept = before ? await replaceAnswer(em, answer) : answer;
  const { correlationId } = ctx;
  const data: SatisfactionAnswered = {
    ...{ answerId: kept.id, measure, occasion, subjectId, accountId, shipmentId, score, channel, cause, followUpId },
  };
  const event = {
    type: SATISFACTION_ANSWERED,
    accountId,
    subject: kept.id,
    seq: kept.version,
    at: now,
    correlationId,
    data,
  };
  await appendEvents(em, [event]);
  return ok(kept);
}

/**
 * Tells whoever answered what changed by it: in the case that followed, and where they look at their answer. The last word
 * stands.
 */
export async function tellWhatChanged(ctx: CommandContext, id: string, text: string): Promise<Result<Answer>> {
  if (!mayHandle(ctx.viewer)) throw forbidden('tell customers what changed');
  const words = text.trim();
  if (words === '') {
    const fix = 'Say in a sentence or two what is done otherwise from now on.';
    return refuse('WHAT_CHANGED_MISSING', 'Nothing was said about what changed.', { field: 'text', fix });
  }
  const fault = textFault(words, 'text');
  if (fault) return fault;
  return ctx.db.write(async (em) => {
    const answer = await answerById(em, ctx.viewer, id);
    if (!answer) throw notFound('The answer');
    const kept = await replaceAnswer(em, { ...answer, whatChanged: words, changeToldAt: ctx.now() });
    const { accountId, shipmentId, followUpId } = kept;
    if (followUpId) await replyToCase(ctx, { id: followUpId, body: words, internal: false, attachments: [] });
    const data: SatisfactionChangeTold = { answerId: id, accountId, shipmentId, followUpId };
    const { correlationId } = ctx;
    const head = { type: SATISFACTION_CHANGE_TOLD, accountId, subject: id, seq: kept.version, at: ctx.now() };
    await appendEvents(em, [{ ...head, correlationId, data }]);
    return ok(kept);
  });
}

const CATEGORIES = { LATE: 'DELAY', DAMAGE: 'DAMAGE', SILENCE: 'COMMUNICATION', BILLING: 'BILLING' } as const;

/** The way of a conversation on which an answer came; who answers by themselves comes by a door. */
const WAYS: Partial<Record<Answer['channel'], CaseChannel>> = {
  ...{ EMAIL: 'EMAIL', CALL: 'PHONE', QUESTIONNAIRE: 'LETTER', INTERVIEW: 'VISIT' },
};

async function followUp(ctx: CommandContext, answer: Answer): Promise<string | null> {
  const { measure, score, comment, causes, shipmentId, accountId, id, channel, respondent } = answer;
  // As the respondent says, or the one thing that is known to have gone wrong; of several nobody knows which it was.
  const found = causesIn(causes);
  const cause = answer.cause ?? (found.length === 1 ? found[0] : undefined);
  const about = {
    ...(shipmentId ? { shipmentId } : { accountId }),
    subject: `Follow up: ${score} of ${measure === 'CSAT' ? 5 : 10}`,
    description: comment || 'Nothing was said beside the score. Call, and tell the customer here what changes.',
    category: cause ? CATEGORIES[cause] : ('OTHER' as const),
    idempotencyKey: `satisfaction-${id}`,
  };
  const words = comment ? { text: comment, way: WAYS[channel] ?? null, name: respondent } : null;
  const opened = await openFollowUp(ctx, about, words);
  return opened.ok ? opened.value.id : null;
}
