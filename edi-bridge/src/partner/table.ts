import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { PartnerIdentity } from './partner.ts';
import type { ProfileVersion } from './profile.ts';

export type PartnerRow = { -readonly [Key in keyof PartnerIdentity]: PartnerIdentity[Key] } & { createdAt: number };

export const partnerTable = new EntitySchema<PartnerRow>({
  name: 'edi_partner',
  columns: {
    id: { ...column.code, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    name: { ...column.name },
    senderId: { ...column.code, name: 'sender_id' },
    receiverId: { ...column.code, name: 'receiver_id' },
    test: { ...column.flag },
    state: { ...column.state },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'edi_partner_account', columns: ['accountId'] }],
});

/** What was agreed with a partner, from which day on. Nothing in here is ever changed. */
export const partnerVersionTable = new EntitySchema<ProfileVersion>({
  name: 'edi_partner_version',
  columns: {
    id: { ...column.id, primary: true },
    partnerId: { ...column.code, name: 'partner_id' },
    number: { ...column.whole },
    effectiveFrom: { ...column.instant, name: 'effective_from' },
    profile: { ...column.json },
    note: { ...column.text, nullable: true },
    by: { ...column.name, name: 'made_by' },
    at: { ...column.instant, name: 'made_at' },
  },
  indices: [{ name: 'edi_partner_version_number', columns: ['partnerId', 'number'], unique: true }],
});
