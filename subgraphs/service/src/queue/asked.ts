import type { ContractTerms } from '@quayside/contract/events';
import type { EdiMessageFacts } from '@quayside/edi-bridge/events';
import { DAY, HOUR } from '@quayside/shared/instant';
import { ON_THE_DESK, type QueueFacts, type QueueItem } from './queue.ts';

/** States of a message in which the bridge waits for a person. */
const FOR_A_PERSON: readonly string[] = ['QUARANTINED', 'HELD'];
export const waitsForPerson = (state: string): boolean => FOR_A_PERSON.includes(state);

/** What a partner waits for should not lie overnight. */
const EDI_WITHIN = 4 * HOUR;
/** A partner that does not acknowledge is called within the day. */
const CALL_WITHIN = DAY;

/** What an event of the bridge asks of the staff; null where it asks for nothing that the desk can show. */
export function ediWork(
  facts: EdiMessageFacts,
  alarm: 'OVERDUE' | 'ESCALATED' | null,
  before: QueueItem | null,
  at: number,
): QueueItem | null {
  const { messageId, state, partnerId, accountId } = facts;
  const wanted = alarm !== null || waitsForPerson(state);
  // What came from nobody known belongs to no account: the EDI page shows it to those who see all.
  if (accountId === null || (!wanted && !before)) return null;
  const opened = before && before.closedAt === null ? before.openedAt : at;
  const subject: QueueFacts = {
    id: messageId,
    kind: 'EDI_MESSAGE',
    number: messageId,
    title: facts.summary ?? before?.title ?? partnerId ?? '',
    state: alarm ?? state,
    priority: alarm === 'ESCALATED' ? 'URGENT' : 'HIGH',
    accountId,
    shipmentId: null,
    ownerId: before?.ownerId ?? null,
    openedAt: opened,
    dueAt: opened + (alarm ? CALL_WITHIN : EDI_WITHIN),
    closedAt: wanted ? null : at,
  };
  // Its last event may not say so any more, and it is still the same bill.
  return { ...subject, ...ON_THE_DESK, permission: facts.ourCost ? 'SEE_VALUE' : (before?.permission ?? null) };
}

/**
 * A contract that runs out; it is out of sight until so many days before, and off the desk when it has ended otherwise.
 * @param reminderDays how long before its end it comes onto the desk
 */
export function contractWork(
  terms: ContractTerms,
  before: QueueItem | null,
  at: number,
  reminderDays: number,
): QueueItem {
  const end = Date.parse(`${terms.validTo}T23:59:59.999Z`);
  const visible = end - reminderDays * DAY;
  const subject: QueueFacts = {
    id: terms.contractId,
    kind: 'CONTRACT',
    number: terms.number,
    title: terms.name,
    state: terms.state,
    priority: 'NORMAL',
    accountId: terms.accountId,
    shipmentId: null,
    ownerId: before?.ownerId ?? null,
    openedAt: before?.openedAt ?? at,
    dueAt: end,
    closedAt: terms.state === 'ACTIVE' ? null : at,
  };
  return { ...subject, ...ON_THE_DESK, hiddenUntil: visible > at ? visible : null };
}
