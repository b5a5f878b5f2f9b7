import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { RateInvite } from './invite.ts';

/** One row for each mail that asked. */
export const rateInviteTable = new EntitySchema<RateInvite>({
  name: 'rate_invite',
  columns: {
    tokenHash: { ...column.code, name: 'token_hash', primary: true },
    memberId: { ...column.id, name: 'member_id' },
    occasion: { ...column.state },
    subjectId: { ...column.id, name: 'subject_id' },
    accountId: { ...column.id, name: 'account_id' },
    number: { ...column.code },
    expiresAt: { ...column.instant, name: 'expires_at' },
  },
  indices: [{ name: 'rate_invite_expiry', columns: ['expiresAt'] }],
});
