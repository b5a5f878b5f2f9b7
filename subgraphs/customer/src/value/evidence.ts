import type { Evidence, LifetimeValue, Term } from './lifetime.ts';

/** Whose evidence it is: figures are worked out of one account, and its facts are looked up by it. */
interface OfAccount {
  readonly accountId: string;
}
export type LifetimeOf = LifetimeValue & OfAccount;
export type TermOf = Term & OfAccount;
export type EvidenceOf = Evidence & OfAccount;
