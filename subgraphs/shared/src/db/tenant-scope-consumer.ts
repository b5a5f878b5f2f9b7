import type { BusSubscription, EventBus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import { consume, each, ofTypes } from '../events/inbox.ts';
import type { Database } from './database.ts';
import { tenantScopeTable } from './reach.ts';

// The kernel knows no other workspace, so the published names of the customer subgraph stand here as text.
const SOURCE = 'customer';
const ACCOUNT_EVENTS: readonly string[] = ['account.opened.v1', 'account.changed.v1'];

/** Keeps `tenant_scope` of one subgraph in step with the customer subgraph: who answers for which account. */
export function followTenantScopes(consumer: { name: string; db: Database; bus: EventBus }): Promise<BusSubscription> {
  return consume({
    ...consumer,
    name: `${consumer.name}-tenant-scope`,
    source: SOURCE,
    concerns: ofTypes(...ACCOUNT_EVENTS),
    handle: each(async (em, event) => {
      const scope = branchOf(event);
      if (scope) await em.getRepository(tenantScopeTable).upsert(scope, ['accountId']);
    }),
  });
}

function branchOf(event: EventEnvelope): { accountId: string; path: string } | null {
  const facts = event.data as { accountId?: unknown; branchPath?: unknown };
  const complete = typeof facts.accountId === 'string' && typeof facts.branchPath === 'string';
  return complete ? { accountId: String(facts.accountId), path: String(facts.branchPath) } : null;
}
