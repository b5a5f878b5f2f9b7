import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import { itemColumns, itemIndices } from '../item/columns.ts';
import type { Case } from './case.ts';

// CASE is a word of SQL.
export const caseTable = new EntitySchema<Case>({
  name: 'service_case',
  columns: {
    ...itemColumns,
    kind: { ...column.state },
    category: { ...column.state },
    subject: { ...column.line },
    description: { ...column.text },
    severity: { ...column.state, default: 'MODERATE' },
    channel: { ...column.state, default: 'PORTAL' },
    party: { ...column.state, nullable: true },
    partyName: { ...column.name, name: 'party_name', nullable: true },
    contractId: { ...column.id, name: 'contract_id', nullable: true },
    invoiceId: { ...column.id, name: 'invoice_id', nullable: true },
    resolution: { ...column.text, nullable: true },
    decision: { ...column.state, nullable: true },
    solved: { ...column.flag, nullable: true },
    followThrough: { ...column.text, name: 'follow_through', nullable: true },
    followedAt: { ...column.instant, name: 'followed_at', nullable: true },
    answeredAt: { ...column.instant, name: 'answered_at', nullable: true },
  },
  indices: [
    ...itemIndices('service_case'),
    { name: 'service_case_kind', columns: ['kind', 'openedAt', 'category', 'accountId'] },
    { name: 'service_case_account_kind', columns: ['accountId', 'kind', 'openedAt', 'category'] },
  ],
});
