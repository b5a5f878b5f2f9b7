import { accountOf, isStaff, mayWrite, type Role, type Viewer } from '@quayside/shared/identity';
import { type Refusal, refuse } from '@quayside/shared/result';
import type { UpdateAccountInput } from './account.ts';

const KEEPERS: readonly Role[] = ['ACCOUNT_MANAGER', 'SALES', 'SALES_HEAD', 'ADMINISTRATOR'];

/** Sales and administration open accounts and change any of their facts. */
export const mayKeepAccounts = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role !== null && KEEPERS.includes(viewer.role);

/** A person whom the customer itself has put in charge. Keys are never administrators. */
export const isAdministratorOf = (viewer: Viewer, accountId: string): boolean =>
  viewer.kind === 'member' && viewer.role === 'SHIPPER_ADMINISTRATOR' && accountOf(viewer) === accountId;

export const mayUpdateAccount = (viewer: Viewer, accountId: string): boolean =>
  mayKeepAccounts(viewer) || (mayWrite(viewer) && isAdministratorOf(viewer, accountId));

/** Bank account, tax number and credit are for staff and for those whom the account trusts with them. */
export const maySeeFinances = (viewer: Viewer, accountId: string): boolean =>
  isStaff(viewer) || isAdministratorOf(viewer, accountId);

const OWN_FACTS: readonly string[] = ['id', 'version', 'phone', 'address'];

/** A customer corrects how to reach it; grade, credit, branch and the rest are the company's judgement. */
export function fieldRefusal(viewer: Viewer, input: UpdateAccountInput): Refusal | null {
  if (mayKeepAccounts(viewer)) return null;
  const field = Object.entries(input).find(([name, value]) => value !== undefined && !OWN_FACTS.includes(name))?.[0];
  if (!field) return null;
  const refused = refuse('ACCOUNT_FIELD_OF_STAFF', 'Only your account manager can change this.', {
    field,
    fix: 'Ask your account manager.',
  });
  return refused.ok ? null : refused.refusal;
}
