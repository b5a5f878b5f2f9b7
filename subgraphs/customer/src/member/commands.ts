import { isDuplicateKey } from '@quayside/shared/db/database';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Role } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { hashPassword } from '@quayside/shared/password';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findAccount } from '../account/store.ts';
import { findOpenUnit } from '../organization/store.ts';
import { noteStaff } from '../right/record.ts';
import { provePassword } from '../sign-in/commands.ts';
import { findLogin, findLoginOf, forgetAttempts, insertLogin, savePassword } from '../sign-in/login-store.ts';
import { closeSessionsOf, refreshSessionsOf } from '../sign-in/revocation.ts';
import { emailKey, passwordFault } from '../sign-in/sign-in.ts';
import {
  changedProfile,
  deactivated,
  type InviteMemberInput,
  invitationFault,
  invitedMember,
  type Member,
  moved,
  type UpdateMyProfileInput,
  withRole,
} from './member.ts';
import { hasProfile, mayInviteRole, mayManageMember } from './policy.ts';
import { saveAndTell, tellMember } from './record.ts';
import { findMember, insertMember, otherAdministrators } from './store.ts';

/** Gives a person a login, in an account or in a unit of the company. */
export async function inviteMember(ctx: CommandContext, input: InviteMemberInput): Promise<Result<Member>> {
  const { viewer } = ctx;
  if (!mayInviteRole(viewer, input.role)) throw forbidden('invite members with this role');
  const fault = invitationFault(input) ?? passwordFault('password', input.password, input.email);
  if (fault) return { ok: false, refusal: fault };
  // Hashing is slow on purpose, so it is done before the transaction that others wait for.
  const passwordHash = await hashPassword(input.password);
  return ctx.db.write(async (em) => {
    const place = await findPlace(ctx, em, input);
    if (!place.ok) return place;
    const member = invitedMember(input, input.id ?? newId(), place.value);
    if (!mayManageMember(viewer, member)) throw forbidden('invite members there');
    const login = { memberId: member.id, emailKey: emailKey(input.email), passwordHash, changedAt: ctx.now() };
    try {
      await insertLogin(em, login);
    } catch (error) {
      if (isDuplicateKey(error)) return refuseTaken(em, input.email);
      throw error;
    }
    await insertMember(em, member);
    await noteStaff(ctx, em, member, 'INVITED', { after: member.role });
    return ok(await tellMember(ctx, em, member));
  });
}

/** Path of the unit, or null for an account; both must be within the viewer's reach. */
async function findPlace(
  { viewer }: CommandContext,
  em: EntityManager,
  { accountId, orgUnitId }: InviteMemberInput,
): Promise<Result<string | null>> {
  if (accountId) {
    const account = await findAccount(em, viewer, accountId);
    return account ? ok(null) : refuse('ACCOUNT_UNKNOWN', 'There is no such account.', { field: 'accountId' });
  }
  const unit = orgUnitId ? await findOpenUnit(em, viewer, orgUnitId) : null;
  return unit ? ok(unit.path) : refuse('ORG_UNIT_UNKNOWN', 'There is no such unit.', { field: 'orgUnitId' });
}

const refuseTaken = async (em: EntityManager, email: string): Promise<Result<never>> =>
  (await findLogin(em, email))
    ? refuse('MEMBER_EMAIL_TAKEN', 'Somebody signs in with this e-mail already.', { field: 'email' })
    : refuse('ID_TAKEN', 'This id is in use.', { field: 'id' });

/** Takes the login away and ends the sessions. Doing it twice changes nothing. */
export async function deactivateMember(ctx: CommandContext, id: string): Promise<Result<Member>> {
  return ctx.db.write(async (em) => {
    const member = await managed(ctx, em, id, 'deactivate this member');
    if (!member.active) return ok(member);
    const inactive = deactivated(member, ctx.viewer);
    if (!inactive.ok) return inactive;
    const last = await lastAdministrator(em, member);
    if (!last.ok) return last;
    await closeSessionsOf(ctx, em, id);
    await noteStaff(ctx, em, member, 'DEACTIVATED');
    return ok(await saveAndTell(ctx, em, inactive.value));
  });
}

/** A member whom the viewer manages. @throws AppError NOT_FOUND, FORBIDDEN. */
async function managed(ctx: CommandContext, em: EntityManager, id: string, doing: string): Promise<Member> {
  const member = await findMember(em, ctx.viewer, id);
  if (!member) throw notFound('The member');
  if (!mayManageMember(ctx.viewer, member)) throw forbidden(doing);
  return member;
}

/** Gives the login back. Doing it twice changes nothing. */
export async function reactivateMember(ctx: CommandContext, id: string): Promise<Result<Member>> {
  return ctx.db.write(async (em) => {
    const member = await managed(ctx, em, id, 'reactivate this member');
    if (member.active) return ok(member);
    if (member.orgUnitId && !(await findOpenUnit(em, ctx.viewer, member.orgUnitId)))
      return refuse('ORG_UNIT_CLOSED', `The unit of ${member.name} is closed.`, {
        field: 'id',
        fix: 'Move the person to another unit first.',
      });
    await noteStaff(ctx, em, member, 'REACTIVATED');
    return ok(await saveAndTell(ctx, em, { ...member, active: true }));
  });
}

/** Somebody has to be left who can let others in again, at this height of the tree or above. */
async function lastAdministrator(em: EntityManager, member: Member): Promise<Result<null>> {
  if (member.role !== 'ADMINISTRATOR' || (await otherAdministrators(em, member)) > 0) return ok(null);
  return refuse('LAST_ADMINISTRATOR', `${member.name} is the last administrator of this unit.`, {
    field: 'id',
    fix: 'Make somebody else an administrator of the unit first.',
  });
}

/** Puts somebody of the company into another unit: what they see is that unit's from this moment on. */
export async function moveMember(ctx: CommandContext, id: string, orgUnitId: string): Promise<Result<Member>> {
  return ctx.db.write(async (em) => {
    const member = await managed(ctx, em, id, 'move this member');
    const unit = await findOpenUnit(em, ctx.viewer, orgUnitId);
    if (!unit || !mayManageMember(ctx.viewer, { ...member, unitPath: unit.path }))
      return refuse('ORG_UNIT_UNKNOWN', 'There is no such unit below yours.', { field: 'orgUnitId' });
    const changed = moved(member, unit, ctx.viewer);
    if (!changed.ok || member.orgUnitId === unit.id) return changed;
    const last = await lastAdministrator(em, member);
    if (!last.ok) return last;
    await noteStaff(ctx, em, member, 'MOVED', { before: member.unitPath, after: unit.path });
    const saved = await saveAndTell(ctx, em, changed.value);
    await refreshSessionsOf(ctx, em, id);
    return ok(saved);
  });
}

/** Gives another role, which the viewer must be allowed to hand out; sessions with the old rights end. */
export async function changeMemberRole(ctx: CommandContext, id: string, role: Role): Promise<Result<Member>> {
  return ctx.db.write(async (em) => {
    const member = await managed(ctx, em, id, 'change the role of this member');
    if (!mayInviteRole(ctx.viewer, role)) throw forbidden('give this role');
    const changed = withRole(member, role, ctx.viewer);
    if (!changed.ok || member.role === role) return changed;
    const last = await lastAdministrator(em, member);
    if (!last.ok) return last;
    await noteStaff(ctx, em, member, 'ROLE_CHANGED', { before: member.role, after: role });
    await closeSessionsOf(ctx, em, id);
    return ok(await saveAndTell(ctx, em, changed.value));
  });
}

/** Sets a new first password for somebody who has lost theirs, and ends their sessions. */
export async function resetMemberPassword(ctx: CommandContext, id: string, password: string): Promise<Result<Member>> {
  const doing = 'reset the password of this member';
  const member = await ctx.db.read((em) => managed(ctx, em, id, doing));
  if (member.id === ctx.viewer.id)
    return refuse('MEMBER_IS_SELF', 'Change your own password with the current one.', { field: 'id' });
  const fault = passwordFault('password', password, member.email);
  if (fault) return { ok: false, refusal: fault };
  const passwordHash = await hashPassword(password);
  return ctx.db.write(async (em) => {
    const still = await managed(ctx, em, id, doing);
    await savePassword(em, id, passwordHash, ctx.now());
    // Whoever locked the login out by guessing guessed at a password that is gone.
    await forgetAttempts(em, still.email);
    await noteStaff(ctx, em, still, 'PASSWORD_RESET');
    await closeSessionsOf(ctx, em, id);
    return ok(still);
  });
}

/** Changes how the viewer is called, and in which language and zone they read. */
export async function updateMyProfile(ctx: CommandContext, input: UpdateMyProfileInput): Promise<Result<Member>> {
  return ctx.db.write(async (em) => {
    const changed = changedProfile(await findMyself(ctx, em), input);
    return changed.ok ? ok(await saveAndTell(ctx, em, changed.value)) : changed;
  });
}

/** Changes the viewer's password and ends their other sessions. */
export async function changeMyPassword(
  ctx: CommandContext,
  { current, next }: { current: string; next: string },
): Promise<Result<Member>> {
  const myself = await ctx.db.read((em) => findMyself(ctx, em));
  const fault = passwordFault('next', next, myself.email);
  if (fault) return { ok: false, refusal: fault };
  const proven = await provePassword(ctx, myself.email, current);
  if (!proven.ok) return proven.refusal.code === 'SIGN_IN_LOCKED' ? proven : refuseCurrent();
  const passwordHash = await hashPassword(next);
  return ctx.db.write(async (em) => {
    await savePassword(em, myself.id, passwordHash, ctx.now());
    await closeSessionsOf(ctx, em, myself.id, ctx.viewer.sessionId);
    return ok(await findMyself(ctx, em));
  });
}

const refuseCurrent = (): Result<never> =>
  refuse('PASSWORD_WRONG', 'This is not your current password.', { field: 'current' });

async function findMyself({ viewer }: CommandContext, em: EntityManager): Promise<Member> {
  if (!hasProfile(viewer)) throw forbidden('have a profile: you are not a person who signs in');
  const login = await findLoginOf(em, viewer.id);
  if (!login?.member.active) throw notFound('Your profile');
  return login.member;
}
