import type { DataRights } from '@quayside/shared/data-rights';
import { ROLE_PERMISSIONS, type Role, STAFF_ROLES } from '@quayside/shared/identity';
import { PERMISSIONS, type Permission } from '@quayside/shared/permissions';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { firstFault, type Optional, remarkFault } from '../checks.ts';

/** What a right is about: a permission, the customers of a unit with all below it, or one customer. */
export type RightKind = 'PERMISSION' | 'UNIT' | 'ACCOUNT';
export type RightEffect = 'GRANT' | 'WITHHOLD';

/** One word about what a person of the company may do or see. It is never deleted, only withdrawn. */
export interface MemberRight {
  readonly id: string;
  readonly memberId: string;
  readonly kind: RightKind;
  readonly effect: RightEffect;
  /** A permission, or the id of the unit or account. */
  readonly subject: string;
  /** Path of the unit; null for the other kinds. */
  readonly path: string | null;
  /** Epoch milliseconds; null for "from now on" and "until further notice". */
  readonly fromAt: number | null;
  readonly untilAt: number | null;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: number;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: number | null;
  /** Whether it was in force when others were told last. */
  readonly told: boolean;
}

export interface GrantRightInput {
  readonly memberId: string;
  readonly effect: RightEffect;
  readonly permission?: Optional<Permission>;
  readonly orgUnitId?: Optional<string>;
  readonly accountId?: Optional<string>;
  readonly from?: Optional<number>;
  readonly until?: Optional<number>;
  readonly reason: string;
}

/** Whose rights they are. */
export interface Holder {
  readonly role: Role;
  readonly unitPath: string | null;
}

export const isInForce = (right: MemberRight, now: number): boolean =>
  right.withdrawnAt === null &&
  (right.fromAt === null || right.fromAt <= now) &&
  (right.untilAt === null || right.untilAt > now);

/** What the role brings along, with what was granted and without what is withheld: of two words, the "no" counts. */
export function permissionsIn({ role }: Holder, rights: readonly MemberRight[], now: number): readonly Permission[] {
  const said = (permission: Permission, effect: RightEffect): boolean =>
    rights.some((right) => right.subject === permission && right.effect === effect && isInForce(right, now));
  return PERMISSIONS.filter(
    (one) => (ROLE_PERMISSIONS[role].includes(one) || said(one, 'GRANT')) && !said(one, 'WITHHOLD'),
  );
}

/** Which customers the person sees; null where those are simply the customers of the own unit. */
export function dataRightsIn({ unitPath }: Holder, rights: readonly MemberRight[], now: number): DataRights | null {
  const said = rights.filter((right) => right.kind !== 'PERMISSION' && isInForce(right, now));
  if (said.length === 0) return null;
  const sees = ({ effect }: MemberRight): boolean => effect === 'GRANT';
  const units = said.flatMap((right) => (right.path ? [{ path: right.path, sees: sees(right) }] : []));
  return {
    units: unitPath ? [{ path: unitPath, sees: true }, ...units] : units,
    accounts: said
      .filter(({ kind }) => kind === 'ACCOUNT')
      .map((right) => ({ accountId: right.subject, sees: sees(right) })),
  };
}

const SHORTEST_REASON = 3;

/** What a grant is about, before anybody looked whether that exists. */
export function subjectOf(input: GrantRightInput, now: number): Result<{ kind: RightKind; subject: string }> {
  const given = [
    ...(input.permission ? [{ kind: 'PERMISSION' as const, subject: input.permission }] : []),
    ...(input.orgUnitId ? [{ kind: 'UNIT' as const, subject: input.orgUnitId }] : []),
    ...(input.accountId ? [{ kind: 'ACCOUNT' as const, subject: input.accountId }] : []),
  ];
  const [one] = given;
  if (!one || given.length > 1)
    return refuse('RIGHT_SUBJECT_WRONG', 'A right is about one permission, one unit or one customer.', {
      field: 'permission',
      fix: 'Choose one of the three.',
    });
  const fault = firstFault([remarkFault('reason', input.reason)]);
  if (fault) return { ok: false, refusal: fault };
  if (input.reason.trim().length < SHORTEST_REASON)
    return refuse('RIGHT_REASON_MISSING', 'Say why, for whoever looks at it later.', { field: 'reason' });
  const [from, until] = [input.from ?? now, input.until ?? Number.POSITIVE_INFINITY];
  if (until <= from || until <= now)
    return refuse('RIGHT_DATES_WRONG', 'The right would end before it begins, or has ended already.', {
      field: 'until',
      fix: 'Choose a later end, or leave it open.',
    });
  return ok(one);
}

/** Only people of the company hold rights of their own; a customer's people have their role. */
export const mayHoldRights = ({ role }: Holder): boolean => STAFF_ROLES.includes(role);

/** Do two rights say the same of the same at the same time? */
export const isSameWord = (a: MemberRight, b: MemberRight, now: number): boolean =>
  a.kind === b.kind &&
  a.subject === b.subject &&
  a.effect === b.effect &&
  a.withdrawnAt === null &&
  (a.untilAt ?? Number.POSITIVE_INFINITY) > Math.max(b.fromAt ?? now, now) &&
  (b.untilAt ?? Number.POSITIVE_INFINITY) > Math.max(a.fromAt ?? now, now);
