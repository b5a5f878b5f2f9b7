import { isStaff, mayCommit, type Viewer } from '@quayside/shared/identity';
import { mayHandle, mayTakePart } from '../item/policy.ts';
import type { WorkOrder } from './work-order.ts';

/** The customer takes back what nobody has begun; once hands are on the goods, the staff decide. */
export const mayCancel = (viewer: Viewer, order: WorkOrder): boolean =>
  mayHandle(viewer) || (mayTakePart(viewer) && order.state !== 'IN_PROGRESS');

/** Who pays says yes to the price: a person or key of the account. The product itself may, for what was said elsewhere. */
export const mayApprove = (viewer: Viewer): boolean =>
  mayTakePart(viewer) && (!isStaff(viewer) || viewer.kind === 'system');

/** Who paid says whether it was worth it. */
export const mayRateWork = mayApprove;

/** Another price than the list's, and doing without a cancellation price, is for the commercial side. */
export const maySetPrice = mayCommit;
