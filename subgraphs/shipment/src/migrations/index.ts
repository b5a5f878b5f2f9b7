import type { MigrationClass } from '@quayside/shared/db/database';
import { CreateParameterValue1795796100000 } from '@quayside/shared/db/parameter-store';
import { CreateTenantScope1767225600001 } from '@quayside/shared/db/reach';
import { CreateSequence1767225600003 } from '@quayside/shared/db/sequence';
import { CreateInbox1767225600002 } from '@quayside/shared/events/inbox';
import { CreateEventLog1767225600000 } from '@quayside/shared/outbox/table';
import { CreateShipment1767258000000 } from './20260101090000-create-shipment.ts';
import { CreateShipmentParts1767258060000 } from './20260101090100-create-shipment-parts.ts';
import { CreateTracking1767258120000 } from './20260101090200-create-tracking.ts';
import { CreateDocument1767258180000 } from './20260101090300-create-document.ts';
import { CreateTrackingLink1767258240000 } from './20260101090400-create-tracking-link.ts';
import { CreateContractTerms1767258300000 } from './20260101090500-create-contract-terms.ts';
import { TellStoredFiles1769936400000 } from './20260201090000-tell-stored-files.ts';
import { CreateConsigneeAccount1769936460000 } from './20260201090100-create-consignee-account.ts';
import { CreateStock1772355600000 } from './20260301090000-create-stock.ts';
import { CreateInbound1772355660000 } from './20260301090100-create-inbound.ts';
import { AddReservedQuantity1772355720000 } from './20260301090200-add-reserved-quantity.ts';
import { FindStockByWords1795745400000 } from './20261127021000-find-stock-by-words.ts';
import { AddMilestoneReadings1795745520000 } from './20261127021200-add-milestone-readings.ts';
import { CreateItemPack1795752120000 } from './20261127040200-create-item-pack.ts';
import { CreateWarehouseName1795752180000 } from './20261127040300-create-warehouse-name.ts';
import { AddExceptionCause1795777200000 } from './20261127110000-add-exception-cause.ts';
import { CreateAccountCredit1795793280000 } from './20261127152800-create-account-credit.ts';
import { IndexShipmentsByState1795853100000 } from './20261128080500-index-shipments-by-state.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [
  CreateEventLog1767225600000,
  CreateTenantScope1767225600001,
  CreateInbox1767225600002,
  CreateSequence1767225600003,
  CreateShipment1767258000000,
  CreateShipmentParts1767258060000,
  CreateTracking1767258120000,
  CreateDocument1767258180000,
  CreateTrackingLink1767258240000,
  CreateContractTerms1767258300000,
  TellStoredFiles1769936400000,
  CreateConsigneeAccount1769936460000,
  CreateStock1772355600000,
  CreateInbound1772355660000,
  AddReservedQuantity1772355720000,
  FindStockByWords1795745400000,
  AddMilestoneReadings1795745520000,
  CreateItemPack1795752120000,
  CreateWarehouseName1795752180000,
  AddExceptionCause1795777200000,
  CreateAccountCredit1795793280000,
  CreateParameterValue1795796100000,
  IndexShipmentsByState1795853100000,
];
