import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';

/** What classes of customers get is decided for the whole house. */
export const mayShapeTiers = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && (viewer.role === 'ADMINISTRATOR' || viewer.role === 'SALES_HEAD');
