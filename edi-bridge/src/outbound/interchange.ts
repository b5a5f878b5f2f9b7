import type { Partner } from '../partner/partner.ts';
import { delimitersOf, stampOf } from '../partner/terms.ts';
import type { OutgoingInterchange, OutgoingSegment } from '../x12/write.ts';
import { groupOfSet } from './documents.ts';
import type { Addresses } from './due.ts';

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
  ...stampOf(at, partner),
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
