import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import { messageTable, setTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { loadPartner } from '../partner/store.ts';
import { type DueRow, dueTable } from './table.ts';

/** What a document is about, as its cause told it. */
export interface DueFacts {
  /** The number under which the partner knows it. */
  readonly orderNumber: string;
  readonly at: number;
  /** The one of many that is meant: a milestone, a receipt. */
  readonly partId?: string;
  /** AT701 of the milestone. */
  readonly code?: string;
  readonly accepted?: boolean;
  readonly reason?: string;
  /** Claims that it tells of. */
  readonly claimIds?: readonly string[];
  /** Invoices of ours that it tells of. */
  readonly invoiceIds?: readonly string[];
  /** How a claim stood after the step that it tells of. */
  readonly claim?: ClaimStep;
  /** Claims whose state was asked for, by the claimant's number and by ours. */
  readonly traced?: readonly { readonly reference: string; readonly number: string | null }[];
  /** Items that were asked for; none for all. */
  readonly skus?: readonly string[];
  /** The set that an 824 answers. */
  readonly refused?: { readonly type: string; readonly control: string; readonly groupControl: string };
}

/** What a step left a claim in; the record may have gone on since. */
export interface ClaimStep {
  readonly state: string;
  readonly offeredMinor: number | null;
  readonly paidMinor: number | null;
  readonly reasonCode: string | null;
}

/** A document that some cause makes due. */
export interface Wanted {
  readonly setType: string;
  readonly recordId: string;
  /** Tells several documents about one record apart. */
  readonly which?: string;
  readonly facts: DueFacts;
}

const SOURCE = /^EDI:([0-9A-Z]{26})$/;

/** The message that the subject of an event came by. */
export const originOf = ({ data }: Pick<EventEnvelope, 'data'>): string | undefined =>
  SOURCE.exec((data as { source?: string | null }).source ?? '')?.[1];

/** Notes a document once, in the transaction of its cause; false when the partner does not want it or it is noted already. */
export async function noteDue(
  em: EntityManager,
  partner: Partner,
  wanted: Wanted,
  originId: string | null,
): Promise<boolean> {
  if (!partner.outSets.includes(wanted.setType)) return false;
  const subject = [partner.id, wanted.setType, wanted.recordId, wanted.which].filter(Boolean).join(':');
  const dues = em.getRepository(dueTable);
  if (await dues.existsBy({ subject })) return false;
  const row: DueRow = {
    id: newId(),
    subject,
    partnerId: partner.id,
    setType: wanted.setType,
    recordId: wanted.recordId,
    originId,
    facts: wanted.facts,
    state: 'DUE',
    attempts: 0,
    dueAt: wanted.facts.at,
    note: null,
  };
  await dues.insert(row as never);
  return true;
}

/** The partner whose message is the origin of a record; the account is compared, since a source is only text. */
export async function partnerOfOrigin(
  em: EntityManager,
  originId: string,
  accountId: string,
  at: number,
): Promise<Partner | null> {
  const origin = await em.getRepository(messageTable).findOneBy({ id: originId, accountId });
  const partner = origin?.partnerId ? await loadPartner(em, origin.partnerId, at) : null;
  return partner?.accountId === accountId ? partner : null;
}

/** Whom a document is addressed to and from whom: the ids of the order, turned round. */
export interface Addresses {
  readonly sender: string;
  readonly receiver: string;
  readonly applicationSender: string;
  readonly applicationReceiver: string;
}

const idOf = (party: string): string => party.slice(party.indexOf(':') + 1);

/** The addresses for an answer to an incoming message, from the set that named the record where there is one. */
export async function addressesFor(
  em: EntityManager,
  due: Pick<DueRow, 'originId' | 'recordId' | 'facts'>,
  partner: Partner,
  interchanges: (messageId: string, place: number) => Promise<{ sender: string; receiver: string } | null>,
): Promise<Addresses | null> {
  if (due.originId === null) return ownAddresses(partner);
  const sets = em.getRepository(setTable);
  const set =
    (await sets.findOneBy({ messageId: due.originId, shipmentId: due.recordId })) ??
    (await sets.findOneBy({ messageId: due.originId, id: due.recordId })) ??
    (await sets.findOneBy({ messageId: due.originId, businessKey: (due.facts as DueFacts).orderNumber })) ??
    (await sets.findOneBy({ messageId: due.originId, place: 1 }));
  const ids = await interchanges(due.originId, set?.interchange ?? 1);
  if (!ids) return null;
  return {
    sender: ids.receiver,
    receiver: ids.sender,
    applicationSender: set?.applicationReceiver || idOf(ids.receiver),
    applicationReceiver: set?.applicationSender || idOf(ids.sender),
  };
}

/** The ids of the profile, for what answers nothing; a partner that takes any id has none that could be written. */
function ownAddresses({ senderId, receiverId }: Partner): Addresses | null {
  if (senderId === '*' || receiverId === '*') return null;
  return {
    sender: receiverId,
    receiver: senderId,
    applicationSender: idOf(receiverId),
    applicationReceiver: idOf(senderId),
  };
}
