import { mayWrite, type Viewer } from '@quayside/shared/identity';

/** The tree is the company's own: its administrators shape it, each below their own unit. */
export const mayShapeOrganization = (viewer: Viewer): boolean =>
  mayWrite(viewer) && viewer.role === 'ADMINISTRATOR' && (viewer.kind === 'member' || viewer.kind === 'system');
