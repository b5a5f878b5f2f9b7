import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';
import { mayManageContracts } from '../contract/policy.ts';

/** Closes periods and answers disputes: money goes with both. */
export const mayDecideOtif = mayManageContracts;

/** A customer's own people doubt a verdict; so may our commercial side. */
export const mayDispute = (viewer: Viewer): boolean =>
  mayManageContracts(viewer) || (viewer.kind === 'member' && !isStaff(viewer) && mayWrite(viewer));
