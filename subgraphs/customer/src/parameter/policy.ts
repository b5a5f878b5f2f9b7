import { holds, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Settings of a unit bind everybody below it. */
export const mayManageParameters = (viewer: Viewer): boolean =>
  mayWrite(viewer) && (viewer.kind === 'system' || holds(viewer, 'MANAGE_PARAMETERS'));
