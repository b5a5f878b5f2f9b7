import {
  CONTRACT_ACTIVATED,
  CONTRACT_AMENDED,
  CONTRACT_SOURCE,
  CONTRACT_TERMINATED,
  type ContractTerms,
} from '@quayside/contract/events';
import { ruleOf } from '@quayside/customer/parameter-events';
import {
  EDI_ACKNOWLEDGEMENT_ESCALATED,
  EDI_ACKNOWLEDGEMENT_OVERDUE,
  EDI_MESSAGE_CHANGED,
  EDI_SOURCE,
  type EdiMessageFacts,
} from '@quayside/edi-bridge/events';
import type { Database } from '@quayside/shared/db/database';
import { followParameters, type ParameterValue, parameterOf } from '@quayside/shared/db/parameter-store';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { termsBelow } from '../directory/store.ts';
import { SERVICE_SOURCE } from '../events.ts';
import { contractWork, ediWork, waitsForPerson } from './asked.ts';
import { tellQueue } from './live.ts';
import type { QueueItem } from './queue.ts';
import { loadQueueItem, putQueueItem } from './store.ts';

const ALARMS: Readonly<Record<string, 'OVERDUE' | 'ESCALATED'>> = {
  [EDI_ACKNOWLEDGEMENT_OVERDUE]: 'OVERDUE',
  [EDI_ACKNOWLEDGEMENT_ESCALATED]: 'ESCALATED',
};

/** Puts on the desk what other subgraphs need a person for, and takes it off again. */
export async function startQueueConsumers(db: Database, bus: EventBus): Promise<readonly BusSubscription[]> {
  const name = `${SERVICE_SOURCE}-queue`;
  const ofContracts = ofTypes(CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED);
  return [
    await consume({ name, source: EDI_SOURCE, db, bus, concerns: mayBeWork, handle: each(noteMessage) }),
    await consume({ name, source: CONTRACT_SOURCE, db, bus, concerns: ofContracts, handle: each(noteContract) }),
    await followParameters({ name: SERVICE_SOURCE, db, bus }, noteParameter),
  ];
}

/** Most messages come and go without anybody: only alarms, what waits for a person, and what no longer does, are work. */
function mayBeWork({ type, data }: EventEnvelope): boolean {
  const { state = '', changedFrom, direction } = data as Partial<EdiMessageFacts>;
  if (type in ALARMS || waitsForPerson(state)) return true;
  // An acknowledgement that came at last ends an alarm; events of older versions do not say what state was before.
  return (
    type === EDI_MESSAGE_CHANGED && (direction === 'OUT' || changedFrom === undefined || waitsForPerson(changedFrom))
  );
}

async function noteMessage(em: EntityManager, event: EventEnvelope): Promise<void> {
  const facts = event.data as Partial<EdiMessageFacts>;
  if (!facts.messageId || !facts.state) return;
  const before = await loadQueueItem(em, facts.messageId);
  await put(em, event, ediWork(facts as EdiMessageFacts, ALARMS[event.type] ?? null, before, event.at));
}

async function noteContract(em: EntityManager, event: EventEnvelope): Promise<void> {
  const terms = event.data as ContractTerms;
  const days = await parameterOf(em, ruleOf('CONTRACT_REMINDER_DAYS'), terms.accountId);
  await put(em, event, contractWork(terms, await loadQueueItem(em, terms.contractId), event.at, days));
}

/** With other reminder days of a unit, contracts of its customers come onto the desk earlier, or later. */
async function noteParameter(em: EntityManager, { name, path }: ParameterValue, event: EventEnvelope): Promise<void> {
  if (name !== 'CONTRACT_REMINDER_DAYS') return;
  for (const terms of await termsBelow(em, path)) {
    const before = await loadQueueItem(em, terms.contractId);
    if (!before || before.closedAt !== null) continue;
    const days = await parameterOf(em, ruleOf('CONTRACT_REMINDER_DAYS'), terms.accountId);
    await put(em, event, contractWork(terms, before, event.at, days));
  }
}

async function put(em: EntityManager, { at, correlationId }: EventEnvelope, item: QueueItem | null): Promise<void> {
  if (!item) return;
  await putQueueItem(em, item);
  await tellQueue(em, item, { at, correlationId });
}
