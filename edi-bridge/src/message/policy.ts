import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';

/** Taking up again what waits for a person is work of the company, within its reach. */
export const mayReplay = (viewer: Viewer): boolean => mayWrite(viewer) && isStaff(viewer);

/** EDI traffic shows orders and prices of a whole account: a tracking link never sees it. */
export const mayReadMessages = (viewer: Viewer): boolean =>
  viewer.kind !== 'link' && (viewer.scopes.includes('read') || viewer.scopes.includes('edi'));
