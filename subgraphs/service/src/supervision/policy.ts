import { isStaff, type Viewer } from '@quayside/shared/identity';
import { mayHandle } from '../item/policy.ts';

/**
 * Supervisors stand above the work. Executives may, although they write nothing to customers: a review is a word among
 * the staff.
 */
export const maySupervise = (viewer: Viewer): boolean =>
  viewer.kind === 'member' && (viewer.role === 'EXECUTIVE' || viewer.role === 'ADMINISTRATOR');

/** Those whose work it is read what was found. */
export const maySeeReviews = isStaff;

/** What a review asks for is done by whoever does the work, or by a supervisor. */
export const mayFollowUp = (viewer: Viewer): boolean => mayHandle(viewer) || maySupervise(viewer);
