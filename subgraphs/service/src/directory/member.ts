import type { MemberFacts } from '@quayside/customer/events';
import { seesCustomer } from '@quayside/shared/data-rights';
import { isStaff, type Role, type Viewer } from '@quayside/shared/identity';

/** A person who signs in, as far as writing to them and acting in their name needs to know them. */
export type MemberEntry = Omit<MemberFacts, 'role'> & { readonly role: Role };

/** What must be known of a subject to say who may see it. */
export interface Audience {
  readonly accountId: string;
  /** Path of the branch that answers for the account; null until it was told. */
  readonly branchPath: string | null;
  /** For staff only. */
  readonly internal: boolean;
}

/** The member as the stores know somebody who has signed in. */
export const viewerOfMember = ({
  memberId,
  name,
  role,
  accountId,
  unitPath,
  scopes,
  ...rights
}: MemberEntry): Viewer => ({
  kind: 'member',
  id: memberId,
  name,
  role,
  reach:
    accountId === null
      ? { kind: 'organization', path: unitPath ?? '', ...(rights.data && { data: rights.data }) }
      : { kind: 'account', accountId },
  scopes,
  ...(rights.permissions && { permissions: rights.permissions }),
});

/** The same as the stores would say, for somebody who is not here to ask: an inactive member sees nothing. */
export function maySee(member: MemberEntry, { accountId, branchPath, internal }: Audience): boolean {
  if (!member.active || !member.scopes.includes('read')) return false;
  if (!isStaff(viewerOfMember(member))) return member.accountId === accountId && !internal;
  if (member.data) return seesCustomer(member.data, accountId, branchPath);
  // A unit without a path is nobody's: an empty prefix would be everybody's.
  return Boolean(member.unitPath) && (branchPath?.startsWith(member.unitPath ?? '') ?? false);
}
