import { mayWrite, type Viewer } from '@quayside/shared/identity';
import { isAdministratorOf } from '../account/policy.ts';
import { isAdministrator } from '../member/policy.ts';

/** An account's own administrators, and the company's. A key never manages keys, itself included. */
export const mayManageKeys = (viewer: Viewer, accountId: string): boolean =>
  mayWrite(viewer) && (isAdministrator(viewer) || isAdministratorOf(viewer, accountId));
