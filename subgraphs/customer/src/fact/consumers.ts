import type { Database } from '@quayside/shared/db/database';
import { changeRows } from '@quayside/shared/db/sql';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { agreementOf } from './agreement.ts';
import { factsOf, HEARD_SOURCES } from './hearing.ts';
import { keepAgreement, keepFacts } from './store.ts';

const NAME = 'customer-facts';
/** Also the guard: a month is read, added to and written back, so on MySQL only one source may do so at a time. */
const FIRST = 'customer';

const concerns = (event: EventEnvelope): boolean => agreementOf(event) !== null || factsOf(event).length > 0;

/**
 * Hears what the other subgraphs tell of customers, and what this one tells itself.
 * @param changed called inside the transaction with the accounts whose figures are others now.
 */
export async function followFacts(
  db: Database,
  bus: EventBus,
  changed: (em: EntityManager, accountIds: readonly string[]) => Promise<void>,
): Promise<BusSubscription[]> {
  const handle = async (em: EntityManager, events: readonly EventEnvelope[]): Promise<void> => {
    await changeRows(em, 'UPDATE inbox SET position = position WHERE id = :guard', { guard: `${NAME}:${FIRST}` });
    const accounts = await keepFacts(em, events.flatMap(factsOf));
    for (const event of events) {
      const agreement = agreementOf(event);
      if (!agreement) continue;
      await keepAgreement(em, agreement);
      accounts.add(agreement.accountId);
    }
    if (accounts.size > 0) await changed(em, [...accounts]);
  };
  const follow = (source: string) => consume({ name: NAME, source, db, bus, concerns, handle });
  const first = await follow(FIRST);
  const others = HEARD_SOURCES.filter((source) => source !== FIRST);
  return [first, ...(await Promise.all(others.map(follow)))];
}
