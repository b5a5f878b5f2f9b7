import type { Viewer } from '@quayside/shared/identity';
import { mayOperate, mayOrder, mayReadShipments } from '../shipment/policy.ts';

/** Sees goods on their way in: whoever sees whole shipments. */
export const mayReadInbound = (viewer: Viewer): boolean => mayReadShipments(viewer);

/** Announces, changes and cancels: the shipper's own people and machines, and those who operate. */
export const mayAnnounce = (viewer: Viewer): boolean => mayOrder(viewer);

/** Lets in, counts, and answers purchase orders: those who run the warehouse. */
export const mayReceive = (viewer: Viewer): boolean => mayOperate(viewer);
