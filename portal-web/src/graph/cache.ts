import { cacheExchange, type KeyGenerator, type UpdateResolver } from '@urql/exchange-graphcache';

// Types without an id of their own belong to the record that holds them.
const EMBEDDED = [
  'AccountConnection',
  'ApiKeyCreated',
  'CancellationRule',
  'CaseConnection',
  'CaseUpdate',
  'CatalogueEntry',
  'CatalogueItem',
  'ChargeConnection',
  'ClaimConnection',
  'ClaimUpdate',
  'ContractConnection',
  'ContractParty',
  'ContractVersion',
  'CoveredService',
  'EdiAcknowledgement',
  'EdiAs2',
  'EdiCertificate',
  'EdiCheckAcknowledgement',
  'EdiCheckError',
  'EdiCheckGroup',
  'EdiCheckInterchange',
  'EdiCheckReport',
  'EdiCheckRule',
  'EdiCheckSet',
  'EdiControlNumbers',
  'EdiElement',
  'EdiError',
  'EdiHttps',
  'EdiLedger',
  'EdiLogin',
  'EdiMessageConnection',
  'EdiMessageUpdate',
  'EdiOrderStatusCode',
  'EdiPartnerVersion',
  'EdiReplay',
  'EdiSegment',
  'EdiSet',
  'EdiSftp',
  'EdiStation',
  'Entitlement',
  'Eta',
  'InboundConfirmation',
  'InboundNoticeConnection',
  'InboundUpdate',
  'LiabilityTerms',
  'Money',
  'PageInfo',
  'Party',
  'PostalAddress',
  'ProductId',
  'QueueConnection',
  'QueueUpdate',
  'Reference',
  'Refusal',
  'ReturnLine',
  'ReturnOrderConnection',
  'ReturnOrderUpdate',
  'ReturnVerdict',
  'ServiceLevel',
  'ShipmentConnection',
  'ShipmentStateCount',
  'ShipmentUpdate',
  'StockConnection',
  'StockUpdate',
  'Tender',
  'TrackingLinkCreated',
  'ViewerInfo',
  'WorkCalendar',
  'WorkCalendarUpdate',
  'WorkCapacity',
  'WorkDay',
  'WorkOrderConnection',
  'WorkOrderOffer',
  'WorkOrderQuote',
  'WorkOrderUpdate',
  'WorkStep',
  'WorkWeekday',
] as const;

/** A channel is its partner's; there is one for each. */
const channelKey: KeyGenerator = ({ partner }) =>
  typeof partner === 'object' && partner !== null && 'id' in partner ? String(partner.id) : null;

const keys: Record<string, KeyGenerator> = {
  ...Object.fromEntries(EMBEDDED.map((type) => [type, () => null])),
  EdiChannel: channelKey,
  Attachment: (attachment) => (typeof attachment['fileId'] === 'string' ? attachment['fileId'] : null),
};

/**
 * Without an updater, graphcache forgets every record of a type when an answer brings one that no list holds yet, and
 * then cannot read the answer itself back. Our answers carry the lists that they change, so nothing is to be forgotten.
 */
const onlyWhatTheAnswerSays = new Proxy<Record<string, UpdateResolver>>({}, { get: () => () => undefined });

/** Records by type and id: an event that carries a record updates every page that shows it. */
export const recordCache = () => cacheExchange({ keys, updates: { Mutation: onlyWhatTheAnswerSays } });
