import type { PostalAddress } from '../checks.ts';
import type { Account } from './account.ts';

/** One fact of an account that became another, as text: ids of what is pointed to, JSON of money. */
export interface FactChange {
  readonly field: keyof Account;
  readonly before: string | null;
  readonly after: string | null;
}

/** Who brought the account: no fact of its record, and for the staff only, but of its history. */
export const REFERRER_FIELD = 'referrerId';

/** Facts of which a history is kept: what follows from others, or never changes, is left out. */
const KEPT = [
  ...['name', 'legalName', 'kind', 'grade', 'region', 'industry', 'ownership', 'employees'],
  ...['taxNumber', 'phone', 'bankAccount', 'address', 'creditLimit', 'parentId', 'branchId', 'accountManagerId'],
] as const satisfies (keyof Account)[];

const lineOf = ({ lines, city, region, postalCode, country }: PostalAddress): string =>
  [...lines, city, region, postalCode, country].filter(Boolean).join(', ');

function textOf(account: Account, field: (typeof KEPT)[number]): string | null {
  if (field === 'address') return account.address && lineOf(account.address);
  const value = account[field];
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What an update has changed, in the order of the record. */
export const factChanges = (before: Account, after: Account): readonly FactChange[] =>
  KEPT.map((field) => ({ field, before: textOf(before, field), after: textOf(after, field) })).filter(
    (change) => change.before !== change.after,
  );
