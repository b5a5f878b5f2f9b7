import { mayWrite, type Viewer } from '@quayside/shared/identity';
import { isWhole } from '../member/policy.ts';

/** The tree is the company's own: its administrators shape it, each below their own unit. */
export const mayShapeOrganization = (viewer: Viewer): boolean =>
  mayWrite(viewer) && viewer.role === 'ADMINISTRATOR' && (viewer.kind === 'member' || viewer.kind === 'system');

/** Who is denied a customer could bring it before their own eyes by moving its branch. */
export const mayMoveUnits = (viewer: Viewer): boolean => mayShapeOrganization(viewer) && isWhole(viewer);
