import type { Viewer } from '@quayside/shared/identity';
import { mayHandle, mayTakePart } from '../item/policy.ts';
import type { WorkOrder } from './work-order.ts';

/** The customer takes back what nobody has begun; once hands are on the goods, the staff decide. */
export const mayCancel = (viewer: Viewer, order: WorkOrder): boolean =>
  mayHandle(viewer) || (mayTakePart(viewer) && order.state !== 'IN_PROGRESS');
