import { isStaff, mayWrite, type Viewer } from '@quayside/shared/identity';
import type { Partner } from './partner.ts';

/** Partners are set up by administrators: a wrong profile sends one customer's data to another. */
export const mayKeepPartners = (viewer: Viewer): boolean =>
  mayWrite(viewer) && isStaff(viewer) && viewer.role === 'ADMINISTRATOR';

/** Who may hand in a file in the partner's name: the account's own members and keys, and the product itself. */
export const maySendAs = (viewer: Viewer, partner: Partner): boolean =>
  viewer.scopes.includes('edi') &&
  (viewer.reach.kind === 'everything' ||
    (viewer.reach.kind === 'account' && viewer.reach.accountId === partner.accountId));
