import { holds, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Terms bind the company, so those write them whom it trusts with its rates; everybody else reads. */
export const mayManageContracts = (viewer: Viewer): boolean => mayWrite(viewer) && holds(viewer, 'EDIT_RATES');
