import { CreateTenantScope1767225600001, tenantScopeTable } from '@quayside/shared/db/reach';
import { CreateSequence1767225600003, sequenceTable } from '@quayside/shared/db/sequence';
import { CreateInbox1767225600002, inboxTable } from '@quayside/shared/events/inbox';
import { CreateEventLog1767225600000, eventTable, relayTable } from '@quayside/shared/outbox/table';
import { as2Table, channelTable, deliveryTable } from '../channel/table.ts';
import { interchangeTable, messageTable, replayTable, setTable } from '../message/table.ts';
import { dueTable } from '../outbound/table.ts';
import { partnerTable, partnerVersionTable } from '../partner/table.ts';
import {
  CreateEdiInterchange1767225600101,
  CreateEdiMessage1767225600100,
  CreateEdiReplay1767225600106,
  CreateEdiSet1767225600102,
} from './20260101000100-create-edi-ledger.ts';
import {
  CreateEdiPartner1767225600103,
  CreateEdiPartnerVersion1767225600105,
} from './20260101000103-create-edi-partner.ts';
import { CreateEdiDue1767225600104 } from './20260101000104-create-edi-due.ts';
import {
  CreateEdiAs21767225600121,
  CreateEdiChannel1767225600120,
  CreateEdiDelivery1767225600122,
} from './20260101000120-create-edi-channel.ts';

/** Every table of the bridge. */
export const tables = [
  eventTable,
  relayTable,
  tenantScopeTable,
  inboxTable,
  sequenceTable,
  messageTable,
  interchangeTable,
  setTable,
  replayTable,
  partnerTable,
  partnerVersionTable,
  dueTable,
  channelTable,
  as2Table,
  deliveryTable,
];

/** In the order in which they run. */
export const migrations = [
  CreateEventLog1767225600000,
  CreateTenantScope1767225600001,
  CreateInbox1767225600002,
  CreateSequence1767225600003,
  CreateEdiMessage1767225600100,
  CreateEdiInterchange1767225600101,
  CreateEdiSet1767225600102,
  CreateEdiPartner1767225600103,
  CreateEdiDue1767225600104,
  CreateEdiPartnerVersion1767225600105,
  CreateEdiReplay1767225600106,
  CreateEdiChannel1767225600120,
  CreateEdiAs21767225600121,
  CreateEdiDelivery1767225600122,
];
