import { isStaff, type Viewer } from '@quayside/shared/identity';
import { mayHandle, mayTakePart } from '../item/policy.ts';

/** Money leaves the company: operators prepare, the others decide. */
export const mayDecide = (viewer: Viewer): boolean => mayHandle(viewer) && viewer.role !== 'OPERATOR';

/** A claim is withdrawn by the claimant, or by the staff who were told to. */
export const mayWithdraw = mayTakePart;

/** What we get back from the carrier is between the carrier and us. */
export const maySeeRecovery = isStaff;
