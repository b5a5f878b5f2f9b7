import { localDate } from '@quayside/shared/instant';
import type { Money } from '@quayside/shared/money';
import type { Page } from '@quayside/shared/page';
import { ok, type Refusal, type Result } from '@quayside/shared/result';
import {
  addressFault,
  CODE_LENGTH,
  emptyOrKeep,
  firstFault,
  idFault,
  keepUnlessGiven,
  moneyFault,
  type Optional,
  type PostalAddress,
  type PostalAddressInput,
  textFault,
  toAddress,
} from '../checks.ts';

/** Place in the supply chain. */
export type AccountKind = 'SUPPLIER' | 'MANUFACTURER' | 'DISTRIBUTOR' | 'RETAILER';
export type AccountGrade = 'A' | 'B' | 'C' | 'D';
/** Who owns the company. */
export type AccountOwnership = 'PRIVATE' | 'STATE' | 'FOREIGN' | 'JOINT_VENTURE' | 'LISTED' | 'OTHER';

/** A customer company: the tenant that everything else belongs to. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly legalName: string;
  readonly kind: AccountKind;
  readonly grade: AccountGrade;
  readonly region: string;
  readonly industry: string;
  readonly ownership: AccountOwnership | null;
  /** How many people work there, about. */
  readonly employees: number | null;
  readonly taxNumber: string | null;
  readonly phone: string | null;
  readonly bankAccount: string | null;
  readonly address: PostalAddress | null;
  readonly creditLimit: Money | null;
  /** YYYY-MM-DD */
  readonly customerSince: string | null;
  readonly parentId: string | null;
  readonly branchId: string;
  readonly accountManagerId: string | null;
  readonly openedAt: number;
  readonly version: number;
}

export type AccountPage = Page<Account>;

interface AccountInput {
  readonly legalName?: Optional<string>;
  readonly grade?: Optional<AccountGrade>;
  readonly ownership?: Optional<AccountOwnership>;
  readonly employees?: Optional<number>;
  readonly parentId?: Optional<string>;
  readonly accountManagerId?: Optional<string>;
  readonly taxNumber?: Optional<string>;
  readonly phone?: Optional<string>;
  readonly bankAccount?: Optional<string>;
  readonly address?: Optional<PostalAddressInput>;
  readonly creditLimit?: Optional<Money>;
}

export interface OpenAccountInput extends AccountInput {
  readonly id?: Optional<string>;
  readonly name: string;
  readonly kind: AccountKind;
  readonly region: string;
  readonly industry: string;
  readonly branchId: string;
  readonly customerSince?: Optional<string>;
}

export interface UpdateAccountInput extends AccountInput {
  readonly id: string;
  readonly version: number;
  readonly name?: Optional<string>;
  readonly kind?: Optional<AccountKind>;
  readonly region?: Optional<string>;
  readonly industry?: Optional<string>;
  readonly branchId?: Optional<string>;
}

export interface AccountFilter {
  readonly search?: Optional<string>;
  readonly kind?: Optional<AccountKind>;
  readonly grade?: Optional<AccountGrade>;
  readonly branchId?: Optional<string>;
  readonly accountManagerId?: Optional<string>;
}

const inputFault = (input: Partial<OpenAccountInput | UpdateAccountInput>): Refusal | null =>
  firstFault([
    textFault('name', input.name),
    textFault('legalName', input.legalName),
    textFault('region', input.region, CODE_LENGTH),
    textFault('industry', input.industry),
    textFault('taxNumber', input.taxNumber, CODE_LENGTH),
    textFault('phone', input.phone, CODE_LENGTH),
    textFault('bankAccount', input.bankAccount, CODE_LENGTH),
    addressFault('address', input.address),
    moneyFault('creditLimit', input.creditLimit),
    employeesFault(input.employees),
  ]);

const employeesFault = (value: Optional<number>): Refusal | null =>
  typeof value === 'number' && value < 0
    ? { code: 'EMPLOYEES_NEGATIVE', message: 'A number of people is not negative.', field: 'employees' }
    : null;

/** A new account. The customer's history starts today unless it is known to have started before. */
export function openedAccount(input: OpenAccountInput, id: string, now: number): Result<Account> {
  const fault = firstFault([idFault(input.id), inputFault(input)]);
  if (fault) return { ok: false, refusal: fault };
  return ok({
    id,
    name: input.name.trim(),
    legalName: (input.legalName ?? input.name).trim(),
    kind: input.kind,
    grade: input.grade ?? 'C',
    region: input.region,
    industry: input.industry,
    ownership: input.ownership ?? null,
    employees: input.employees ?? null,
    taxNumber: input.taxNumber ?? null,
    phone: input.phone ?? null,
    bankAccount: input.bankAccount ?? null,
    address: input.address ? toAddress(input.address) : null,
    creditLimit: input.creditLimit ?? null,
    customerSince: input.customerSince ?? localDate(now),
    parentId: input.parentId ?? null,
    branchId: input.branchId,
    accountManagerId: input.accountManagerId ?? null,
    openedAt: now,
    version: 1,
  });
}

/** The account after an update: what is left out stays, `null` empties what may be empty. The version stays too. */
export function changedAccount(account: Account, input: UpdateAccountInput): Result<Account> {
  const fault = inputFault(input);
  if (fault) return { ok: false, refusal: fault };
  const address = input.address ? toAddress(input.address) : input.address;
  return ok({
    ...account,
    name: keepUnlessGiven(input.name, account.name).trim(),
    legalName: keepUnlessGiven(input.legalName, account.legalName).trim(),
    kind: keepUnlessGiven(input.kind, account.kind),
    grade: keepUnlessGiven(input.grade, account.grade),
    region: keepUnlessGiven(input.region, account.region),
    industry: keepUnlessGiven(input.industry, account.industry),
    branchId: keepUnlessGiven(input.branchId, account.branchId),
    parentId: emptyOrKeep(input.parentId, account.parentId),
    accountManagerId: emptyOrKeep(input.accountManagerId, account.accountManagerId),
    ownership: emptyOrKeep(input.ownership, account.ownership),
    employees: emptyOrKeep(input.employees, account.employees),
    taxNumber: emptyOrKeep(input.taxNumber, account.taxNumber),
    phone: emptyOrKeep(input.phone, account.phone),
    bankAccount: emptyOrKeep(input.bankAccount, account.bankAccount),
    address: emptyOrKeep(address, account.address),
    creditLimit: emptyOrKeep(input.creditLimit, account.creditLimit),
  });
}

/** What a search looks through: in one form, so that case, width and accents of typing do not matter. */
export const searchable = (...texts: readonly string[]): string =>
  texts
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim();
