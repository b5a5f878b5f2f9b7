import { DAY } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { textFault } from '../conversation/conversation.ts';
import type { Cause } from './report.ts';

/** CSAT: how content, 1 to 5. NPS: how likely to recommend us, 0 to 10. */
export type Measure = 'CSAT' | 'NPS';
export type Occasion = 'DELIVERY' | 'CASE' | 'CLAIM' | 'PERIOD';
export type AnswerChannel = 'TRACKING' | 'PORTAL' | 'EMAIL' | 'CALL' | 'QUESTIONNAIRE' | 'INTERVIEW';
/** Ways on which the staff hear answers and write them down. */
export const RECORDED: readonly AnswerChannel[] = ['CALL', 'QUESTIONNAIRE', 'INTERVIEW'];

/** What somebody said about one occasion; a later word within the window replaces it. */
export interface Answer {
  readonly id: string;
  readonly measure: Measure;
  readonly occasion: Occasion;
  /** The shipment, case or claim; the account for a period. */
  readonly subjectId: string;
  /** `2026-Q4` for a period, else empty. */
  readonly period: string;
  /** The member, `consignee`, or the name of who was asked. */
  readonly respondent: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly channel: AnswerChannel;
  readonly recordedBy: string;
  readonly score: number;
  readonly comment: string | null;
  /** As the respondent says. */
  readonly cause: Cause | null;
  /** What is known around it, that included: see `bitOf`. */
  readonly causes: number;
  /** The case that a bad answer has opened. */
  readonly followUpId: string | null;
  /** What was told to the respondent about what changed by it, and when. */
  readonly whatChanged: string | null;
  readonly changeToldAt: number | null;
  readonly firstAt: number;
  readonly at: number;
  readonly version: number;
}

/** So long an answer may be changed. */
export const WINDOW_MS = 14 * DAY;
const BOUNDS: Readonly<Record<Measure, readonly [number, number]>> = { CSAT: [1, 5], NPS: [0, 10] };
const LONGEST_NAME = 64;

/** What is wrong with the words of an answer, or null. */
export function answerFault({
  measure,
  occasion,
  score,
  comment,
  respondent,
}: Pick<Answer, 'measure' | 'occasion' | 'score' | 'comment' | 'respondent'>): Result<never> | null {
  const [least, most] = BOUNDS[measure];
  if ((measure === 'NPS') !== (occasion === 'PERIOD')) {
    return refuse('MEASURE_OCCASION', 'A period is asked for recommendation, everything else for satisfaction.', {
      field: 'measure',
    });
  }
  if (!Number.isInteger(score) || score < least || score > most) {
    return refuse('SCORE_RANGE', `A score is a whole number from ${least} to ${most}.`, {
      field: 'score',
      figures: { least, most },
    });
  }
  if (respondent.trim() === '' || respondent.length > LONGEST_NAME) {
    return refuse('RESPONDENT_MISSING', `Say in up to ${LONGEST_NAME} characters who was asked.`, {
      field: 'respondent',
    });
  }
  return textFault(comment ?? '', 'comment');
}

export const wasRecorded = ({ channel }: Pick<Answer, 'channel'>): boolean => RECORDED.includes(channel);

/**
 * The new word in the place of the old one, as long as that is open. What somebody said themselves is replaced by
 * themselves alone: the staff writes nobody's answer anew, whatever name it gives.
 */
export function changed(
  before: Answer,
  word: Pick<Answer, 'score' | 'comment' | 'cause' | 'channel'>,
  now: number,
): Result<Answer> {
  if (wasRecorded(before) !== wasRecorded(word)) {
    return refuse('ANSWER_OF_ANOTHER', 'Whoever bears this name has answered already, on another way.', {
      field: 'respondent',
      fix: 'Name the person who was asked.',
    });
  }
  return now > before.firstAt + WINDOW_MS
    ? refuse('ANSWER_FIXED', 'This answer was given more than 14 days ago and stands.', { field: 'score' })
    : ok({ ...before, score: word.score, comment: word.comment, cause: word.cause, at: now });
}

/** Who said it, for a person: who was asked, or the member; null for whoever holds a tracking link. */
export const respondentOf = (said: Pick<Answer, 'channel' | 'respondent' | 'recordedBy'>): string | null =>
  said.channel === 'TRACKING' ? null : wasRecorded(said) ? said.respondent : said.recordedBy;

/** Somebody has to call: CSAT 1 or 2, or a detractor. */
export const isBad = ({ measure, score }: Pick<Answer, 'measure' | 'score'>): boolean =>
  measure === 'CSAT' ? score <= 2 : score <= 6;

/** The quarter of an instant, UTC: `2026-Q4`. */
export function periodOf(at: number): string {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}
