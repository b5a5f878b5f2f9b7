import { reachesAccount } from '@quayside/shared/db/reach';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { agreedBillingOf } from '../invoice/billing-store.ts';
import type { CreditEvidence } from './evidence.ts';
import { evidenceOf } from './evidence-store.ts';
import { ratesAt } from './exchange-store.ts';
import type { RatesOf } from './limit-use.ts';
import { type CreditStanding, unknownStanding } from './standing.ts';
import { findStandings, policiesOf } from './store.ts';
import { type CreditPolicy, termsOf } from './terms.ts';

/** An account's credit with what is owed at this moment. */
export interface CreditView {
  readonly accountId: string;
  readonly standing: CreditStanding;
  readonly evidence: CreditEvidence;
  readonly policy: CreditPolicy;
  /** By which limits are compared now. */
  readonly rates: RatesOf;
  /** Agreed with the account, else by its grade. */
  readonly paymentDays: number;
}

/** The credit of accounts; those out of reach are left out. */
export async function creditViews(
  em: EntityManager,
  viewer: Viewer,
  accountIds: readonly string[],
  now: number,
): Promise<CreditView[]> {
  const seen: string[] = [];
  for (const id of accountIds) if (await reachesAccount(em, viewer, id)) seen.push(id);
  if (seen.length === 0) return [];
  const [policyOf, standings] = [await policiesOf(em, seen), await findStandings(em, viewer, seen)];
  const [evidence, agreed] = [await evidenceOf(em, seen, now), await agreedBillingOf(em, seen)];
  const rates = await ratesAt(em, now);
  return seen.flatMap((accountId) => {
    const found = evidence.get(accountId);
    if (!found) return [];
    const standing = standings.find(({ id }) => id === accountId) ?? unknownStanding(accountId);
    const policy = policyOf(accountId);
    const paymentDays = agreed.get(accountId)?.termsDays ?? termsOf(policy, standing.grade).paymentDays;
    return [{ accountId, standing, evidence: found, policy, rates, paymentDays }];
  });
}
