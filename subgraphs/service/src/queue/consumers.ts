import {
  CONTRACT_ACTIVATED,
  CONTRACT_AMENDED,
  CONTRACT_SOURCE,
  CONTRACT_TERMINATED,
  type ContractTerms,
} from '@quayside/contract/events';
import {
  EDI_ACKNOWLEDGEMENT_ESCALATED,
  EDI_ACKNOWLEDGEMENT_OVERDUE,
  EDI_SOURCE,
  type EdiMessageFacts,
} from '@quayside/edi-bridge/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { SERVICE_SOURCE } from '../events.ts';
import { contractWork, ediWork } from './asked.ts';
import { tellQueue } from './live.ts';
import type { QueueItem } from './queue.ts';
import { loadQueueItem, putQueueItem } from './store.ts';

const CONTRACT_EVENTS: readonly string[] = [CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED];
const ALARMS: Readonly<Record<string, 'OVERDUE' | 'ESCALATED'>> = {
  [EDI_ACKNOWLEDGEMENT_OVERDUE]: 'OVERDUE',
  [EDI_ACKNOWLEDGEMENT_ESCALATED]: 'ESCALATED',
};

/** Puts on the desk what other subgraphs need a person for, and takes it off again. */
export async function startQueueConsumers(db: Database, bus: EventBus): Promise<readonly BusSubscription[]> {
  const name = `${SERVICE_SOURCE}-queue`;
  return [
    await consume({ name, source: EDI_SOURCE, db, bus, handle: each(noteMessage) }),
    await consume({ name, source: CONTRACT_SOURCE, db, bus, handle: each(noteContract) }),
  ];
}

async function noteMessage(em: EntityManager, event: EventEnvelope): Promise<void> {
  const facts = event.data as Partial<EdiMessageFacts>;
  if (!facts.messageId || !facts.state) return;
  const before = await loadQueueItem(em, facts.messageId);
  await put(em, event, ediWork(facts as EdiMessageFacts, ALARMS[event.type] ?? null, before, event.at));
}

async function noteContract(em: EntityManager, event: EventEnvelope): Promise<void> {
  if (!CONTRACT_EVENTS.includes(event.type)) return;
  const terms = event.data as ContractTerms;
  await put(em, event, contractWork(terms, await loadQueueItem(em, terms.contractId), event.at));
}

async function put(em: EntityManager, { at, correlationId }: EventEnvelope, item: QueueItem | null): Promise<void> {
  if (!item) return;
  await putQueueItem(em, item);
  await tellQueue(em, item, { at, correlationId });
}
