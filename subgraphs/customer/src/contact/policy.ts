import { mayWrite, type Viewer } from '@quayside/shared/identity';

/** Who works with an account keeps its address book: both sides know whom to call. */
export const mayKeepContacts = (viewer: Viewer): boolean => mayWrite(viewer) && viewer.kind !== 'link';
