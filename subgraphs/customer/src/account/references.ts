import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findMember } from '../member/store.ts';
import { answersFor, type OrgUnit } from '../organization/organization.ts';
import { findOpenUnit } from '../organization/store.ts';
import type { Account } from './account.ts';
import { findAccount } from './store.ts';

const DEEPEST_GROUP = 20;

/**
 * Checks what an account newly points to, as far as the viewer sees it; the value is the branch that answers for it.
 * What it pointed to `before` may be out of the viewer's sight, or a manager who has left: that hinders no other change.
 */
export async function checkReferences(
  em: EntityManager,
  viewer: Viewer,
  account: Account,
  before: Account | null,
): Promise<Result<OrgUnit>> {
  const branch = await findOpenUnit(em, viewer, account.branchId);
  const covered = branch && (viewer.reach.kind !== 'organization' || answersFor(viewer.reach.path, branch.path));
  if (!branch || (!covered && account.branchId !== before?.branchId))
    return refuse('ORG_UNIT_UNKNOWN', 'There is no such branch in your part of the organization.', {
      field: 'branchId',
    });
  const sameManager = account.accountManagerId === before?.accountManagerId && account.branchId === before?.branchId;
  const manager = sameManager ? ok(null) : await checkManager(em, viewer, account, branch);
  if (!manager.ok) return manager;
  const parent = account.parentId === before?.parentId ? ok(null) : await checkParent(em, viewer, account);
  return parent.ok ? ok(branch) : parent;
}

/** Who answers for a customer must be able to see it. */
async function checkManager(
  em: EntityManager,
  viewer: Viewer,
  { accountManagerId }: Account,
  branch: OrgUnit,
): Promise<Result<null>> {
  if (!accountManagerId) return ok(null);
  const member = await findMember(em, viewer, accountManagerId);
  if (member?.active && member.unitPath && answersFor(member.unitPath, branch.path)) return ok(null);
  return refuse('ACCOUNT_MANAGER_OUT_OF_REACH', 'This person does not work for the branch of the account.', {
    field: 'accountManagerId',
    fix: 'Choose somebody of the branch or of a unit above it.',
  });
}

async function checkParent(em: EntityManager, viewer: Viewer, account: Account): Promise<Result<null>> {
  let next = account.parentId;
  for (let level = 0; next && level < DEEPEST_GROUP; level++) {
    // The first must be known to the viewer; a circle shows only when all above are looked at, seen or not.
    const eyes = level === 0 ? viewer : systemViewer('company group');
    const parent = next === account.id ? account : await findAccount(em, eyes, next);
    if (!parent && level === 0)
      return refuse('ACCOUNT_PARENT_UNKNOWN', 'There is no such parent company.', { field: 'parentId' });
    if (parent === account)
      return refuse('ACCOUNT_PARENT_CYCLE', 'A company cannot stand above itself.', { field: 'parentId' });
    next = parent?.parentId ?? null;
  }
  return ok(null);
}
