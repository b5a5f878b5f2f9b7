/** What somebody is told of. One word stands for all events that mean the same to a reader. */
export const TOPICS = [
  'ITEM_OPENED',
  'ITEM_REPLIED',
  'MENTIONED',
  'ITEM_ASSIGNED',
  'ITEM_STATE_CHANGED',
  'APPROVAL_ASKED',
  'CLOCK_REMINDER',
  'CLOCK_DUE',
  'CLOCK_ESCALATED',
  'SHIPMENT_EXCEPTION',
  'SHIPMENT_ETA_CHANGED',
  'SHIPMENT_DELIVERED',
  'CONTRACT_CHANGED',
  'CONTRACT_EXPIRING',
  'QUOTE_CHANGED',
  'OTIF_MISSED',
  'OTIF_DISPUTED',
  'INVOICE_ISSUED',
  'PAYMENT_REMINDER',
  'CREDIT_CHANGED',
  'EDI_ALARM',
  'MAIL_FAILED',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Ways on which news reach a person; DIGEST is one mail a day, by the member's own choice only. */
export type Channel = 'PORTAL' | 'EMAIL' | 'DIGEST';

/** In which capacity news concern somebody. */
export type Party =
  | 'MENTIONED'
  /** Who answers for the item now. */
  | 'OWNER'
  /** Who has opened it or written to it. */
  | 'PARTICIPANT'
  | 'ACCOUNT_MANAGER'
  /** The head nearest above the account's branch. */
  | 'SUPERIOR'
  | 'SHIPPER_ADMINISTRATOR'
  | 'SHIPPER_USER';

/** Who is told of what on which ways, unless they have chosen otherwise. Without channels one is told by choice only. */
export interface Rule {
  readonly topic: Topic;
  readonly party: Party;
  readonly channels: readonly Channel[];
}

const BOTH: readonly Channel[] = ['PORTAL', 'EMAIL'];
const PORTAL: readonly Channel[] = ['PORTAL'];
const BY_CHOICE: readonly Channel[] = [];

const rules = (topic: Topic, parties: Partial<Record<Party, readonly Channel[]>>): Rule[] =>
  (Object.entries(parties) as [Party, readonly Channel[]][]).map(([party, channels]) => ({ topic, party, channels }));

/** The rules of the house. A member's own choice for a topic replaces the channels of the rules that concern them. */
export const RULES: readonly Rule[] = [
  ...rules('ITEM_OPENED', {
    OWNER: BOTH,
    ACCOUNT_MANAGER: PORTAL,
    SHIPPER_ADMINISTRATOR: PORTAL,
    SHIPPER_USER: BY_CHOICE,
  }),
  ...rules('ITEM_REPLIED', {
    ...{ OWNER: BOTH, PARTICIPANT: BOTH },
    ...{ ACCOUNT_MANAGER: BY_CHOICE, SHIPPER_ADMINISTRATOR: PORTAL, SHIPPER_USER: BY_CHOICE },
  }),
  ...rules('MENTIONED', { MENTIONED: BOTH }),
  ...rules('ITEM_ASSIGNED', { OWNER: BOTH }),
  ...rules('ITEM_STATE_CHANGED', {
    ...{ OWNER: PORTAL, PARTICIPANT: BOTH },
    ...{ ACCOUNT_MANAGER: BY_CHOICE, SHIPPER_ADMINISTRATOR: PORTAL, SHIPPER_USER: BY_CHOICE },
  }),
  ...rules('APPROVAL_ASKED', { SUPERIOR: BOTH, OWNER: PORTAL }),
  ...rules('CLOCK_REMINDER', { OWNER: PORTAL, ACCOUNT_MANAGER: BY_CHOICE }),
  ...rules('CLOCK_DUE', { OWNER: BOTH, ACCOUNT_MANAGER: BOTH }),
  ...rules('CLOCK_ESCALATED', { SUPERIOR: BOTH, OWNER: PORTAL, ACCOUNT_MANAGER: PORTAL }),
  ...rules('SHIPMENT_EXCEPTION', {
    ...{ ACCOUNT_MANAGER: PORTAL, SHIPPER_ADMINISTRATOR: PORTAL, SHIPPER_USER: PORTAL },
  }),
  ...rules('SHIPMENT_ETA_CHANGED', {
    ...{ ACCOUNT_MANAGER: BY_CHOICE, SHIPPER_ADMINISTRATOR: BY_CHOICE, SHIPPER_USER: BY_CHOICE },
  }),
  ...rules('SHIPMENT_DELIVERED', {
    ...{ ACCOUNT_MANAGER: BY_CHOICE, SHIPPER_ADMINISTRATOR: BY_CHOICE, SHIPPER_USER: BY_CHOICE },
  }),
  ...rules('CONTRACT_CHANGED', { ACCOUNT_MANAGER: PORTAL, SHIPPER_ADMINISTRATOR: BOTH }),
  ...rules('CONTRACT_EXPIRING', { ACCOUNT_MANAGER: BOTH, SHIPPER_ADMINISTRATOR: BOTH }),
  ...rules('QUOTE_CHANGED', { ACCOUNT_MANAGER: BOTH, SHIPPER_ADMINISTRATOR: BOTH, SHIPPER_USER: BY_CHOICE }),
  ...rules('OTIF_MISSED', { ACCOUNT_MANAGER: BOTH, SUPERIOR: PORTAL, SHIPPER_ADMINISTRATOR: BOTH }),
  ...rules('OTIF_DISPUTED', { ACCOUNT_MANAGER: BOTH, SHIPPER_ADMINISTRATOR: BOTH, SHIPPER_USER: BY_CHOICE }),
  ...rules('INVOICE_ISSUED', { SHIPPER_ADMINISTRATOR: BOTH, SHIPPER_USER: BY_CHOICE, ACCOUNT_MANAGER: BY_CHOICE }),
  // Who is asked to pay reads it in the mail, too: nobody can say that they were not told.
  ...rules('PAYMENT_REMINDER', { SHIPPER_ADMINISTRATOR: BOTH, SHIPPER_USER: BY_CHOICE, ACCOUNT_MANAGER: PORTAL }),
  ...rules('CREDIT_CHANGED', {
    ...{ SHIPPER_ADMINISTRATOR: BOTH, SHIPPER_USER: PORTAL, ACCOUNT_MANAGER: BOTH, SUPERIOR: BY_CHOICE },
  }),
  ...rules('EDI_ALARM', { ACCOUNT_MANAGER: BOTH, SUPERIOR: BY_CHOICE }),
  ...rules('MAIL_FAILED', { ACCOUNT_MANAGER: PORTAL, OWNER: PORTAL }),
];

/** Approvals, clocks and alarms are the company's own affair. */
const STAFF_ONLY: readonly Topic[] = [
  ...(['APPROVAL_ASKED', 'CLOCK_REMINDER', 'CLOCK_DUE', 'CLOCK_ESCALATED', 'EDI_ALARM', 'MAIL_FAILED'] as const),
];

/** The topics that can ever reach somebody of the staff, or of a customer: what a page of choices offers. */
export const topicsFor = (staff: boolean): readonly Topic[] =>
  TOPICS.filter((topic) => staff || (!STAFF_ONLY.includes(topic) && topic !== 'ITEM_ASSIGNED'));

/** Channels that a topic has by default for somebody of this side and role, whatever the capacity. */
export const usualChannels = (topic: Topic, parties: readonly Party[]): readonly Channel[] => {
  const usual = RULES.filter((rule) => rule.topic === topic && parties.includes(rule.party));
  return (['PORTAL', 'EMAIL'] as const).filter((channel) => usual.some((rule) => rule.channels.includes(channel)));
};
