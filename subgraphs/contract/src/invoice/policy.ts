import { isStaff, mayCommit, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Bills bind the company, so its commercial side runs them, decides disputes and books payments. */
export const mayBill = mayCommit;

/** Whoever has to pay may say that a line is wrong; staff may do so in their name. */
export const mayDispute = (viewer: Viewer): boolean =>
  mayWrite(viewer) && viewer.kind !== 'link' && (isStaff(viewer) || viewer.reach.kind === 'account');
