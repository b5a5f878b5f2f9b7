import { oneOf } from '@quayside/shared/db/predicate';
import { type EntityManager, In } from 'typeorm';
import type { Archive } from '../archive.ts';
import type { Acknowledgement, InterchangeReport } from '../check/report.ts';
import { loadMessage, readMessages } from '../message/ledger.ts';
import { interchangeTable, type MessageRow, messageTable } from '../message/table.ts';
import type { Outgoing } from '../outbound/outgoing.ts';
import type { Partner } from '../partner/partner.ts';
import type { NumberedAnswer } from './answers.ts';
import type { Fate } from './fate.ts';
import type { InterchangeFacts } from './inventory.ts';

/** One interchange with all that its acknowledgement depends on. */
export interface Acknowledging {
  readonly message: MessageRow;
  readonly report: InterchangeReport;
  readonly facts: InterchangeFacts;
  readonly fate: Fate;
  /** Its place in the file, from 1. */
  readonly place: number;
}

/** What an interchange is owed, and its report as its sender is told. */
export type Owed =
  | { readonly kind: 'nothing'; readonly report: InterchangeReport }
  /** It has been answered: those answers count, and go out again where they were asked for again. */
  | {
      readonly kind: 'sent';
      readonly report: InterchangeReport;
      readonly answers: readonly SentAnswer[];
      readonly again: boolean;
    }
  | { readonly kind: 'new'; readonly report: InterchangeReport };

/** An acknowledgement that went out before. */
export interface SentAnswer {
  readonly messageId: string;
  readonly answer: Acknowledgement;
}

const subjectOf = (messageId: string, place: number): string => `${messageId}:ack:${place}:`;

/** What is owed for interchanges of one partner. A message that is processed again has been answered already. */
export async function owedFor(
  em: EntityManager,
  archive: Archive,
  interchanges: readonly Acknowledging[],
): Promise<Owed[]> {
  const before = await answersTo(
    em,
    interchanges.map(({ message }) => message.id),
  );
  const owed: Owed[] = [];
  for (const about of interchanges) {
    const { report, fate, message, place } = about;
    const unanswered = fate.kind === 'stranger' || fate.kind === 'quarantined' || report.standard !== 'X12';
    const again = fate.kind === 'duplicate';
    const sent = again
      ? await answersToOriginal(em, about, fate.of)
      : before.filter(({ subject }) => subject?.startsWith(subjectOf(message.id, place)));
    if (unanswered || (await answeredAsOriginal(em, message)))
      owed.push({ kind: 'nothing', report: { ...report, acknowledgements: [] } });
    else if (again || sent.length > 0) owed.push(await asSent(archive, report, sent, again));
    else owed.push({ kind: 'new', report: fate.kind === 'conflict' ? conflictOf(report) : report });
  }
  return owed;
}

/** A mended copy of what was answered when it came: whoever sent it must not get a second answer. */
async function answeredAsOriginal(em: EntityManager, { copyOfId }: MessageRow): Promise<boolean> {
  if (copyOfId === null) return false;
  if ((await answersTo(em, [copyOfId])).length > 0) return true;
  const original = await loadMessage(em, copyOfId);
  return original !== null && answeredAsOriginal(em, original);
}

/** TA1 025: nothing of it is looked at, so no group is answered. */
const conflictOf = (report: InterchangeReport): InterchangeReport => ({
  ...report,
  verdict: 'quarantined',
  ta1: { code: 'R', note: '025' },
  groups: [],
});

async function asSent(
  archive: Archive,
  report: InterchangeReport,
  rows: readonly MessageRow[],
  again: boolean,
): Promise<Owed> {
  const answers = await Promise.all(
    rows.map(async ({ id, sha256, setTypes }): Promise<SentAnswer> => {
      const raw = (await archive.bytes(sha256)).toString('utf8');
      return { messageId: id, answer: { type: setTypes.trim() as Acknowledgement['type'], raw } };
    }),
  );
  const told = { ...report, acknowledgements: answers.map(({ answer }) => answer) };
  return { kind: 'sent', report: told, answers, again };
}

/** New answers as messages that are ready to go, in the order of their numbers. */
export const outgoingAnswers = (
  partner: Partner,
  { message, facts, place }: Acknowledging,
  report: InterchangeReport,
  answers: readonly NumberedAnswer[],
): Outgoing[] =>
  answers.map((answer, index) => {
    const about = answer.group === null ? `interchange ${facts.control}` : `group ${answer.group}`;
    return {
      partner,
      type: answer.type,
      raw: answer.raw,
      control: String(answer.interchangeControl).padStart(9, '0'),
      functionalId: answer.groupControl === null ? null : 'FA',
      groupControl: answer.groupControl === null ? null : String(answer.groupControl),
      summary: `${answer.type} for ${about}: ${report.verdict.replaceAll('_', ' ')}`,
      relatesToId: message.id,
      // By place, because a faulty sender may use one group number twice.
      subject: `${subjectOf(message.id, place)}${index + 1}`,
    };
  });

/** The same bytes under the same numbers: whoever asks twice must not get two answers. */
export async function sendAgain(em: EntityManager, answers: readonly SentAnswer[]): Promise<void> {
  const ids = answers.map(({ messageId }) => messageId);
  if (ids.length > 0) await em.getRepository(messageTable).update({ id: In(ids) }, { writtenAt: null });
}

async function answersToOriginal(em: EntityManager, { facts }: Acknowledging, messageId: string) {
  const row = await em.getRepository(interchangeTable).findOneBy({ messageId, control: facts.control });
  const subject = subjectOf(messageId, row?.place ?? 1);
  return (await answersTo(em, [messageId])).filter((sent) => sent.subject?.startsWith(subject));
}

/** Everything that answers messages is related to them, and an index knows it; of that, the acknowledgements. */
async function answersTo(em: EntityManager, messageIds: readonly string[]): Promise<MessageRow[]> {
  const related = await readMessages(em, oneOf('t.relates_to_id', 'ids', messageIds), 'ORDER BY t.id');
  return related.filter(({ subject, relatesToId }) => subject?.startsWith(`${relatesToId}:ack:`));
}
