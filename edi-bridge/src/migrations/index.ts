import { CreateTenantScope1767225600001, tenantScopeTable } from '@quayside/shared/db/reach';
import { CreateSequence1767225600003, sequenceTable } from '@quayside/shared/db/sequence';
import { CreateInbox1767225600002, inboxTable } from '@quayside/shared/events/inbox';
import { CreateEventLog1767225600000, eventTable, relayTable } from '@quayside/shared/outbox/table';
import { as2Table, channelTable, deliveryTable } from '../channel/table.ts';
import { claimTable, interchangeTable, invoiceTable, messageTable, replayTable, setTable } from '../message/table.ts';
import { dueTable } from '../outbound/table.ts';
import { partnerTable, partnerVersionTable } from '../partner/table.ts';
import { rejectionTable } from '../rejection/table.ts';
import { strangerTable } from '../stranger/table.ts';
import { usageTable } from '../usage/table.ts';
import {
  CreateEdiInterchange1767225600101,
  CreateEdiMessage1767225600100,
  CreateEdiSet1767225600102,
} from './20260101000100-create-edi-ledger.ts';
import { CreateEdiPartner1767225600103 } from './20260101000103-create-edi-partner.ts';
import { CreateEdiDue1767225600104 } from './20260101000104-create-edi-due.ts';
import { VersionEdiPartners1772359200000 } from './20260301100000-version-edi-partners.ts';
import { FollowEdiMessages1772359260000 } from './20260301100100-follow-edi-messages.ts';
import { WidenEdiDue1772359320000 } from './20260301100200-widen-edi-due.ts';
import {
  CreateEdiAs21772442060000,
  CreateEdiChannel1772442000000,
  CreateEdiDelivery1772442120000,
} from './20260302090000-create-edi-channel.ts';
import { IndexUnwrittenEdiMessages1772528400000 } from './20260303090000-index-unwritten-edi-messages.ts';
import { CreateEdiRejection1795748400000 } from './20261127030000-create-edi-rejection.ts';
import { IndexEdiHashes1795748460000 } from './20261127030100-index-edi-hashes.ts';
import { CreateEdiUsage1795748520000 } from './20261127030200-create-edi-usage.ts';
import { CreateEdiClaim1795752000000 } from './20261127040000-create-edi-claim.ts';
import { CreateEdiStranger1795752060000 } from './20261127040100-create-edi-stranger.ts';
import { AddEdiSetRule1795752240000 } from './20261127040400-add-edi-set-rule.ts';
import { CreateEdiInvoice1795793700000 } from './20261127153500-create-edi-invoice.ts';
import { LinkHeldInvoices1795854900000 } from './20261128083500-link-held-invoices.ts';

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
  claimTable,
  invoiceTable,
  replayTable,
  partnerTable,
  partnerVersionTable,
  dueTable,
  channelTable,
  as2Table,
  deliveryTable,
  rejectionTable,
  usageTable,
  strangerTable,
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
  VersionEdiPartners1772359200000,
  FollowEdiMessages1772359260000,
  WidenEdiDue1772359320000,
  CreateEdiChannel1772442000000,
  CreateEdiAs21772442060000,
  CreateEdiDelivery1772442120000,
  IndexUnwrittenEdiMessages1772528400000,
  CreateEdiRejection1795748400000,
  IndexEdiHashes1795748460000,
  CreateEdiUsage1795748520000,
  CreateEdiClaim1795752000000,
  CreateEdiStranger1795752060000,
  AddEdiSetRule1795752240000,
  CreateEdiInvoice1795793700000,
  LinkHeldInvoices1795854900000,
];
