import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { type MemberEntry, viewerOfMember } from '../directory/member.ts';
import { findMemberEntries } from '../directory/store.ts';
import type { Notification } from '../notification/notification.ts';
import { findItem } from '../queue/store.ts';
import { type Answer, periodOf } from '../satisfaction/answer.ts';
import { type AnswerInput, answerSatisfaction } from '../satisfaction/answer-commands.ts';
import { findAnswer } from '../satisfaction/answer-store.ts';
import { INVITED_MS, occasionOf, type RateInvite } from './invite.ts';
import { findInvite, insertInvite } from './store.ts';
import { hashInvite, isInviteToken, newInviteToken } from './token.ts';

/**
 * A token by which a reader says with one tap how content they are, where news of something finished go to a customer.
 * @returns null where there is nothing to ask, or the reader may not answer.
 */
export async function inviteToRate(
  em: EntityManager,
  notification: Notification,
  reader: MemberEntry,
  now: number,
): Promise<string | null> {
  const { topic, subjectKind, subjectId, accountId, number } = notification;
  if (reader.accountId === null || !reader.scopes.includes('write')) return null;
  const item = topic === 'ITEM_STATE_CHANGED' ? await findItem(em, viewerOfMember(reader), subjectId) : null;
  const finished = item !== null && item.closedAt !== null;
  const occasion = occasionOf({ topic, subjectKind, finished });
  if (!occasion) return null;
  const token = newInviteToken();
  const { memberId } = reader;
  const invite = { memberId, occasion, subjectId, accountId, number, expiresAt: now + INVITED_MS };
  await insertInvite(em, { ...invite, tokenHash: hashInvite(token) }, now);
  return token;
}

/** What a token asks, with the language of who was asked; null for one that ended or never was: nobody learns which. */
export async function invitedBy(
  em: EntityManager,
  token: string,
  now: number,
): Promise<{ readonly invite: RateInvite; readonly member: MemberEntry } | null> {
  const invite = isInviteToken(token) ? await findInvite(em, hashInvite(token), now) : null;
  const [member] = invite ? await findMemberEntries(em, [invite.memberId]) : [];
  return invite && member?.active ? { invite, member } : null;
}

/** Keeps what the holder of a token says, in the name of who was asked and by the rules for their answers. */
export async function rateByMail(
  ctx: CommandContext,
  { token, score, comment }: { readonly token: string; readonly score: number; readonly comment: string | null },
): Promise<Result<Answer>> {
  return sayAsInvited(ctx, token, ({ occasion, subjectId }) => ({
    ...{ measure: 'CSAT', occasion, subjectId, accountId: null, score, comment },
  }));
}

/** Keeps whether whoever was asked would recommend us, in this quarter. */
export const recommendByMail = (ctx: CommandContext, token: string, score: number): Promise<Result<Answer>> =>
  sayAsInvited(ctx, token, ({ accountId }) => ({
    ...{ measure: 'NPS', occasion: 'PERIOD', subjectId: null, accountId, score, comment: null },
  }));

async function sayAsInvited(
  ctx: CommandContext,
  token: string,
  said: (invite: RateInvite) => Omit<AnswerInput, 'cause' | 'channel' | 'respondent'>,
): Promise<Result<Answer>> {
  const invited = await ctx.db.read((em) => invitedBy(em, token, ctx.now()));
  if (!invited) {
    return refuse('INVITE_ENDED', 'This link has ended or was never given.', {
      field: 'token',
      fix: 'Sign in to the portal and rate it there.',
    });
  }
  const viewer = viewerOfMember(invited.member);
  const input = { ...said(invited.invite), cause: null, channel: null, respondent: null };
  return answerSatisfaction({ ...ctx, viewer }, input, 'EMAIL');
}

/** True when whoever was asked has not said yet in this quarter whether they would recommend us. */
export const recommends = async (
  em: EntityManager,
  { accountId, memberId }: Pick<RateInvite, 'accountId' | 'memberId'>,
  now: number,
): Promise<boolean> =>
  (await findAnswer(em, {
    ...{ occasion: 'PERIOD', subjectId: accountId, period: periodOf(now), respondent: memberId },
  })) === null;
