import { mayWrite, type Viewer } from '@quayside/shared/identity';

/** Whoever ships for an account names its consignees: its people, its systems, and the staff who serve it. */
export const mayRegisterConsignees = (viewer: Viewer): boolean => mayWrite(viewer) && viewer.kind !== 'link';
