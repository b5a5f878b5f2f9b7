import type { EntityManager } from 'typeorm';
import type { BusSubscription, EventBus } from '../events/bus.ts';
import type { EventEnvelope } from '../events/envelope.ts';
import { consume, each, ofTypes } from '../events/inbox.ts';
import type { Database } from './database.ts';
import { movePaths, type PathColumn, type PathMove } from './move-paths.ts';
import { type TenantScope, tenantScopeTable } from './reach.ts';

// The kernel knows no other workspace, so the published names of the customer subgraph stand here as text.
const SOURCE = 'customer';
const ACCOUNT_EVENTS: readonly string[] = ['account.opened.v1', 'account.changed.v1'];
const UNIT_MOVED = 'org-unit.moved.v1';
const SCOPES: PathColumn = { table: 'tenant_scope', column: 'path' };

interface ScopeConsumer {
  readonly name: string;
  readonly db: Database;
  readonly bus: EventBus;
  /** What else the subgraph keeps by the paths of units: it goes along when a unit moves. */
  readonly paths?: readonly PathColumn[];
  /** Called, in the same transaction, where other units stand above accounts now: with a path at or above all of them. */
  readonly moved?: (em: EntityManager, path: string) => Promise<void>;
}

/** Keeps `tenant_scope` of one subgraph in step with the customer subgraph: who answers for which account. */
export function followTenantScopes({
  paths = [],
  moved = async () => {},
  ...consumer
}: ScopeConsumer): Promise<BusSubscription> {
  const followed = [SCOPES, ...paths];
  return consume({
    ...consumer,
    name: `${consumer.name}-tenant-scope`,
    source: SOURCE,
    concerns: ofTypes(...ACCOUNT_EVENTS, UNIT_MOVED),
    handle: each(async (em, event) => {
      if (event.type === UNIT_MOVED) {
        const move = event.data as PathMove;
        await movePaths(em, move, followed);
        await moved(em, move.to);
        return;
      }
      const scope = branchOf(event);
      if (scope && (await keepScope(em, scope))) await moved(em, scope.path);
    }),
  });
}

/** @returns whether the account has come to another branch. */
async function keepScope(em: EntityManager, scope: TenantScope): Promise<boolean> {
  const scopes = em.getRepository(tenantScopeTable);
  const before = await scopes.findOneBy({ accountId: scope.accountId });
  await scopes.upsert(scope, ['accountId']);
  return before !== null && before.path !== scope.path;
}

function branchOf(event: EventEnvelope): TenantScope | null {
  const facts = event.data as { accountId?: unknown; branchPath?: unknown };
  const complete = typeof facts.accountId === 'string' && typeof facts.branchPath === 'string';
  return complete ? { accountId: String(facts.accountId), path: String(facts.branchPath) } : null;
}
