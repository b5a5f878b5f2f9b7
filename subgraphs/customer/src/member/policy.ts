import type { DataRights } from '@quayside/shared/data-rights';
import { isStaff, mayWrite, permissionsOf, ROLE_PERMISSIONS, type Role, type Viewer } from '@quayside/shared/identity';
import { isAdministratorOf } from '../account/policy.ts';
import { isStaffRole, type Member } from './member.ts';

/**
 * Whoever is denied something does not decide about the rights of others: one word to a colleague would be a way around.
 */
export const isWhole = (viewer: Viewer): boolean =>
  viewer.role === null ||
  (ROLE_PERMISSIONS[viewer.role].every((one) => permissionsOf(viewer).includes(one)) &&
    !(viewer.reach.kind === 'organization' && deniesAnything(viewer.reach.data)));

const deniesAnything = (data: DataRights | undefined): boolean =>
  data !== undefined && [...data.units, ...data.accounts].some(({ sees }) => !sees);

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
  if (isAdministrator(viewer)) return covers(viewer, unitPath) && (!isStaffRole(role) || isWhole(viewer));
  return accountId !== null && !isStaffRole(role) && isAdministratorOf(viewer, accountId);
}

/** Could this viewer invite anybody with this role at all? Asked before anything is looked up. */
export const mayInviteRole = (viewer: Viewer, role: Role): boolean =>
  mayWrite(viewer) &&
  ((isAdministrator(viewer) && (!isStaffRole(role) || isWhole(viewer))) ||
    (viewer.role === 'SHIPPER_ADMINISTRATOR' && !isStaffRole(role)));

/** A profile and a password are one's own, whatever else one may change. */
export const hasProfile = (viewer: Viewer): boolean => viewer.kind === 'member';

/** When somebody last signed in is between them and their administrators. */
export const maySeeSignIns = (viewer: Viewer, member: Member): boolean =>
  viewer.id === member.id || mayManageMember(viewer, member);
