import { holds, isShared, isStaff, mayCommit, type Viewer } from '@quayside/shared/identity';
import { mayTakePart } from '../item/policy.ts';

/** Money leaves the company: operators prepare, the others decide. */
export const mayDecide = mayCommit;

/** The second person for what one may not promise alone. */
export const mayApproveClaims = (viewer: Viewer): boolean => mayDecide(viewer) && holds(viewer, 'APPROVE_CLAIMS');

/** Nobody answers to themselves; who asked may be among those who share a viewer. */
export const mayAnswerApproval = (viewer: Viewer, askedById: string | null): boolean =>
  mayApproveClaims(viewer) && !isShared(viewer) && viewer.id !== askedById;

/** A claim is withdrawn by the claimant, or by the staff who were told to. */
export const mayWithdraw = mayTakePart;

/** An offer is taken, countered, or a denial appealed by the claimant alone. */
export const isClaimant = (viewer: Viewer): boolean => mayTakePart(viewer) && !isStaff(viewer);

/** What we get back from the carrier, and what we set aside, is between the carrier and us. */
export const maySeeRecovery = isStaff;
