import { holds, isStaff, mayWrite, type Role, type Viewer } from '@quayside/shared/identity';

/** What a customer is worth is the business of those who answer for it: not of the floor, and never of a customer. */
export const maySeeValue = (viewer: Viewer): boolean => holds(viewer, 'SEE_VALUE');

/** Settings change everybody's figures. */
export const mayChangeSettings = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role === 'ADMINISTRATOR';

const KEEPERS: readonly Role[] = ['ACCOUNT_MANAGER', 'SALES', 'SALES_HEAD', 'ADMINISTRATOR'];

/** Who brought whom, and what was before: sales and administration. */
export const mayKeepHistory = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role !== null && KEEPERS.includes(viewer.role);
