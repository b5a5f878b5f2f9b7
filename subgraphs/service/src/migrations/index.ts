import type { MigrationClass } from '@quayside/shared/db/database';
import { CreateParameterValue1795796100000 } from '@quayside/shared/db/parameter-store';
import { CreateTenantScope1767225600001 } from '@quayside/shared/db/reach';
import { CreateSequence1767225600003 } from '@quayside/shared/db/sequence';
import { CreateInbox1767225600002 } from '@quayside/shared/events/inbox';
import { CreateEventLog1767225600000 } from '@quayside/shared/outbox/table';
import {
  CreateAccountDirectory1767225600011,
  CreateContractTerms1767225600012,
  CreateShipmentDirectory1767225600010,
} from './20260101000010-create-directories.ts';
import {
  CreateClaim1767225600014,
  CreateOpenedOnce1767225600016,
  CreateServiceCase1767225600013,
  CreateWorkOrder1767225600015,
} from './20260101000013-create-items.ts';
import { CreateHistoryEntry1767225600018, CreateMessage1767225600017 } from './20260101000017-create-conversation.ts';
import { CreateQueueItem1767225600019 } from './20260101000019-create-queue.ts';
import { CreateDeliveryRating1767225600020 } from './20260101000020-create-delivery-rating.ts';
import { CreateFileDirectory1769936400010 } from './20260201090000-create-file-directory.ts';
import {
  CreateBusinessCalendar1795744800002,
  CreateClock1795744800000,
  CreateClockTransition1795744800001,
} from './20261127020000-create-clocks.ts';
import {
  AddMessageAuthorId1795744800007,
  CreateItemParticipant1795744800004,
  CreateMemberDirectory1795744800000,
  CreateNotification1795744800001,
  CreateNotificationChoice1795744800002,
  CreateQuietHours1795744800003,
  CreateReadMark1795744800006,
} from './20261127020000-create-notification.ts';
import { AddClaimDossier1795744860000, KeepPromisedDates1795744860001 } from './20261127020100-claims-to-money.ts';
import {
  CreateIncomingMail1795744860002,
  CreateMail1795744860000,
  CreateMailThread1795744860001,
} from './20261127020100-create-mail.ts';
import { CreateAuditLog1795745400000 } from './20261127021000-create-audit-log.ts';
import { CreateEvidence1795745460000 } from './20261127021100-create-evidence.ts';
import { HideQueueItems1795748400000 } from './20261127030000-hide-queue-items.ts';
import { CreateSavedView1795748400001 } from './20261127030001-create-saved-view.ts';
import { FileClaimsOnce1795755600000 } from './20261127050000-file-claims-once.ts';
import { CreateLinkCase1795755660000 } from './20261127050100-link-cases.ts';
import { SuperviseWork1795755720000 } from './20261127050200-supervise-work.ts';
import { CreateDailyMail1795759200000, SettleHeldMails1795759200001 } from './20261127060000-create-daily-mail.ts';
import { CreateSatisfactionAnswer1795759320000 } from './20261127060200-create-satisfaction-answer.ts';
import { CreateWorkDay1795762800020, PriceWorkOrders1795762800010 } from './20261127070010-price-work-orders.ts';
import { CreateReturnOrder1795762800030 } from './20261127070030-create-return-order.ts';
import { AddCaseProfile1795777260000 } from './20261127110100-add-case-profile.ts';
import { LinkInvoices1795793100000 } from './20261127152500-link-invoices.ts';
import { NoteMemberRights1795793460000 } from './20261127153100-note-member-rights.ts';
import { CreateArticle1795793700000, CreateDefect1795793700001 } from './20261127153500-keep-knowledge.ts';
import { CreateCauseSign1795794600000 } from './20261127155000-create-cause-sign.ts';
import { NoteCauses1795796400020 } from './20261127162000-note-causes.ts';
import { CreateRateInvite1795797300000 } from './20261127163500-create-rate-invite.ts';
import { AwaitApprovals1795812900000 } from './20261127205500-await-approvals.ts';
import { KeepArticleTexts1795812960000 } from './20261127205600-keep-article-texts.ts';
import { NoteAmounts1795815540000 } from './20261127213900-note-amounts.ts';
import { GuardCosts1795816740000 } from './20261127215900-guard-costs.ts';
import { CreateServiceBought1795839960000 } from './20261128042600-create-service-bought.ts';
import { TellRecommendations1795857000000 } from './20261128091000-tell-recommendations.ts';
import { CountTraits1795857300000 } from './20261128091500-count-traits.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [
  CreateEventLog1767225600000,
  CreateTenantScope1767225600001,
  CreateInbox1767225600002,
  CreateSequence1767225600003,
  CreateShipmentDirectory1767225600010,
  CreateAccountDirectory1767225600011,
  CreateContractTerms1767225600012,
  CreateServiceCase1767225600013,
  CreateClaim1767225600014,
  CreateWorkOrder1767225600015,
  CreateOpenedOnce1767225600016,
  CreateMessage1767225600017,
  CreateHistoryEntry1767225600018,
  CreateQueueItem1767225600019,
  CreateDeliveryRating1767225600020,
  CreateFileDirectory1769936400010,
  CreateClock1795744800000,
  CreateMemberDirectory1795744800000,
  CreateClockTransition1795744800001,
  CreateNotification1795744800001,
  CreateBusinessCalendar1795744800002,
  CreateNotificationChoice1795744800002,
  CreateQuietHours1795744800003,
  CreateItemParticipant1795744800004,
  CreateReadMark1795744800006,
  AddMessageAuthorId1795744800007,
  AddClaimDossier1795744860000,
  CreateMail1795744860000,
  KeepPromisedDates1795744860001,
  CreateMailThread1795744860001,
  CreateIncomingMail1795744860002,
  CreateAuditLog1795745400000,
  CreateEvidence1795745460000,
  HideQueueItems1795748400000,
  CreateSavedView1795748400001,
  FileClaimsOnce1795755600000,
  CreateLinkCase1795755660000,
  SuperviseWork1795755720000,
  PriceWorkOrders1795762800010,
  CreateWorkDay1795762800020,
  CreateReturnOrder1795762800030,
  CreateDailyMail1795759200000,
  SettleHeldMails1795759200001,
  AddCaseProfile1795777260000,
  CreateSatisfactionAnswer1795759320000,
  LinkInvoices1795793100000,
  NoteMemberRights1795793460000,
  CreateCauseSign1795794600000,
  NoteCauses1795796400020,
  CreateRateInvite1795797300000,
  CreateArticle1795793700000,
  CreateDefect1795793700001,
  CreateParameterValue1795796100000,
  AwaitApprovals1795812900000,
  KeepArticleTexts1795812960000,
  NoteAmounts1795815540000,
  GuardCosts1795816740000,
  CreateServiceBought1795839960000,
  TellRecommendations1795857000000,
  CountTraits1795857300000,
];
