import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';

/** What a customer is worth is the business of those who answer for it: not of the floor, and never of a customer. */
export const maySeeValue = (viewer: Viewer): boolean => isStaff(viewer) && viewer.role !== 'OPERATOR';

/** Settings change everybody's figures. */
export const mayChangeSettings = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role === 'ADMINISTRATOR';

/** Who brought whom, and what was before: sales and administration. */
export const mayKeepHistory = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && (viewer.role === 'ACCOUNT_MANAGER' || viewer.role === 'ADMINISTRATOR');
