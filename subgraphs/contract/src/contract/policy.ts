import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Terms bind the company, so its commercial side writes them; operators and customers read. */
export const mayManageContracts = (viewer: Viewer): boolean =>
  isStaff(viewer) && mayWrite(viewer) && viewer.role !== 'OPERATOR';
