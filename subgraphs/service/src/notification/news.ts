import { CREDIT_CHANGED, type CreditFacts } from '@quayside/contract/credit-events';
import {
  CONTRACT_EXPIRING,
  type ContractTerms,
  OTIF_DISPUTED,
  OTIF_SCORED,
  type OtifDisputed,
  type OtifScored,
  QUOTE_CHANGED,
  type QuoteFacts,
} from '@quayside/contract/events';
import {
  COLLECTION_STEP_TAKEN,
  INVOICE_ISSUED,
  type InvoiceIssued,
  type ReceivableFacts,
} from '@quayside/contract/money-events';
import type { EdiMessageFacts } from '@quayside/edi-bridge/events';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import type { Money } from '@quayside/shared/money';
import type { MilestoneRecorded, ShipmentFacts } from '@quayside/shipment/events';
import type { ClockFacts, MailFailed, ServiceFacts } from '../events.ts';
import { wasSent } from '../item/item.ts';
import { excerptOf, type News, type SubjectKind } from './notification.ts';
import type { Topic } from './topics.ts';

/** What the events of items say beyond their facts. */
export type ItemEvent = Partial<ServiceFacts> & {
  readonly internal?: boolean;
  readonly actorId?: string | null;
  readonly actor?: string | null;
  readonly messageId?: string | null;
  readonly mentions?: readonly string[];
  readonly amount?: Money | null;
};

/** What an event leaves to be looked up here. */
export interface Found {
  readonly item: {
    readonly title: string;
    readonly state: string;
    readonly ownerId: string | null;
    readonly closedAt: number | null;
  } | null;
  readonly messageBody: string | null;
}

const VERBS: Readonly<Record<string, Topic>> = {
  opened: 'ITEM_OPENED',
  replied: 'ITEM_REPLIED',
  assigned: 'ITEM_ASSIGNED',
  'state-changed': 'ITEM_STATE_CHANGED',
  'approval-asked': 'APPROVAL_ASKED',
};
/** A clock speaks twice before its deadline, and once after it. */
const CLOCKS: Readonly<Record<string, Topic>> = {
  'clock.reminded.v1': 'CLOCK_REMINDER',
  'clock.escalated.v1': 'CLOCK_DUE',
  'clock.missed.v1': 'CLOCK_ESCALATED',
};
// The bridge depends on nobody here, so its published names stand as text.
const EDI_ALARMS: readonly string[] = ['edi-acknowledgement.overdue.v1', 'edi-acknowledgement.escalated.v1'];
/** AT7-01: the carrier has completed the delivery. */
const DELIVERED = 'D1';

type Told = Pick<News, 'topic' | 'subjectKind' | 'subjectId' | 'number'> & Partial<News>;

const news = (event: EventEnvelope, accountId: string, told: Told): News => ({
  cause: event.id,
  accountId,
  title: null,
  actorId: null,
  actor: null,
  ownerId: null,
  mentions: [],
  messageId: null,
  excerpt: null,
  internal: false,
  permission: null,
  state: null,
  dueAt: null,
  amountMinor: null,
  currency: null,
  at: event.at,
  ...told,
});

/** The topic of an item's event; null when it is none. Read by the last word of its type, whatever the kind of item. */
const topicOfItem = (type: string): Topic | null => VERBS[/^[a-z-]+\.([a-z-]+)\.v1$/.exec(type)?.[1] ?? ''] ?? null;

/** Who answers for it and until when is told on ways of its own. */
const ASIDE: readonly string[] = ['owner', 'dueAt'];

/** Events from before steps named what they change are taken at their word. */
const hasMoved = ({ changed }: ItemEvent): boolean => changed?.some((name) => !ASIDE.includes(name)) ?? true;

/** News of a case, claim or other piece of work, or of its clock. */
export function itemNews(event: EventEnvelope, found: Found): News | null {
  const clock = CLOCKS[event.type];
  if (clock) return clockNews(event, clock, found);
  const data = event.data as ItemEvent;
  const topic = topicOfItem(event.type);
  if (!topic || !data.kind || !data.id || !event.accountId) return null;
  // Nobody has received a draft: it is the writer's own.
  if (!wasSent({ number: data.number ?? '' })) return null;
  const said = Boolean(data.messageId);
  // A scan, a step or a clock in the same state is no news; words without another state are only words.
  if (topic === 'ITEM_STATE_CHANGED' && !hasMoved(data) && !said) return null;
  return news(event, event.accountId, {
    topic: topic === 'ITEM_STATE_CHANGED' && !hasMoved(data) ? 'ITEM_REPLIED' : topic,
    subjectKind: data.kind,
    subjectId: data.id,
    number: data.number ?? '',
    title: found.item?.title ?? null,
    actorId: data.actorId ?? null,
    actor: data.actor ?? null,
    ownerId: data.ownerId ?? null,
    mentions: data.mentions ?? [],
    messageId: data.messageId ?? null,
    excerpt: found.messageBody === null ? null : excerptOf(found.messageBody),
    internal: data.internal ?? false,
    state: data.state ?? null,
    amountMinor: data.amount?.amountMinor ?? null,
    currency: data.amount?.currency ?? null,
  });
}

/** The same clock of the same item tells once, whoever has looked at it; work that is done by now is no news. */
function clockNews(event: EventEnvelope, topic: Topic, { item }: Found): News | null {
  const { kind, id, number, dueAt } = event.data as ClockFacts;
  if (!event.accountId || !item || item.closedAt !== null) return null;
  return news(event, event.accountId, {
    cause: `${event.type}:${id}:${dueAt}`,
    topic,
    subjectKind: kind,
    subjectId: id,
    number,
    title: item.title,
    state: item.state,
    ownerId: item.ownerId,
    dueAt,
  });
}

/** News of a mail that could not be sent. */
export function mailNews(event: EventEnvelope, { item }: Found): News | null {
  const facts = event.data as MailFailed;
  if (!event.accountId) return null;
  return news(event, event.accountId, {
    topic: 'MAIL_FAILED',
    subjectKind: facts.itemKind,
    subjectId: facts.itemId,
    number: facts.number,
    title: item?.title ?? null,
    ownerId: item?.ownerId ?? null,
    excerpt: excerptOf(facts.reason),
    internal: true,
  });
}

/** News of a shipment. */
export function shipmentNews(event: EventEnvelope): News | null {
  const facts = event.data as Partial<ShipmentFacts & MilestoneRecorded & { exceptionKind: string }>;
  const topic = topicOfShipment(event.type, facts.code);
  if (!topic || !facts.shipmentId || !facts.accountId) return null;
  return news(event, facts.accountId, {
    topic,
    subjectKind: 'SHIPMENT',
    subjectId: facts.shipmentId,
    number: facts.number ?? '',
    title: facts.orderNumber ?? null,
    state: (topic === 'SHIPMENT_EXCEPTION' ? facts.exceptionKind : facts.state) ?? null,
  });
}

function topicOfShipment(type: string, code: string | undefined): Topic | null {
  if (type === 'shipment.exception-raised.v1') return 'SHIPMENT_EXCEPTION';
  if (type === 'shipment.eta-changed.v1') return 'SHIPMENT_ETA_CHANGED';
  return type === 'shipment.milestone-recorded.v1' && code === DELIVERED ? 'SHIPMENT_DELIVERED' : null;
}

/** News of a contract: what binds is other than it was, or ends soon; or of a quote, which waits for the other side. */
export function contractNews(event: EventEnvelope): News | null {
  if (event.type === QUOTE_CHANGED) return quoteNews(event);
  if (event.type === OTIF_SCORED) return missedNews(event);
  if (event.type === OTIF_DISPUTED) return disputeNews(event);
  const money = moneyNews(event);
  if (money) return money;
  const ends = event.type === CONTRACT_EXPIRING;
  if (!ends && !/^contract\.(activated|amended|terminated)\.v1$/.test(event.type)) return null;
  const { contractId, accountId, number, name, state, validTo } = event.data as ContractTerms;
  return news(event, accountId, {
    topic: ends ? 'CONTRACT_EXPIRING' : 'CONTRACT_CHANGED',
    subjectKind: 'CONTRACT',
    subjectId: contractId,
    number,
    title: name,
    state,
    dueAt: ends ? endOf(validTo) : null,
  });
}

/** As much as is kept of a state: more would stop the consumer for good. */
const MOST_STATE = 32;

/** A share as it is read: a third is 33.33, not sixteen digits. */
const hundredths = (percent: number): number => Math.round(percent * 100) / 100;

/** A period that was kept is no news. */
function missedNews(event: EventEnvelope): News | null {
  const { contractId, accountId, number, name, period, percent, met, ...scored } = event.data as OtifScored;
  if (met !== false) return null;
  const { targetPercent, creditMinor, currency } = scored;
  return news(event, accountId, {
    ...{ topic: 'OTIF_MISSED', subjectKind: 'OTIF', subjectId: contractId, number, title: name },
    state: `${period}: ${hundredths(percent ?? 0)} % / ${hundredths(targetPercent)} %`.slice(0, MOST_STATE),
    amountMinor: creditMinor > 0 ? creditMinor : null,
    currency: creditMinor > 0 ? currency : null,
  });
}

function disputeNews(event: EventEnvelope): News {
  const { contractId, accountId, number, decision, actorId, actor } = event.data as OtifDisputed;
  const told = { topic: 'OTIF_DISPUTED', subjectKind: 'OTIF', subjectId: contractId, number } as const;
  return news(event, accountId, { ...told, state: decision ?? 'DISPUTED', actorId, actor });
}

function quoteNews(event: EventEnvelope): News {
  const { quoteId, accountId, number, name, state, actorId, actor } = event.data as QuoteFacts;
  const told = { topic: 'QUOTE_CHANGED', subjectKind: 'QUOTE', subjectId: quoteId, number, title: name } as const;
  return news(event, accountId, { ...told, state, actorId, actor });
}

/** News of what is to be paid, and of what becomes of who does not. */
function moneyNews(event: EventEnvelope): News | null {
  if (event.type === INVOICE_ISSUED) {
    const { invoiceId, number, kind, accountId, dueOn } = event.data as InvoiceIssued;
    if (kind !== 'INVOICE') return null;
    const told = { topic: 'INVOICE_ISSUED', subjectKind: 'INVOICE', subjectId: invoiceId, number } as const;
    return news(event, accountId, { ...told, dueAt: endOf(dueOn) });
  }
  if (event.type === COLLECTION_STEP_TAKEN) {
    const { invoiceId, number, accountId, step, dueOn } = event.data as ReceivableFacts;
    const told = { topic: 'PAYMENT_REMINDER', subjectKind: 'INVOICE', subjectId: invoiceId, number } as const;
    // A step of an invoice is told once, whoever takes it.
    return news(event, accountId, { ...told, cause: `${step}:${invoiceId}`, state: step, dueAt: endOf(dueOn) });
  }
  if (event.type !== CREDIT_CHANGED) return null;
  const { accountId, state, before, actorId, actor } = event.data as CreditFacts;
  if (before === null) return null;
  const told = { topic: 'CREDIT_CHANGED', subjectKind: 'CREDIT', subjectId: accountId, number: '' } as const;
  return news(event, accountId, { ...told, state, actorId, actor });
}

const endOf = (day: string): number => Date.parse(`${day}T23:59:59Z`);

/** News of an acknowledgement that a partner owes us. What a carrier bills tells our margin, and so do our answers to it. */
export function ediNews(event: EventEnvelope): News | null {
  const { messageId, ourCost } = event.data as Partial<EdiMessageFacts>;
  if (!EDI_ALARMS.includes(event.type) || !event.accountId || !messageId) return null;
  const state = event.type.includes('escalated') ? 'ESCALATED' : 'OVERDUE';
  const subjectKind: SubjectKind = 'EDI_MESSAGE';
  const told = { topic: 'EDI_ALARM', subjectKind, subjectId: messageId, number: '', state } as const;
  return news(event, event.accountId, { ...told, permission: ourCost ? 'SEE_VALUE' : null });
}
