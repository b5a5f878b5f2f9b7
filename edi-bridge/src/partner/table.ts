import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Partner } from './partner.ts';

export interface PartnerRow extends Partner {
  createdAt: number;
}

export const partnerTable = new EntitySchema<PartnerRow>({
  name: 'edi_partner',
  columns: {
    id: { ...column.code, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    name: { ...column.name },
    senderId: { ...column.code, name: 'sender_id' },
    receiverId: { ...column.code, name: 'receiver_id' },
    version: { ...column.state },
    acknowledgement: { ...column.state },
    outSets: { ...column.json, name: 'out_sets' },
    delimiters: { ...column.state },
    test: { ...column.flag },
    createdAt: { ...column.instant, name: 'created_at' },
  },
  indices: [{ name: 'edi_partner_account', columns: ['accountId'] }],
});
