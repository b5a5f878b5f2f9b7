import type { MigrationClass } from '@quayside/shared/db/database';
import { CreateParameterValue1795796100000 } from '@quayside/shared/db/parameter-store';
import { CreateTenantScope1767225600001 } from '@quayside/shared/db/reach';
import { CreateSequence1767225600003 } from '@quayside/shared/db/sequence';
import { CreateInbox1767225600002 } from '@quayside/shared/events/inbox';
import { CreateEventLog1767225600000 } from '@quayside/shared/outbox/table';
import { CreateContract1767225600010, CreateContractVersion1767225600011 } from './20260101000010-create-contract.ts';
import { CreateRateCard1767225600012 } from './20260101000012-create-rate-card.ts';
import { CreateCharge1795762800010 } from './20261127070010-create-charge.ts';
import { RateByLanes1795766400000 } from './20261127080000-rate-by-lanes.ts';
import { CreateUnbilledCharge1795766400011, ExplainCharges1795766400010 } from './20261127080010-explain-charges.ts';
import {
  CreateActivity1795766400020,
  CreateFuelPrice1795766400022,
  CreateStockLevel1795766400021,
  CreateStorageMonth1795766400023,
} from './20261127080020-create-activity.ts';
import {
  CreateBillingRule1795766400031,
  CreateInvoice1795766400032,
  CreateInvoiceDispute1795766400034,
  CreateInvoiceLine1795766400033,
  IndexUnbilledByOrder1795766400030,
} from './20261127080030-create-invoice.ts';
import {
  CreateCollectionStep1795766400041,
  CreateReceivable1795766400040,
  CreateRemittance1795766400042,
} from './20261127080040-create-receivable.ts';
import {
  CreateCarrierCard1795766400050,
  CreateCarrierInvoice1795766400051,
  CreateCarrierTolerance1795766400052,
} from './20261127080050-create-carrier-invoice.ts';
import { CreateQuote1795770000000 } from './20261127090000-create-quote.ts';
import { CreateOtif1795770000010 } from './20261127090001-create-otif.ts';
import { VersionRemittances1795793400000 } from './20261127153000-version-remittances.ts';
import { CreateOtifTally1795794000000 } from './20261127154000-create-otif-tally.ts';
import { CreateContractReminder1795794300000 } from './20261127154500-remind-of-ends.ts';
import { CreateCredit1795794900000 } from './20261127155500-create-credit.ts';
import { IndexTrends1795796400010 } from './20261127162000-index-trends.ts';
import { CreateAgreedChange1795825800000 } from './20261128003000-agree-later.ts';
import { KeepMoneyStandards1795829400000 } from './20261128013000-keep-money-standards.ts';
import { ReverseRemittances1795842900000 } from './20261128051500-reverse-remittances.ts';
import { IndexChargesByMonth1795843800000 } from './20261128053000-index-charges-by-month.ts';
import { TellOlderWork1795853400000 } from './20261128081000-tell-older-work.ts';
import { KnowExchange1795855500000 } from './20261128084500-know-exchange.ts';
import { CreateBankCredit1795855800000 } from './20261128085000-create-bank-credit.ts';
import { CreateOnlinePayment1795857000000 } from './20261128091000-create-online-payment.ts';
import { IndexChargesByDay1795857600000 } from './20261128092000-index-charges-by-day.ts';
import { CreditByUnit1795858200000 } from './20261128093000-credit-by-unit.ts';
import { KeepOtifBase1795859400000 } from './20261128095000-keep-otif-base.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [
  CreateEventLog1767225600000,
  CreateTenantScope1767225600001,
  CreateInbox1767225600002,
  CreateSequence1767225600003,
  CreateContract1767225600010,
  CreateContractVersion1767225600011,
  CreateRateCard1767225600012,
  CreateCharge1795762800010,
  RateByLanes1795766400000,
  ExplainCharges1795766400010,
  CreateUnbilledCharge1795766400011,
  CreateActivity1795766400020,
  CreateStockLevel1795766400021,
  CreateFuelPrice1795766400022,
  CreateStorageMonth1795766400023,
  IndexUnbilledByOrder1795766400030,
  CreateBillingRule1795766400031,
  CreateInvoice1795766400032,
  CreateInvoiceLine1795766400033,
  CreateInvoiceDispute1795766400034,
  CreateReceivable1795766400040,
  CreateCollectionStep1795766400041,
  CreateRemittance1795766400042,
  CreateCarrierCard1795766400050,
  CreateCarrierInvoice1795766400051,
  CreateCarrierTolerance1795766400052,
  CreateQuote1795770000000,
  CreateOtif1795770000010,
  VersionRemittances1795793400000,
  CreateContractReminder1795794300000,
  CreateCredit1795794900000,
  CreateOtifTally1795794000000,
  CreateParameterValue1795796100000,
  IndexTrends1795796400010,
  CreateAgreedChange1795825800000,
  KeepMoneyStandards1795829400000,
  ReverseRemittances1795842900000,
  IndexChargesByMonth1795843800000,
  TellOlderWork1795853400000,
  KnowExchange1795855500000,
  CreateBankCredit1795855800000,
  CreateOnlinePayment1795857000000,
  IndexChargesByDay1795857600000,
  CreditByUnit1795858200000,
  KeepOtifBase1795859400000,
];
