import { type Role, STAFF_ROLES, type Viewer } from '@quayside/shared/identity';
import { ok, type Refusal, type Result, refuse } from '@quayside/shared/result';
import {
  emailFault,
  firstFault,
  idFault,
  keepUnlessGiven,
  type Optional,
  textFault,
  timeZoneFault,
} from '../checks.ts';
import type { MemberFacts } from '../events.ts';
import { dataRightsIn, type MemberRight, permissionsIn } from '../right/right.ts';

/** A person who signs in: of a customer (account set) or of the company (unit set). */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly accountId: string | null;
  readonly orgUnitId: string | null;
  /** Path of the unit: what staff see, unless rights of their own say otherwise. Units never move. */
  readonly unitPath: string | null;
  readonly locale: string;
  readonly timeZone: string;
  readonly active: boolean;
  readonly lastSignInAt: number | null;
  readonly version: number;
}

export interface InviteMemberInput {
  readonly id?: Optional<string>;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly password: string;
  readonly accountId?: Optional<string>;
  readonly orgUnitId?: Optional<string>;
  readonly locale?: Optional<string>;
  readonly timeZone?: Optional<string>;
}

export interface UpdateMyProfileInput {
  readonly name?: Optional<string>;
  readonly locale?: Optional<string>;
  readonly timeZone?: Optional<string>;
}

const LOCALES: readonly string[] = ['en', 'zh-Hans', 'zh-Hant'];
const SCOPES: Readonly<Record<Role, readonly string[]>> = {
  SHIPPER_USER: ['read', 'write'],
  SHIPPER_ADMINISTRATOR: ['read', 'write', 'edi'],
  ACCOUNT_MANAGER: ['read', 'write', 'edi'],
  // Leads the sales of a unit: what an account manager may, and what is decided for many customers at once.
  SALES_HEAD: ['read', 'write', 'edi'],
  // Wins customers: keeps their accounts and quotes, and answers them; binds the company to nothing.
  SALES: ['read', 'write'],
  OPERATOR: ['read', 'write', 'edi'],
  // An executive reads all figures and changes none.
  EXECUTIVE: ['read'],
  ADMINISTRATOR: ['read', 'write', 'edi'],
};

/** What a role may do at all. */
export const scopesOf = (role: Role): readonly string[] => SCOPES[role];

export const isStaffRole = (role: Role): boolean => STAFF_ROLES.includes(role);

const localeFault = (locale: Optional<string>): Refusal | null =>
  locale && !LOCALES.includes(locale)
    ? { code: 'LOCALE_UNKNOWN', message: `The portal speaks ${LOCALES.join(', ')}.`, field: 'locale' }
    : null;

/** A role of a customer belongs to an account, one of the company to a unit; never both. */
function placeFault({ role, accountId, orgUnitId }: InviteMemberInput): Refusal | null {
  const [needed, excess] = isStaffRole(role) ? ['orgUnitId', 'accountId'] : ['accountId', 'orgUnitId'];
  const given = { accountId, orgUnitId };
  if (!given[needed as keyof typeof given])
    return { code: 'MEMBER_PLACE_MISSING', message: `The role ${role} needs ${needed}.`, field: needed as string };
  if (given[excess as keyof typeof given])
    return { code: 'MEMBER_PLACE_WRONG', message: `The role ${role} has no ${excess}.`, field: excess as string };
  return null;
}

/** Everything about an invitation that can be judged without asking who is there already. */
export const invitationFault = (input: InviteMemberInput): Refusal | null =>
  firstFault([
    idFault(input.id),
    textFault('name', input.name),
    textFault('email', input.email),
    emailFault('email', input.email),
    placeFault(input),
    localeFault(input.locale),
    timeZoneFault('timeZone', input.timeZone),
  ]);

/** The new member, placed in its account or unit. */
export const invitedMember = (input: InviteMemberInput, id: string, unitPath: string | null): Member => ({
  id,
  name: input.name.trim(),
  email: input.email.trim(),
  role: input.role,
  accountId: input.accountId ?? null,
  orgUnitId: input.orgUnitId ?? null,
  unitPath,
  locale: input.locale ?? 'en',
  timeZone: input.timeZone ?? 'UTC',
  active: true,
  lastSignInAt: null,
  version: 1,
});

/** A profile after its owner's changes. */
export function changedProfile(member: Member, input: UpdateMyProfileInput): Result<Member> {
  const fault = firstFault([
    textFault('name', input.name),
    localeFault(input.locale),
    timeZoneFault('timeZone', input.timeZone),
  ]);
  if (fault) return { ok: false, refusal: fault };
  return ok({
    ...member,
    name: keepUnlessGiven(input.name, member.name).trim(),
    locale: keepUnlessGiven(input.locale, member.locale),
    timeZone: keepUnlessGiven(input.timeZone, member.timeZone),
  });
}

/** A member that cannot sign in any more; nobody locks themselves out. */
export function deactivated(member: Member, viewer: Viewer): Result<Member> {
  if (member.id === viewer.id)
    return refuse('MEMBER_IS_SELF', 'You cannot deactivate yourself.', { fix: 'Ask another administrator.' });
  return ok({ ...member, active: false });
}

/** A member with another role on the same side: nobody becomes staff by it, and staff no customer. */
export function withRole(member: Member, role: Role, viewer: Viewer): Result<Member> {
  if (member.id === viewer.id)
    return refuse('MEMBER_IS_SELF', 'You cannot change your own role.', { fix: 'Ask another administrator.' });
  if (isStaffRole(role) !== isStaffRole(member.role))
    return refuse('MEMBER_ROLE_SIDE', `A member with the role ${member.role} cannot become ${role}.`, {
      field: 'role',
      fix: 'Invite the person anew where they belong now.',
    });
  return ok({ ...member, role });
}

/** What the gateway and every subgraph know of a member who has signed in, by the rights that are in force now. */
export function viewerOf(
  member: Member,
  { sessionId, rights, now }: { sessionId: string; rights: readonly MemberRight[]; now: number },
): Viewer {
  const { id, name, role, accountId, unitPath } = member;
  const base = { kind: 'member', id, name, role, scopes: SCOPES[role], sessionId } as const;
  if (!isStaffRole(role)) return { ...base, reach: { kind: 'account', accountId: accountId ?? '' } };
  const data = dataRightsIn(member, rights, now);
  return {
    ...base,
    reach: { kind: 'organization', path: unitPath ?? '', ...(data && { data }) },
    permissions: permissionsIn(member, rights, now),
  };
}

/** A member of the company in another unit: what they see moves with them, what was granted by name stays. */
export function moved(member: Member, unit: { id: string; path: string }, viewer: Viewer): Result<Member> {
  if (member.id === viewer.id)
    return refuse('MEMBER_IS_SELF', 'You cannot move yourself.', { fix: 'Ask another administrator.' });
  if (!isStaffRole(member.role))
    return refuse('MEMBER_NOT_STAFF', 'Only people of the company stand in its tree.', { field: 'id' });
  return ok({ ...member, orgUnitId: unit.id, unitPath: unit.path });
}

/** The member as other subgraphs need to know them. */
export const factsOf = (member: Member, rights: readonly MemberRight[], now: number): MemberFacts => ({
  memberId: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  accountId: member.accountId,
  unitPath: member.unitPath,
  locale: member.locale,
  timeZone: member.timeZone,
  active: member.active,
  scopes: scopesOf(member.role),
  ...(isStaffRole(member.role) && {
    permissions: permissionsIn(member, rights, now),
    data: dataRightsIn(member, rights, now),
  }),
});
