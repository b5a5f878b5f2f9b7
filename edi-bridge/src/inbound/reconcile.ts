import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { changeMessage } from '../message/ledger.ts';
import type { EdiFault } from '../message/message.ts';
import { type MessageRow, messageTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { type AnsweredFault, receivedAcknowledgement } from '../transactions/received-acknowledgement.ts';
import type { MapSegment } from '../transactions/segments.ts';
import { answerWords } from './answer-words.ts';
import { result, type SetResult } from './set-result.ts';

/** ISA and GS stand before the ST of the one set that a group of ours holds. */
const BEFORE_SET = 2;
const SETS_PER_GROUP = 1;

/** Matches a partner's 997 or 999 with the message of ours that it answers, by GS01 and GS06. */
export async function reconcile(
  em: EntityManager,
  partner: Partner,
  segments: readonly MapSegment[],
  message: { correlationId: string; at: number },
): Promise<SetResult> {
  const answer = receivedAcknowledgement(segments);
  if (!answer) return result('QUARANTINED', null, 'AK102 is empty: it is not known what is acknowledged.');
  const { functionalId, groupControl, verdict, received, faults, doubt } = answer;
  const name = `group ${functionalId} ${groupControl}`;
  const sent = await em.getRepository(messageTable).findOne({
    where: { direction: 'OUT', partnerId: partner.id, functionalId, groupControl },
    // Control numbers start again after nine nines: the youngest bearer of a number is meant.
    order: { id: 'DESC' },
  });
  if (!sent) return result('QUARANTINED', null, `We never sent the ${name} that is acknowledged here.`);
  if (received !== null && received > SETS_PER_GROUP)
    return result('QUARANTINED', groupControl, `AK903 says ${received} sets; the ${name} has ${SETS_PER_GROUP}.`);
  if (doubt) return result('QUARANTINED', groupControl, `${doubt} The ${name} waits for an answer that adds up.`);
  // A second acknowledgement changes nothing silently.
  if (sent.state !== 'SENT')
    return result('DONE', groupControl, `The ${name} was ${sent.state.toLowerCase()} already; nothing was changed.`);
  // Each group of ours holds one set, so a part of it that was refused is what we have to look at.
  const rejected = verdict !== 'A' && verdict !== 'E';
  const late = sent.ackState === 'OVERDUE' || sent.ackState === 'ESCALATED';
  await changeMessage(
    em,
    sent,
    {
      state: rejected ? 'REJECTED' : 'ACKNOWLEDGED',
      verdict: `AK9 ${verdict}`,
      errors: faults.map(toFault),
      ...answered(message),
    },
    message,
  );
  const notes = [rejected && `The partner rejected our ${name} (AK901 ${verdict}).`, late && 'It came late.'];
  return result('DONE', groupControl, notes.filter(Boolean).join(' ') || null);
}

const answered = ({ correlationId, at }: { correlationId: string; at: number }): Partial<MessageRow> => ({
  ackState: 'ANSWERED',
  answeredAt: at,
  answeredById: correlationId,
});

/** What the partner found, at its place in the text that we sent. */
const toFault = ({ code, position, segment, element, value }: AnsweredFault): EdiFault => ({
  code,
  message: answerWords(code, segment, element),
  fix: null,
  byte: null,
  line: null,
  segmentNumber: position === null ? null : position + BEFORE_SET,
  segment,
  element,
  value,
});

/** A partner's TA1 for an interchange of ours: only a rejection ends it, since the groups are still to be answered. */
export async function reconcileTa1(
  em: EntityManager,
  partner: Partner,
  elements: readonly string[],
  message: { correlationId: string; at: number },
): Promise<void> {
  const [, control = '', , , code = '', note = ''] = elements;
  const sent = await em.getRepository(messageTable).findOne({
    where: { direction: 'OUT', partnerId: partner.id, interchangeControl: control, setTypes: Not(' TA1 ') },
    order: { id: 'DESC' },
  });
  if (sent?.state !== 'SENT' || code !== 'R') return;
  await changeMessage(em, sent, { state: 'REJECTED', verdict: `TA1 ${code} ${note}`, ...answered(message) }, message);
}
