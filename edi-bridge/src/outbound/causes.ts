import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each } from '@quayside/shared/events/inbox';
import {
  INBOUND_CONFIRMED,
  INBOUND_RECEIVED,
  INBOUND_REJECTED,
  INBOUND_SHIPPED,
  type InboundFacts,
  type InboundReceived,
  MILESTONE_RECORDED,
  type MilestoneRecorded,
  SHIPMENT_SHIPPED,
  SHIPMENT_SOURCE,
  type ShipmentFacts,
  STOCK_ADJUSTED,
  type StockAdjusted,
  TENDER_ANSWERED,
  type TenderAnswered,
} from '@quayside/shipment/events';
import type { EntityManager } from 'typeorm';
import { EDI_SOURCE } from '../events.ts';
import type { Partner } from '../partner/partner.ts';
import { partnersOf } from '../partner/store.ts';
import { isStatusCode } from '../transactions/shipment-status-214.ts';
import { noteDue, originOf, partnerOfOrigin, type Wanted } from './due.ts';

/** Follows what happens in the graph. `onDue` is called inside the transaction in which a document becomes due. */
export const followCauses = (parts: { db: Database; bus: EventBus; onDue: () => void }): Promise<BusSubscription> =>
  consume({
    name: EDI_SOURCE,
    source: SHIPMENT_SOURCE,
    db: parts.db,
    bus: parts.bus,
    concerns: isCause,
    handle: each(async (em, event) => {
      if (await noteCause(em, event)) parts.onDue();
    }),
  });

const isCause = (event: EventEnvelope): boolean =>
  event.type === STOCK_ADJUSTED || (originOf(event) !== undefined && wantedBy(event).length > 0);

async function noteCause(em: EntityManager, event: EventEnvelope): Promise<boolean> {
  if (event.type === STOCK_ADJUSTED) return noteAdjustment(em, event);
  const { accountId = '' } = event.data as { accountId?: string };
  const originId = originOf(event);
  if (!originId) return false;
  const wanted = wantedBy(event);
  const partner = await partnerOfOrigin(em, originId, accountId, event.at);
  if (!partner) return false;
  let noted = false;
  for (const one of wanted) if (wants(partner, one)) noted = (await noteDue(em, partner, one, originId)) || noted;
  return noted;
}

/** Of tracking facts a partner gets those that it has asked for. */
const wants = ({ statusCodes }: Partner, { setType, facts }: Wanted): boolean =>
  setType !== '214' || statusCodes === null || statusCodes.includes(facts.code ?? '');

/** A correction of stock answers nobody: every partner of the account that wants to know is told. */
async function noteAdjustment(em: EntityManager, event: EventEnvelope): Promise<boolean> {
  const { adjustmentId, number, accountId } = event.data as StockAdjusted;
  const facts = { orderNumber: number, at: event.at };
  let noted = false;
  for (const partner of await partnersOf(em, accountId, event.at))
    noted = (await noteDue(em, partner, { setType: '947', recordId: adjustmentId, facts }, null)) || noted;
  return noted;
}

/** The documents that an event makes due, for a partner that wants them. */
function wantedBy(event: EventEnvelope): Wanted[] {
  const { at, type } = event;
  switch (type) {
    case SHIPMENT_SHIPPED:
    case TENDER_ANSWERED:
    case MILESTONE_RECORDED:
      return aboutShipment(type, event.data as ShipmentFacts & Partial<TenderAnswered & MilestoneRecorded>, at);
    case INBOUND_RECEIVED:
    case INBOUND_CONFIRMED:
    case INBOUND_REJECTED:
    case INBOUND_SHIPPED:
      return aboutNotice(type, event.data as InboundFacts & Partial<InboundReceived>, at);
    default:
      return [];
  }
}

function aboutShipment(
  type: string,
  facts: ShipmentFacts & Partial<TenderAnswered & MilestoneRecorded>,
  at: number,
): Wanted[] {
  const { shipmentId: recordId, orderNumber } = facts;
  const about = { orderNumber, at };
  if (type === TENDER_ANSWERED) {
    const answer = { accepted: facts.answer === 'ACCEPTED', ...(facts.reason ? { reason: facts.reason } : {}) };
    return [{ setType: '990', recordId, which: String(facts.tenderVersion ?? 1), facts: { ...about, ...answer } }];
  }
  if (type === MILESTONE_RECORDED) {
    if (!facts.code || !facts.milestoneId || !isStatusCode(facts.code)) return [];
    return [
      {
        setType: '214',
        recordId,
        which: facts.milestoneId,
        facts: { ...about, partId: facts.milestoneId, code: facts.code },
      },
    ];
  }
  if (facts.kind !== 'WAREHOUSE_ORDER') return [];
  return ['945', '856'].map((setType) => ({ setType, recordId, facts: about }));
}

function aboutNotice(type: string, facts: InboundFacts & Partial<InboundReceived>, at: number): Wanted[] {
  const { noticeId: recordId, orderNumber, kind } = facts;
  const about = { orderNumber, at };
  if (type === INBOUND_RECEIVED) {
    const { receiptId } = facts;
    return receiptId ? [{ setType: '944', recordId, which: receiptId, facts: { ...about, partId: receiptId } }] : [];
  }
  if (kind !== 'PURCHASE_ORDER') return [];
  if (type === INBOUND_SHIPPED) return [{ setType: '856', recordId, facts: about }];
  // Each answer is told: a confirmation may be taken back, and a changed order is answered anew.
  const accepted = type === INBOUND_CONFIRMED;
  return [{ setType: '855', recordId, which: String(at), facts: { ...about, accepted } }];
}
