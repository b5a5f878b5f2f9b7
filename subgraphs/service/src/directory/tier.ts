import type { ContractTerms, ServiceTier } from '@quayside/contract/events';
import type { Priority } from '../item/item.ts';

const URGENCY: readonly Priority[] = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];

/** How urgent work is taken: as it was asked, and never less than the tier of the contract grants. */
export function atLeast(asked: Priority, terms: Pick<ContractTerms, 'tier'> | null): Priority {
  const granted = terms?.tier?.priority;
  return granted && URGENCY.indexOf(granted) > URGENCY.indexOf(asked) ? granted : asked;
}

/** The tier that an account has by a contract in force on a day: of several the most urgent. @param today YYYY-MM-DD */
export function tierAmong(all: readonly ContractTerms[], today: string): ServiceTier | null {
  const tiers = all.flatMap(({ state, validTo, tier }) =>
    state === 'ACTIVE' && validTo >= today && tier ? [tier] : [],
  );
  return tiers.sort((a, b) => URGENCY.indexOf(b.priority) - URGENCY.indexOf(a.priority))[0] ?? null;
}
