import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';
import { mayManageContracts } from '../contract/policy.ts';
import type { QuoteSide } from './quote.ts';

/** On which side a viewer negotiates; null for whoever does not. Machines do not haggle. */
export function sideOf(viewer: Viewer): QuoteSide | null {
  if (mayManageContracts(viewer) || (isStaff(viewer) && mayWrite(viewer) && viewer.role === 'SALES')) return 'PROVIDER';
  return viewer.kind === 'member' && !isStaff(viewer) && mayWrite(viewer) ? 'CUSTOMER' : null;
}

/** A yes binds: the company by whom it trusts with its rates, a customer by its administrator. */
export const mayBind = (viewer: Viewer): boolean =>
  mayManageContracts(viewer) || (sideOf(viewer) === 'CUSTOMER' && viewer.role === 'SHIPPER_ADMINISTRATOR');
