import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';

/** People and keys with the right to write. The holder of a link has doors of its own. */
export const mayTakePart = (viewer: Viewer): boolean => mayWrite(viewer) && viewer.kind !== 'link';

/** Does the work: assigns, moves, decides small things. */
export const mayHandle = (viewer: Viewer): boolean => isStaff(viewer) && mayWrite(viewer);

/** The id of a signed-in person of the staff: who can own work. */
export const staffMemberId = (viewer: Viewer): string | null =>
  isStaff(viewer) && viewer.kind === 'member' ? viewer.id : null;
