import { holds, isStaff, mayCommit, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Why an account is graded as it is stays within the company: grades, points, decisions, releases. */
export const maySeeGrading = (viewer: Viewer): boolean => isStaff(viewer);

/** Looks at an account anew. */
export const mayReviewCredit = mayCommit;

/** Credit is given by heads and by whom they trust with it, not by those who look after the customer. */
export const mayDecideCredit = (viewer: Viewer): boolean => mayWrite(viewer) && holds(viewer, 'RELEASE_CREDIT');
