import type { EntitlementVerdict, LogisticsService } from '@quayside/contract/events';
import { entitlement } from '@quayside/contract/events';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { type TermsRow, termsTable } from './table.ts';

const terms = rowReader(termsTable);

/** Asks an account's contracts for a service on a day. */
export type EntitlementCheck = (service: LogisticsService) => EntitlementVerdict;

/** An account's contracts, ready to be asked about a day (YYYY-MM-DD). */
export async function contractsOf(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  date: string,
): Promise<EntitlementCheck> {
  const reach = withinReach(viewer, { account: 't.account_id' });
  const held = await terms(em, allOf([equals('t.account_id', 'account', accountId), reach]), 'ORDER BY t.valid_from');
  return (service) => entitlement(held, service, date);
}

/** The newest terms of a contract replace the older ones. */
export async function keepTerms(em: EntityManager, row: TermsRow): Promise<void> {
  await em.getRepository(termsTable).upsert(row, ['contractId']);
}
