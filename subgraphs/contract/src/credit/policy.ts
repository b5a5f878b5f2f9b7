import { isStaff, mayWrite, type Role, type Viewer } from '@quayside/shared/identity';

const HEADS: readonly Role[] = ['SALES_HEAD', 'EXECUTIVE', 'ADMINISTRATOR'];

/** Why an account is graded as it is stays within the company: grades, points, decisions, releases. */
export const maySeeGrading = (viewer: Viewer): boolean => isStaff(viewer);

/** Looks at an account anew. */
export const mayReviewCredit = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role !== 'OPERATOR';

/** Credit is given by heads, not by those who look after the customer. */
export const mayDecideCredit = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role !== null && HEADS.includes(viewer.role);
