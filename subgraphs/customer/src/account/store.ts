import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals } from '@quayside/shared/db/predicate';
import { afterPrefix, tenantScopeTable, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { accountOf, isStaff, type Viewer } from '@quayside/shared/identity';
import { money } from '@quayside/shared/money';
import { MAX_SEARCH, type PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { PostalAddress } from '../checks.ts';
import {
  type Account,
  type AccountFilter,
  type AccountGrade,
  type AccountKind,
  type AccountOwnership,
  searchable,
} from './account.ts';
import { REFERRER_FIELD } from './change.ts';
import { nameplate } from './nameplate.ts';
import { type AccountChangeRow, type AccountRow, accountChangeTable, accountTable } from './table.ts';

const readChanges = rowReader(accountChangeTable);

interface RawAccount {
  id: string;
  name: string;
  legal_name: string;
  kind: AccountKind;
  grade: AccountGrade;
  region: string;
  industry: string;
  ownership: AccountOwnership | null;
  employees: number | null;
  tax_number: string | null;
  phone: string | null;
  bank_account: string | null;
  address: string | null;
  credit_limit_minor: number | string | null;
  credit_currency: string | null;
  customer_since: string | null;
  parent_id: string | null;
  branch_id: string;
  account_manager_id: string | null;
  opened_at: number | string;
  version: number;
}

const toAccount = (row: RawAccount): Account => ({
  id: row.id,
  name: row.name,
  legalName: row.legal_name,
  kind: row.kind,
  grade: row.grade,
  region: row.region,
  industry: row.industry,
  ownership: row.ownership,
  employees: row.employees,
  taxNumber: row.tax_number,
  phone: row.phone,
  bankAccount: row.bank_account,
  address: row.address ? (JSON.parse(row.address) as PostalAddress) : null,
  creditLimit: row.credit_currency ? money(toNumber(row.credit_limit_minor) ?? 0, row.credit_currency) : null,
  customerSince: row.customer_since,
  parentId: row.parent_id,
  branchId: row.branch_id,
  accountManagerId: row.account_manager_id,
  openedAt: Number(row.opened_at),
  version: row.version,
});

function toRow({ creditLimit, ...account }: Account): AccountRow {
  return {
    ...account,
    searchText: searchable(account.name, account.legalName),
    creditLimitMinor: creditLimit?.amountMinor ?? null,
    creditCurrency: creditLimit?.currency ?? null,
  };
}

const COLUMNS = `a.id, a.name, a.legal_name, a.kind, a.grade, a.region, a.industry, a.ownership, a.employees, a.tax_number, a.phone,
  a.bank_account, a.address, a.credit_limit_minor, a.credit_currency, a.customer_since, a.parent_id, a.branch_id,
  a.account_manager_id, a.opened_at, a.version`;

async function selectAccounts(
  em: EntityManager,
  viewer: Viewer,
  condition: string,
  parameters: Record<string, unknown>,
  rest = '',
): Promise<Account[]> {
  const reach = withinReach(viewer, { account: 'a.id' });
  const sql = `SELECT ${COLUMNS} FROM account a WHERE ${condition} AND ${reach.sql} ${rest}`;
  return (await selectRows<RawAccount>(em, sql, { ...parameters, ...reach.parameters })).map(toAccount);
}

/** Accounts by id. The holder of a tracking link gets the nameplate of the sender, and nothing else. */
export async function findAccounts(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Account[]> {
  if (viewer.reach.kind !== 'shipment') return selectAccounts(em, viewer, 'a.id IN :ids', { ids });
  const sender = ids.filter((id) => id === accountOf(viewer));
  const rows = await selectRows<RawAccount>(em, `SELECT ${COLUMNS} FROM account a WHERE a.id IN :sender`, { sender });
  return rows.map(toAccount).map(nameplate);
}

export const findAccount = async (em: EntityManager, viewer: Viewer, id: string): Promise<Account | null> =>
  (await findAccounts(em, viewer, [id]))[0] ?? null;

export const findSubsidiaries = (em: EntityManager, viewer: Viewer, parentIds: readonly string[]): Promise<Account[]> =>
  selectAccounts(em, viewer, 'a.parent_id IN :parentIds', { parentIds }, 'ORDER BY a.name, a.id');

/** Accounts at and below a unit whose manager does not stand in the line of their branch. */
export const findWithStrangeManager = (em: EntityManager, viewer: Viewer, unitPath: string): Promise<Account[]> =>
  selectAccounts(
    em,
    viewer,
    `EXISTS (SELECT 1 FROM tenant_scope s JOIN member m ON m.id = a.account_manager_id
      WHERE s.account_id = a.id AND s.path >= :below AND s.path < :belowEnd
        AND SUBSTR(s.path, 1, LENGTH(m.unit_path)) <> m.unit_path)`,
    { below: unitPath, belowEnd: afterPrefix(unitPath) },
    'ORDER BY a.id',
  );

/** Newest first; one row more than `first` tells that there is another page. */
export function listAccounts(
  em: EntityManager,
  viewer: Viewer,
  filter: AccountFilter,
  page: { first: number; after: PageKey | null },
): Promise<Account[]> {
  const conditions = ['1 = 1'];
  const parameters: Record<string, unknown> = { limit: page.first + 1 };
  const equal = (columnName: string, name: keyof AccountFilter): void => {
    if (!filter[name]) return;
    conditions.push(`a.${columnName} = :${name}`);
    parameters[name] = filter[name];
  };
  equal('kind', 'kind');
  equal('grade', 'grade');
  equal('branch_id', 'branchId');
  equal('account_manager_id', 'accountManagerId');
  if (filter.search) {
    // A 3PL has thousands of accounts, not millions: looking through all within reach is quick, and finds CJK words.
    conditions.push(`a.search_text LIKE :search ESCAPE '!'`);
    parameters['search'] = `%${searchable(filter.search.slice(0, MAX_SEARCH)).replace(/[!%_]/g, '!$&')}%`;
  }
  if (page.after) {
    conditions.push('a.opened_at <= :at AND (a.opened_at < :at OR a.id < :id)');
    Object.assign(parameters, page.after);
  }
  const rest = 'ORDER BY a.opened_at DESC, a.id DESC LIMIT :limit';
  return selectAccounts(em, viewer, conditions.join(' AND '), parameters, rest);
}

/** Writes the account and, in the same transaction, who answers for it. */
export async function insertAccount(em: EntityManager, account: Account, branchPath: string): Promise<void> {
  await insertRows(em, accountTable, [toRow(account)]);
  await em.getRepository(tenantScopeTable).insert({ accountId: account.id, path: branchPath });
}

/**
 * Saves the account that was read with `account.version`.
 * @throws AppError CONFLICT when it has another version by now.
 */
export async function saveAccount(em: EntityManager, account: Account, branchPath: string): Promise<Account> {
  const { id, version, openedAt: _kept, ...change } = toRow(account);
  await guardedUpdate(em, accountTable, { id, version }, change);
  await em.getRepository(tenantScopeTable).update({ accountId: id }, { path: branchPath });
  return { ...account, version: version + 1 };
}

/** Keeps what became another. */
export const insertChanges = (em: EntityManager, changes: readonly AccountChangeRow[]): Promise<void> =>
  insertRows(em, accountChangeTable, changes);

/** What was changed of an account within reach, newest first; of whom it was brought the staff alone reads. */
export const changesOf = (
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  most: number,
): Promise<AccountChangeRow[]> =>
  readChanges(
    em,
    allOf([
      equals('t.account_id', 'account', accountId),
      withinReach(viewer, { account: 't.account_id' }),
      isStaff(viewer) ? EVERYTHING : { sql: 't.field <> :referrer', parameters: { referrer: REFERRER_FIELD } },
    ]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${most}`,
  );
