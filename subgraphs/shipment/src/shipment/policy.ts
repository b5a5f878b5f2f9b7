import { isStaff, mayWrite, type Role, type Viewer } from '@quayside/shared/identity';

const OPERATING_ROLES: readonly Role[] = ['ACCOUNT_MANAGER', 'SALES_HEAD', 'OPERATOR', 'ADMINISTRATOR'];

/** Sees shipments whole. The holder of a link sees the masked `Tracking` only. */
export const mayReadShipments = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind !== 'link' && viewer.scopes.includes('read'));

/** Runs the warehouse and the road: answers tenders, picks, ships, records facts. */
export const mayOperate = (viewer: Viewer): boolean =>
  viewer.kind === 'system' ||
  (isStaff(viewer) && mayWrite(viewer) && viewer.role !== null && OPERATING_ROLES.includes(viewer.role));

/** Orders and cancels, shares and attaches: the shipper's own people and machines, and those who operate. */
export const mayOrder = (viewer: Viewer): boolean =>
  mayOperate(viewer) || (viewer.kind !== 'link' && !isStaff(viewer) && mayWrite(viewer));
