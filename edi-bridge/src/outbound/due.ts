import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import { newId } from '@quayside/shared/ids';
import {
  MILESTONE_RECORDED,
  type MilestoneRecorded,
  SHIPMENT_SHIPPED,
  SHIPMENT_SOURCE,
  type ShipmentFacts,
  TENDER_ANSWERED,
  type TenderAnswered,
} from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { EDI_SOURCE } from '../events.ts';
import { messageTable, setTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { partnerTable } from '../partner/table.ts';
import { isStatusCode } from '../transactions/shipment-status-214.ts';
import { type DueRow, dueTable } from './table.ts';

const SOURCE = /^EDI:([0-9A-Z]{26})$/;

/** What a document is about, as the event told it. */
export interface DueFacts {
  readonly orderNumber: string;
  readonly at: number;
  readonly milestoneId: string | null;
  readonly accepted: boolean | null;
  readonly reason: string | null;
}

/** Follows the shipments. `onDue` is called inside the transaction in which a document becomes due. */
export const followShipments = (parts: { db: Database; bus: EventBus; onDue: () => void }): Promise<BusSubscription> =>
  consume({
    name: EDI_SOURCE,
    source: SHIPMENT_SOURCE,
    db: parts.db,
    bus: parts.bus,
    handle: async (em, event) => {
      if (await noteDue(em, event)) parts.onDue();
    },
  });

async function noteDue(em: EntityManager, event: EventEnvelope): Promise<boolean> {
  const facts = event.data as ShipmentFacts & Partial<TenderAnswered & MilestoneRecorded>;
  const wanted = wantedBy(event.type, facts);
  const originId = SOURCE.exec(facts.source ?? '')?.[1];
  if (!wanted || !originId) return false;
  const partner = await partnerOf(em, originId, facts.accountId);
  if (!partner?.outSets.includes(wanted.setType)) return false;
  const subject = [partner.id, wanted.setType, facts.shipmentId, wanted.which].filter(Boolean).join(':');
  const dues = em.getRepository(dueTable);
  if (await dues.existsBy({ subject })) return false;
  const row: DueRow = {
    id: newId(),
    subject,
    partnerId: partner.id,
    setType: wanted.setType,
    shipmentId: facts.shipmentId,
    originId,
    facts: {
      orderNumber: facts.orderNumber,
      at: event.at,
      milestoneId: facts.milestoneId ?? null,
      accepted: facts.answer ? facts.answer === 'ACCEPTED' : null,
      reason: facts.reason ?? null,
    } satisfies DueFacts,
    state: 'DUE',
    attempts: 0,
    dueAt: event.at,
    note: null,
  };
  await dues.insert(row as never);
  return true;
}

function wantedBy(type: string, facts: ShipmentFacts & Partial<TenderAnswered & MilestoneRecorded>) {
  switch (type) {
    case SHIPMENT_SHIPPED:
      return facts.kind === 'WAREHOUSE_ORDER' ? { setType: '945', which: '' } : null;
    case TENDER_ANSWERED:
      return { setType: '990', which: String(facts.tenderVersion ?? 1) };
    case MILESTONE_RECORDED:
      return facts.code && isStatusCode(facts.code) ? { setType: '214', which: facts.milestoneId ?? '' } : null;
    default:
      return null;
  }
}

/** The partner whose message ordered the shipment; the account is compared, since a source is only text. */
async function partnerOf(em: EntityManager, originId: string, accountId: string): Promise<Partner | null> {
  const origin = await em.getRepository(messageTable).findOneBy({ id: originId, accountId });
  return origin?.partnerId ? em.getRepository(partnerTable).findOneBy({ id: origin.partnerId, accountId }) : null;
}

/** Whom a document is addressed to and from whom: the ids of the order, turned round. */
export interface Addresses {
  readonly sender: string;
  readonly receiver: string;
  readonly applicationSender: string;
  readonly applicationReceiver: string;
}

/** The addresses for an answer to an incoming message, from the set that named the shipment where there is one. */
export async function addressesFor(
  em: EntityManager,
  due: Pick<DueRow, 'originId' | 'shipmentId'>,
  interchanges: (messageId: string, place: number) => Promise<{ sender: string; receiver: string } | null>,
): Promise<Addresses | null> {
  const sets = em.getRepository(setTable);
  const set =
    (await sets.findOneBy({ messageId: due.originId, shipmentId: due.shipmentId })) ??
    (await sets.findOneBy({ messageId: due.originId, place: 1 }));
  const ids = await interchanges(due.originId, set?.interchange ?? 1);
  if (!ids) return null;
  const id = (party: string): string => party.slice(party.indexOf(':') + 1);
  return {
    sender: ids.receiver,
    receiver: ids.sender,
    applicationSender: set?.applicationReceiver || id(ids.receiver),
    applicationReceiver: set?.applicationSender || id(ids.sender),
  };
}
