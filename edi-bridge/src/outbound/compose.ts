import { localTime } from '@quayside/shared/instant';
import type { Partner } from '../partner/partner.ts';
import { textFor } from '../transactions/output.ts';
import { shipmentStatus } from '../transactions/shipment-status-214.ts';
import type { ShipmentView } from '../transactions/shipment-view.ts';
import { tenderResponse } from '../transactions/tender-response-990.ts';
import { warehouseAdvice } from '../transactions/warehouse-advice-945.ts';
import type { OutgoingInterchange, OutgoingSegment } from '../x12/write.ts';
import type { Addresses, DueFacts } from './due.ts';
import { delimitersOf, stampOf } from './outgoing.ts';

const GROUPS: Readonly<Record<string, string>> = { '945': 'SW', '990': 'GF', '214': 'QM' };

/** GS01 of the sets that we send. */
export const groupOfSet = (setType: string): string => GROUPS[setType] ?? '';

/** The body of a document; null when the shipment no longer holds what the document would tell. */
export function composeSet(
  setType: string,
  shipment: ShipmentView,
  facts: DueFacts,
  partner: Partner,
): OutgoingSegment[] | null {
  const text = textFor(delimitersOf(partner));
  const { orderNumber } = facts;
  if (setType === '945') {
    const origin = shipment.stops.find(({ kind }) => kind === 'PICKUP');
    const departed = origin?.departedAt ? Date.parse(origin.departedAt) : facts.at;
    const shippedOn = localTime(departed, origin?.timeZone ?? 'UTC');
    return warehouseAdvice(shipment, { orderNumber, shippedOn }, text);
  }
  if (setType === '990') {
    const { accepted, reason } = facts;
    const answeredOn = localTime(facts.at, shipment.stops[0]?.timeZone ?? 'UTC');
    const answer = { loadNumber: orderNumber, accepted: accepted === true, reason, answeredOn };
    return tenderResponse(shipment, answer, text);
  }
  const milestone = shipment.milestones.find(({ id }) => id === facts.milestoneId);
  return milestone ? shipmentStatus(shipment, milestone, { orderNumber }, text) : null;
}

/** The interchange around one set, addressed as the order was, turned round. */
export const interchangeFor = (
  partner: Partner,
  addresses: Addresses,
  set: { type: string; segments: readonly OutgoingSegment[] },
  numbers: { interchange: number; group: number },
  at: number,
): OutgoingInterchange => ({
  sender: addresses.sender,
  receiver: addresses.receiver,
  control: numbers.interchange,
  version: partner.version,
  usage: partner.test ? 'T' : 'P',
  ...stampOf(at),
  delimiters: delimitersOf(partner),
  groups: [
    {
      functionalId: groupOfSet(set.type),
      control: numbers.group,
      sender: addresses.applicationSender,
      receiver: addresses.applicationReceiver,
      sets: [set],
    },
  ],
});
