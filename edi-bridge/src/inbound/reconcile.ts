import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { changeMessage } from '../message/ledger.ts';
import type { EdiFault } from '../message/message.ts';
import { interchangeTable, type MessageRow, messageTable, setTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { noteRejection } from '../rejection/store.ts';
import {
  type AnsweredFault,
  type ReceivedAcknowledgement,
  receivedAcknowledgement,
} from '../transactions/received-acknowledgement.ts';
import type { MapSegment } from '../transactions/segments.ts';
import { answerWords } from './answer-words.ts';
import { isTest } from './fate.ts';
import type { InterchangeFacts } from './inventory.ts';
import { result, type SetResult } from './set-result.ts';

/** Each group of ours holds one set; ISA and GS stand before its ST. */
const SETS_IN_GROUP = 1;
const BEFORE_SET = 2;

interface Answering {
  readonly correlationId: string;
  readonly at: number;
}

/** Matches a partner's 997 or 999 with the message of ours that it answers, by GS01 and GS06. */
export async function reconcile(
  em: EntityManager,
  partner: Partner,
  segments: readonly MapSegment[],
  message: Answering,
): Promise<SetResult> {
  const answer = receivedAcknowledgement(segments);
  if (!answer) return result('QUARANTINED', null, 'AK102 is empty: it is not known what is acknowledged.');
  const { functionalId, groupControl } = answer;
  const name = `group ${functionalId} ${groupControl}`;
  // A test answers a test, and nothing else.
  const interchanges = await em.getRepository(interchangeTable).findBy({ messageId: message.correlationId });
  const test = interchanges.some((one) => one.test);
  if (test && interchanges.some((one) => !one.test))
    return result('HELD', groupControl, 'The file mixes tests with live traffic.');
  const sent = await em.getRepository(messageTable).findOne({
    where: { direction: 'OUT', partnerId: partner.id, functionalId, groupControl, test },
    // Control numbers start again after nine nines: the youngest bearer of a number is meant.
    order: { id: 'DESC' },
  });
  if (!sent) return result('QUARANTINED', null, `We never sent the ${name} that is acknowledged here.`);
  const doubt = answer.doubt ?? (await doubtAbout(em, sent, answer));
  if (doubt) return result('QUARANTINED', groupControl, `${doubt} The ${name} waits for an answer that adds up.`);
  const verdict = `AK9 ${answer.verdict}`;
  if (sent.state === 'SENT') return settle(em, sent, answer, message);
  // A second acknowledgement changes nothing silently; one that says something else is for a person.
  const said = `The ${name} was ${sent.state.toLowerCase()} already`;
  if (sent.ackState === 'ANSWERED' && sent.verdict !== verdict)
    return result('HELD', groupControl, `${said} (${sent.verdict}), and now the partner says ${verdict}.`);
  return result('DONE', groupControl, `${said}; nothing was changed.`);
}

async function settle(
  em: EntityManager,
  sent: MessageRow,
  { functionalId, groupControl, verdict, accepted, faults }: ReceivedAcknowledgement,
  message: Answering,
): Promise<SetResult> {
  const name = `group ${functionalId} ${groupControl}`;
  // Each group of ours holds one set, so a group that was taken in part was taken when that one was.
  const rejected = verdict === 'P' ? accepted === 0 : verdict !== 'A' && verdict !== 'E';
  const late = sent.ackState === 'OVERDUE' || sent.ackState === 'ESCALATED';
  const change = {
    state: rejected ? ('REJECTED' as const) : ('ACKNOWLEDGED' as const),
    verdict: `AK9 ${verdict}`,
    errors: faults.map(toFault),
    ...answered(message),
  };
  await changeMessage(em, sent, change, message);
  if (rejected) await noteRejection(em, sent, message.at);
  const notes = [rejected && `The partner rejected our ${name} (AK901 ${verdict}).`, late && 'It came late.'];
  return result('DONE', groupControl, notes.filter(Boolean).join(' ') || null);
}

/** What an acknowledgement tells that cannot be true of the group that we sent. */
async function doubtAbout(
  em: EntityManager,
  sent: MessageRow,
  { included, sets }: ReceivedAcknowledgement,
): Promise<string | null> {
  if (included !== SETS_IN_GROUP) return `AK902 counts ${included ?? 'no'} sets, we sent ${SETS_IN_GROUP}.`;
  const [type = ''] = sent.setTypes.split(' ').filter(Boolean);
  const own = await em.getRepository(setTable).findOneBy({ messageId: sent.id });
  const control = (own?.control ?? '1').replace(/^0+(?=\d)/, '');
  const foreign = sets.find((set) => set.type !== type || set.control !== control);
  return foreign ? `AK2 names the set ${foreign.type} ${foreign.control}, which was not in it.` : null;
}

const answered = ({ correlationId, at }: Answering): Partial<MessageRow> => ({
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
  // We write each segment on a line of its own.
  line: position === null ? null : position + BEFORE_SET,
  segmentNumber: position === null ? null : position + BEFORE_SET,
  segment,
  element,
  value,
});

/**
 * A partner's TA1 for an interchange of ours: only a rejection ends it, since the groups are still to be answered. Says
 * what a person has to look at; null when nothing is.
 */
export async function reconcileTa1(
  em: EntityManager,
  partner: Partner,
  facts: Pick<InterchangeFacts, 'elements'>,
  elements: readonly string[],
  message: Answering,
): Promise<string | null> {
  const [, control = '', , , code = '', note = ''] = elements;
  const ours = { direction: 'OUT' as const, partnerId: partner.id, test: isTest(facts), setTypes: Not(' TA1 ') };
  const sent = await em.getRepository(messageTable).findOne({
    where: { ...ours, interchangeControl: control.padStart(9, '0') },
    order: { id: 'DESC' },
  });
  if (!sent) return `We never sent the interchange ${control} that this TA1 answers.`;
  if (sent.state !== 'SENT' || code !== 'R') return null;
  await changeMessage(em, sent, { state: 'REJECTED', verdict: `TA1 ${code} ${note}`, ...answered(message) }, message);
  await noteRejection(em, sent, message.at);
  return null;
}
