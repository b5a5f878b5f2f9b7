import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { agreementOf } from './agreement.ts';
import { factsOf, HEARD_SOURCES } from './hearing.ts';
import { keepAgreement, keepFacts } from './store.ts';

const concerns = (event: EventEnvelope): boolean => agreementOf(event) !== null || factsOf(event).length > 0;

/**
 * Hears what the other subgraphs tell of customers, and what this one tells itself.
 * @param changed called inside the transaction with the accounts whose figures are others now.
 */
export function followFacts(
  db: Database,
  bus: EventBus,
  changed: (em: EntityManager, accountIds: readonly string[]) => Promise<void>,
): Promise<BusSubscription[]> {
  const handle = async (em: EntityManager, events: readonly EventEnvelope[]): Promise<void> => {
    const accounts = await keepFacts(em, events.flatMap(factsOf));
    for (const event of events) {
      const agreement = agreementOf(event);
      if (!agreement) continue;
      await keepAgreement(em, agreement);
      accounts.add(agreement.accountId);
    }
    if (accounts.size > 0) await changed(em, [...accounts]);
  };
  return Promise.all(
    HEARD_SOURCES.map((source) => consume({ name: 'customer-facts', source, db, bus, concerns, handle })),
  );
}
