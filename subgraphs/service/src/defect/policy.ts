import { isStaff, type Viewer } from '@quayside/shared/identity';
import { mayHandle } from '../item/policy.ts';

/** What fails again and again is among the staff. */
export const maySeeDefects = (viewer: Viewer): boolean => isStaff(viewer);

/** Opens a defect, finds its cause and mends it: whoever does the work. */
export const mayWorkOnDefects = (viewer: Viewer): boolean => mayHandle(viewer);
