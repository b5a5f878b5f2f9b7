import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { permissionsOf } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { isPermission } from '@quayside/shared/permissions';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findAccount } from '../account/store.ts';
import type { Member } from '../member/member.ts';
import { mayManageMember } from '../member/policy.ts';
import { saveAndTell } from '../member/record.ts';
import { findMember } from '../member/store.ts';
import { answersFor } from '../organization/organization.ts';
import { findOrgUnit, holdUnit } from '../organization/store.ts';
import { refreshSessionsOf } from '../sign-in/revocation.ts';
import { noteStaff } from './record.ts';
import {
  type GrantRightInput,
  isInForce,
  isSameWord,
  type MemberRight,
  mayHoldRights,
  type RightKind,
  subjectOf,
} from './right.ts';
import { findRight, findStanding, insertRight, withdrawRow } from './store.ts';

/**
 * Grants or withholds a permission, the customers of a unit, or one customer.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT when the member was changed meanwhile.
 */
export async function grantRight(ctx: CommandContext, input: GrantRightInput): Promise<Result<Member>> {
  const now = ctx.now();
  const subject = subjectOf(input, now);
  if (!subject.ok) return subject;
  return ctx.db.write(async (em) => {
    const member = await managedStaff(ctx, em, input.memberId);
    if (!member.ok) return member;
    const held = await heldPath(ctx, em, subject.value);
    if (!held.ok) return held;
    const right: MemberRight = {
      ...{ id: newId(), memberId: member.value.id, ...subject.value, effect: input.effect, path: held.value },
      ...{ fromAt: input.from ?? null, untilAt: input.until ?? null, reason: input.reason.trim() },
      ...{ grantedBy: ctx.viewer.name, grantedAt: now, withdrawnBy: null, withdrawnAt: null, told: false },
    };
    const standing = await findStanding(em, member.value.id);
    if (standing.some((one) => isSameWord(one, right, now)))
      return refuse('RIGHT_SAID_ALREADY', 'This is said of the person already, for the same time.', {
        field: 'memberId',
        fix: 'Withdraw the other first.',
      });
    await insertRight(em, { ...right, told: isInForce(right, now) });
    await noteStaff(ctx, em, member.value, 'RIGHT_GRANTED', { rightId: right.id, reason: right.reason });
    return ok(await felt(ctx, em, member.value));
  });
}

/** Takes a word about rights back. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function withdrawRight(ctx: CommandContext, id: string, reason: string): Promise<Result<Member>> {
  return ctx.db.write(async (em) => {
    const right = await findRight(em, id);
    if (!right) throw notFound('The right');
    const member = await managedStaff(ctx, em, right.memberId);
    if (!member.ok) return member;
    const held = await heldPath(ctx, em, right);
    if (!held.ok) return held;
    if (!(await withdrawRow(em, id, ctx.viewer.name, ctx.now()))) return member;
    await noteStaff(ctx, em, member.value, 'RIGHT_WITHDRAWN', { rightId: id, reason: reason.trim() });
    return ok(await felt(ctx, em, member.value));
  });
}

/** Others are told, and whoever is signed in feels it at once. */
async function felt(ctx: CommandContext, em: EntityManager, member: Member): Promise<Member> {
  const saved = await saveAndTell(ctx, em, member);
  await refreshSessionsOf(ctx, em, member.id);
  return saved;
}

async function managedStaff({ viewer }: CommandContext, em: EntityManager, id: string): Promise<Result<Member>> {
  const member = await findMember(em, viewer, id);
  if (!member) throw notFound('The member');
  if (!mayManageMember(viewer, member)) throw forbidden('decide about the rights of this member');
  if (!mayHoldRights(member))
    return refuse('MEMBER_NOT_STAFF', 'Only people of the company hold rights beyond their role.', {
      field: 'memberId',
      fix: "Give a customer's people another role instead.",
    });
  if (member.id === viewer.id)
    return refuse('MEMBER_IS_SELF', 'Nobody decides about their own rights.', { fix: 'Ask another administrator.' });
  return ok(member);
}

/** What is decided about must be the decider's own to give: held, or below the own unit. @returns the path of a unit. */
async function heldPath(
  { viewer }: CommandContext,
  em: EntityManager,
  { kind, subject }: { readonly kind: RightKind; readonly subject: string },
): Promise<Result<string | null>> {
  const notHeld = (field: string) =>
    refuse('RIGHT_NOT_HELD', 'You can decide only about what you hold yourself.', {
      field,
      fix: 'Ask an administrator higher up in the tree.',
    });
  const covers = (path: string): boolean =>
    viewer.reach.kind === 'everything' || (viewer.reach.kind === 'organization' && answersFor(viewer.reach.path, path));
  if (kind === 'PERMISSION')
    return isPermission(subject) && permissionsOf(viewer).includes(subject) ? ok(null) : notHeld('permission');
  if (kind === 'ACCOUNT') {
    const account = await findAccount(em, viewer, subject);
    if (!account) return refuse('ACCOUNT_UNKNOWN', 'There is no such account.', { field: 'accountId' });
    const branch = await findOrgUnit(em, viewer, account.branchId);
    return branch && covers(branch.path) ? ok(null) : notHeld('accountId');
  }
  await holdUnit(em, subject);
  const unit = await findOrgUnit(em, viewer, subject);
  if (!unit) return refuse('ORG_UNIT_UNKNOWN', 'There is no such unit.', { field: 'orgUnitId' });
  return covers(unit.path) ? ok(unit.path) : notHeld('orgUnitId');
}
