import type { EntityManager } from 'typeorm';
import { Like } from 'typeorm';
import type { Archive } from '../archive.ts';
import type { Acknowledgement, InterchangeReport } from '../check/report.ts';
import { interchangeTable, type MessageRow, messageTable } from '../message/table.ts';
import { recordOutgoing } from '../outbound/outgoing.ts';
import type { Partner } from '../partner/partner.ts';
import { answeredInterchange, numberAnswers } from './answers.ts';
import type { Fate } from './fate.ts';
import type { InterchangeFacts } from './inventory.ts';

/** One interchange with all that its acknowledgement depends on. */
export interface Acknowledging {
  readonly message: MessageRow;
  readonly partner: Partner | null;
  readonly report: InterchangeReport;
  readonly facts: InterchangeFacts;
  readonly fate: Fate;
  /** Its place in the file, from 1. */
  readonly place: number;
}

const subjectOf = (messageId: string, place: number): string => `${messageId}:ack:${place}:`;

/** Sends what an interchange is owed and gives its report with the acknowledgements that really went out. */
export async function sendAnswers(
  em: EntityManager,
  archive: Archive,
  about: Acknowledging,
  when: { at: number; correlationId: string },
): Promise<InterchangeReport> {
  const { partner, report, fate } = about;
  const unanswered = fate.kind === 'stranger' || fate.kind === 'quarantined' || report.standard !== 'X12';
  if (!partner || unanswered || (await answeredAsOriginal(em, about.message)))
    return { ...report, acknowledgements: [] };
  if (fate.kind === 'duplicate') return { ...report, acknowledgements: await sendAgain(em, archive, about, fate.of) };
  const sent = await sentBefore(em, archive, about.message.id, about.place);
  // A message that is processed again has been answered already.
  if (sent.length > 0) return { ...report, acknowledgements: sent.map(({ answer }) => answer) };
  const told: InterchangeReport = fate.kind === 'conflict' ? conflictOf(report) : report;
  return { ...told, acknowledgements: await sendNew(em, archive, { ...about, report: told }, partner, when) };
}

/** A mended copy of what was answered when it came: whoever sent it must not get a second answer. */
async function answeredAsOriginal(em: EntityManager, { copyOfId }: MessageRow): Promise<boolean> {
  if (copyOfId === null) return false;
  const messages = em.getRepository(messageTable);
  if (await messages.existsBy({ subject: Like(`${copyOfId}:ack:%`) })) return true;
  const original = await messages.findOneBy({ id: copyOfId });
  return original !== null && answeredAsOriginal(em, original);
}

/** TA1 025: nothing of it is looked at, so no group is answered. */
const conflictOf = (report: InterchangeReport): InterchangeReport => ({
  ...report,
  verdict: 'quarantined',
  ta1: { code: 'R', note: '025' },
  groups: [],
});

async function sendNew(
  em: EntityManager,
  archive: Archive,
  about: Acknowledging,
  partner: Partner,
  when: { at: number; correlationId: string },
): Promise<Acknowledgement[]> {
  const { message, report, facts, place } = about;
  const answers = await numberAnswers(em, partner, answeredInterchange(report, facts), when.at);
  for (const [index, answer] of answers.entries()) {
    const about = answer.group === null ? `interchange ${facts.control}` : `group ${answer.group}`;
    await recordOutgoing(
      em,
      archive,
      {
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
      },
      when,
    );
  }
  return answers.map(({ type, raw }) => ({ type, raw }));
}

/** The same bytes under the same numbers: whoever asks twice must not get two answers. */
async function sendAgain(
  em: EntityManager,
  archive: Archive,
  { facts }: Acknowledging,
  originalId: string,
): Promise<Acknowledgement[]> {
  const place = await placeOf(em, originalId, facts.control);
  const sent = await sentBefore(em, archive, originalId, place);
  for (const { id } of sent) await em.getRepository(messageTable).update({ id }, { writtenAt: null });
  return sent.map(({ answer }) => answer);
}

async function placeOf(em: EntityManager, messageId: string, control: string): Promise<number> {
  const row = await em.getRepository(interchangeTable).findOneBy({ messageId, control });
  return row?.place ?? 1;
}

async function sentBefore(
  em: EntityManager,
  archive: Archive,
  messageId: string,
  place: number,
): Promise<{ id: string; answer: Acknowledgement }[]> {
  const rows = await em.getRepository(messageTable).find({
    where: { subject: Like(`${subjectOf(messageId, place)}%`) },
    order: { id: 'ASC' },
  });
  return Promise.all(
    rows.map(async ({ id, sha256, setTypes }) => ({
      id,
      answer: {
        type: setTypes.trim() as Acknowledgement['type'],
        raw: (await archive.bytes(sha256)).toString('utf8'),
      },
    })),
  );
}
