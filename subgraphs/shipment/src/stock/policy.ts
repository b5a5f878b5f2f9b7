import type { Viewer } from '@quayside/shared/identity';
import { mayOperate, mayReadShipments } from '../shipment/policy.ts';

/** Sees what stands in the warehouse: whoever sees whole shipments. */
export const mayReadStock = (viewer: Viewer): boolean => mayReadShipments(viewer);

/** Corrects and moves stock: those who run the warehouse. */
export const mayAdjustStock = (viewer: Viewer): boolean => mayOperate(viewer);
