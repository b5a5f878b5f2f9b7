import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { PostalAddress } from '../checks.ts';
import type { AccountGrade, AccountKind, AccountOwnership } from './account.ts';

export interface AccountRow {
  id: string;
  name: string;
  legalName: string;
  searchText: string;
  kind: AccountKind;
  grade: AccountGrade;
  region: string;
  industry: string;
  ownership: AccountOwnership | null;
  employees: number | null;
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
    ownership: { ...column.state, nullable: true },
    employees: { ...column.whole, nullable: true },
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

/** One fact of an account that became another. Rows are added, never changed. */
export interface AccountChangeRow {
  readonly id: string;
  readonly accountId: string;
  readonly at: number;
  readonly actor: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export const accountChangeTable = new EntitySchema<AccountChangeRow>({
  name: 'account_change',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    at: { ...column.instant },
    actor: { ...column.name },
    field: { ...column.state },
    before: { ...column.text, name: 'value_before', nullable: true },
    after: { ...column.text, name: 'value_after', nullable: true },
  },
  indices: [{ name: 'account_change_account', columns: ['accountId', 'at', 'id'] }],
});
