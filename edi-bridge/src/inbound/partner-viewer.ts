import type { Viewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';

/** The partner as the graph knows it: a machine of its account, with the rights of a key. */
export const partnerViewer = (partner: Partner): Viewer => ({
  kind: 'key',
  id: `edi:${partner.id}`,
  name: `EDI ${partner.id}`,
  role: null,
  reach: { kind: 'account', accountId: partner.accountId },
  scopes: ['read', 'write', 'edi'],
});
