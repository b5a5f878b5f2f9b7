import { systemViewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { cases } from '../case/store.ts';
import { onceKey, openedBefore } from '../item/opened-once.ts';

/** The key that the case of a dispute is opened by, once. */
export const disputeKey = (disputeId: string): string => `dispute-${disputeId}`;

/** The case of a dispute, or null while there is none. Whether a viewer sees it, the store of cases says. */
export async function caseOfDispute(em: EntityManager, accountId: string, disputeId: string): Promise<string | null> {
  const id = await openedBefore(em, onceKey(accountId, ['account', 'CASE'], disputeKey(disputeId)));
  return id && (await cases.find(em, systemViewer('disputes'), id)) ? id : null;
}
