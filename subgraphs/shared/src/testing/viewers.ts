import type { Role, Viewer } from '../identity.ts';
import { newId } from '../ids.ts';

const ALL_SCOPES = ['read', 'write', 'edi'];

/** A signed-in person of a customer. */
export const aShipper = (accountId: string, role: Role = 'SHIPPER_USER'): Viewer => ({
  kind: 'member',
  id: newId(),
  name: 'Sam Shipper',
  role,
  reach: { kind: 'account', accountId },
  scopes: ALL_SCOPES,
});

/** A signed-in person of the company, whose unit has this path. */
export const aStaffMember = (path = '/', role: Role = 'ACCOUNT_MANAGER'): Viewer => ({
  kind: 'member',
  id: newId(),
  name: 'Ada Manager',
  role,
  reach: { kind: 'organization', path },
  scopes: ALL_SCOPES,
});

/** A machine with an API key. */
export const aKey = (accountId: string, scopes: readonly string[] = ALL_SCOPES): Viewer => ({
  kind: 'key',
  id: newId(),
  name: 'Warehouse system',
  role: null,
  reach: { kind: 'account', accountId },
  scopes,
});

/** The holder of a tracking link. */
export const aLinkHolder = (
  accountId: string,
  shipmentId: string,
  scopes: readonly string[] = ['TRACK', 'INSTRUCT', 'REPORT_DAMAGE', 'RATE', 'ASK'],
): Viewer => ({
  kind: 'link',
  id: newId(),
  name: 'Consignee',
  role: null,
  reach: { kind: 'shipment', accountId, shipmentId },
  scopes,
});
