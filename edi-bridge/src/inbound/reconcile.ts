import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { changeMessage } from '../message/ledger.ts';
import { messageTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { receivedAcknowledgement } from '../transactions/received-acknowledgement.ts';
import type { MapSegment } from '../transactions/segments.ts';
import type { SetResult } from './set-result.ts';

/** Matches a partner's 997 or 999 with the message of ours that it answers, by GS01 and GS06. */
export async function reconcile(
  em: EntityManager,
  partner: Partner,
  segments: readonly MapSegment[],
  message: { correlationId: string; at: number },
): Promise<SetResult> {
  const answer = receivedAcknowledgement(segments);
  const unknown = (note: string): SetResult => ({ outcome: 'QUARANTINED', businessKey: null, shipmentId: null, note });
  if (!answer) return unknown('AK102 is empty: it is not known what is acknowledged.');
  const { functionalId, groupControl, verdict } = answer;
  const sent = await em.getRepository(messageTable).findOne({
    where: { direction: 'OUT', partnerId: partner.id, functionalId, groupControl },
    // Control numbers start again after nine nines: the youngest bearer of a number is meant.
    order: { id: 'DESC' },
  });
  const name = `group ${functionalId} ${groupControl}`;
  if (!sent) return unknown(`We never sent the ${name} that is acknowledged here.`);
  const done: SetResult = { outcome: 'DONE', businessKey: groupControl, shipmentId: null, note: null };
  // A late or second acknowledgement changes nothing silently.
  if (sent.state !== 'SENT') return { ...done, note: `The ${name} was ${sent.state.toLowerCase()} already.` };
  const rejected = verdict !== 'A' && verdict !== 'E' && verdict !== 'P';
  const state = rejected ? 'REJECTED' : 'ACKNOWLEDGED';
  await changeMessage(em, sent, { state, verdict: `AK9 ${verdict}` }, message);
  return { ...done, note: rejected ? `The partner rejected our ${name} (AK901 ${verdict}).` : null };
}

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
  await changeMessage(em, sent, { state: 'REJECTED', verdict: `TA1 ${code} ${note}` }, message);
}
