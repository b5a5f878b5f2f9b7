import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Addresses, users and keys of a partner's connection are the administrators' business. */
export const maySeeChannels = (viewer: Viewer): boolean => isStaff(viewer) && viewer.role === 'ADMINISTRATOR';

export const maySetChannels = (viewer: Viewer): boolean => maySeeChannels(viewer) && mayWrite(viewer);
