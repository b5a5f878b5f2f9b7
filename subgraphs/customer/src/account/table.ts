import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { PostalAddress } from '../checks.ts';
import type { AccountGrade, AccountKind } from './account.ts';

export interface AccountRow {
  id: string;
  name: string;
  legalName: string;
  searchText: string;
  kind: AccountKind;
  grade: AccountGrade;
  region: string;
  industry: string;
  taxNumber: string | null;
  phone: string | null;
  bankAccount: string | null;
  address: PostalAddress | null;
  creditLimitMinor: number | null;
  creditCurrency: string | null;
  customerSince: string | null;
  parentId: string | null;
  branchId: string;
  accountManagerId: string | null;
  openedAt: number;
  version: number;
}

export const accountTable = new EntitySchema<AccountRow>({
  name: 'account',
  columns: {
    id: { ...column.id, primary: true },
    name: { ...column.name },
    legalName: { ...column.name, name: 'legal_name' },
    searchText: { ...column.text, name: 'search_text' },
    kind: { ...column.state },
    grade: { ...column.state },
    region: { ...column.code },
    industry: { ...column.name },
    taxNumber: { ...column.code, name: 'tax_number', nullable: true },
    phone: { ...column.code, nullable: true },
    bankAccount: { ...column.code, name: 'bank_account', nullable: true },
    address: { ...column.json, nullable: true },
    creditLimitMinor: { ...column.long, name: 'credit_limit_minor', nullable: true },
    creditCurrency: { ...column.state, name: 'credit_currency', nullable: true },
    customerSince: { ...column.state, name: 'customer_since', nullable: true },
    parentId: { ...column.id, name: 'parent_id', nullable: true },
    branchId: { ...column.id, name: 'branch_id' },
    accountManagerId: { ...column.id, name: 'account_manager_id', nullable: true },
    openedAt: { ...column.instant, name: 'opened_at' },
    version: { ...column.whole },
  },
  indices: [
    { name: 'account_opened', columns: ['openedAt', 'id'] },
    { name: 'account_parent', columns: ['parentId'] },
  ],
});
