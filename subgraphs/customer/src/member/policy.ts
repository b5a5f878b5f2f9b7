import { isStaff, mayWrite, type Role, type Viewer } from '@quayside/shared/identity';
import { isAdministratorOf } from '../account/policy.ts';
import { isStaffRole, type Member } from './member.ts';

/** Where a member belongs, or shall belong. */
export type MemberPlace = Pick<Member, 'role' | 'accountId' | 'unitPath'>;

/** The company's administrators, each for what lies below their own unit (the store sees to accounts). */
export const isAdministrator = (viewer: Viewer): boolean => isStaff(viewer) && viewer.role === 'ADMINISTRATOR';

const covers = ({ reach }: Viewer, unitPath: string | null): boolean =>
  reach.kind !== 'organization' || unitPath === null || unitPath.startsWith(reach.path);

/**
 * An administrator manages anyone within reach. A customer's administrator manages people of the own account, in a
 * customer's roles: nobody hands out more than they have.
 */
export function mayManageMember(viewer: Viewer, { role, accountId, unitPath }: MemberPlace): boolean {
  if (!mayWrite(viewer)) return false;
  if (isAdministrator(viewer)) return covers(viewer, unitPath);
  return accountId !== null && !isStaffRole(role) && isAdministratorOf(viewer, accountId);
}

/** Could this viewer invite anybody with this role at all? Asked before anything is looked up. */
export const mayInviteRole = (viewer: Viewer, role: Role): boolean =>
  mayWrite(viewer) && (isAdministrator(viewer) || (viewer.role === 'SHIPPER_ADMINISTRATOR' && !isStaffRole(role)));

/** A profile and a password are one's own, whatever else one may change. */
export const hasProfile = (viewer: Viewer): boolean => viewer.kind === 'member';

/** When somebody last signed in is between them and their administrators. */
export const maySeeSignIns = (viewer: Viewer, member: Member): boolean =>
  viewer.id === member.id || mayManageMember(viewer, member);
