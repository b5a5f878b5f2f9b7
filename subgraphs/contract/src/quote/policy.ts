import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';
import { mayManageContracts } from '../contract/policy.ts';
import type { QuoteSide } from './quote.ts';

/** On which side a viewer negotiates; null for whoever does not. Machines do not haggle. */
export function sideOf(viewer: Viewer): QuoteSide | null {
  if (mayManageContracts(viewer)) return 'PROVIDER';
  return viewer.kind === 'member' && !isStaff(viewer) && mayWrite(viewer) ? 'CUSTOMER' : null;
}

/** A yes binds the company, so for a customer its administrator says it. */
export const mayBind = (viewer: Viewer): boolean =>
  sideOf(viewer) === 'PROVIDER' || (sideOf(viewer) === 'CUSTOMER' && viewer.role === 'SHIPPER_ADMINISTRATOR');
