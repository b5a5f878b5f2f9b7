import type { MigrationClass } from '@quayside/shared/db/database';
import { CreateTenantScope1767225600001 } from '@quayside/shared/db/reach';
import { CreateInbox1767225600002 } from '@quayside/shared/events/inbox';
import { CreateEventLog1767225600000 } from '@quayside/shared/outbox/table';
import { CreateOrganization1767225600100 } from './20260101000100-create-organization.ts';
import { CreateAccount1767225600101 } from './20260101000101-create-account.ts';
import { CreateParties1767225600102 } from './20260101000102-create-parties.ts';
import { CreateMember1767225600103 } from './20260101000103-create-member.ts';
import { CreateSignIn1767225600104 } from './20260101000104-create-sign-in.ts';
import { CreateApiKey1767225600105 } from './20260101000105-create-api-key.ts';
import { TellConsignees1769936400100 } from './20260201090000-tell-consignees.ts';
import { TellMembers1795741200100 } from './20261127010000-tell-members.ts';
import {
  CreateCustomerAgreement1795773600002,
  CreateCustomerFact1795773600000,
  CreateCustomerMonth1795773600001,
} from './20261127100000-create-customer-facts.ts';
import {
  CreateCustomerValue1795773660000,
  CreateReferral1795773660003,
  CreateValuePortfolio1795773660001,
  CreateValueSetting1795773660002,
} from './20261127100100-create-customer-value.ts';
import { CreateHistoryImport1795773720001, CreateTouch1795773720000 } from './20261127100200-create-touch.ts';
import {
  CreateMemberRight1795793400000,
  CreateStaffRecord1795793400001,
} from './20261127153000-create-member-right.ts';
import { CreateCustomerView1795795200000 } from './20261127160000-create-customer-view.ts';
import { CreateBoard1795795260000 } from './20261127160100-create-board.ts';
import { KeepAccountHistory1795795500000 } from './20261127160500-account-history.ts';
import { IndexBoards1795796400000 } from './20261127162000-index-boards.ts';
import {
  CreateParameterChange1795796700001,
  CreateParameterSetting1795796700000,
} from './20261127162500-create-parameter.ts';
import { OrderReferrals1795839600000 } from './20261128042000-order-referrals.ts';
import { TouchThreads1795840200000 } from './20261128043000-touch-threads.ts';
import { CreateBankDetails1795854600000 } from './20261128083000-create-bank-details.ts';
import { MoveOrgUnits1795855200000 } from './20261128084000-move-org-units.ts';
import { TellExchange1795859400000 } from './20261128095000-tell-exchange.ts';

/** In the order in which they run. Only ever add at the end. */
export const customerMigrations: readonly MigrationClass[] = [
  CreateEventLog1767225600000,
  CreateTenantScope1767225600001,
  CreateInbox1767225600002,
  CreateOrganization1767225600100,
  CreateAccount1767225600101,
  CreateParties1767225600102,
  CreateMember1767225600103,
  CreateSignIn1767225600104,
  CreateApiKey1767225600105,
  TellConsignees1769936400100,
  TellMembers1795741200100,
  CreateCustomerFact1795773600000,
  CreateCustomerMonth1795773600001,
  CreateCustomerAgreement1795773600002,
  CreateCustomerValue1795773660000,
  CreateValuePortfolio1795773660001,
  CreateValueSetting1795773660002,
  CreateReferral1795773660003,
  CreateTouch1795773720000,
  CreateHistoryImport1795773720001,
  CreateMemberRight1795793400000,
  CreateStaffRecord1795793400001,
  CreateBoard1795795260000,
  KeepAccountHistory1795795500000,
  CreateCustomerView1795795200000,
  CreateParameterSetting1795796700000,
  CreateParameterChange1795796700001,
  IndexBoards1795796400000,
  OrderReferrals1795839600000,
  TouchThreads1795840200000,
  CreateBankDetails1795854600000,
  MoveOrgUnits1795855200000,
  TellExchange1795859400000,
];
