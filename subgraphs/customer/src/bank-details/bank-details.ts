import { mod97 } from '@quayside/shared/mod97';
import type { Refusal } from '@quayside/shared/result';
import { firstFault, type Optional, textFault } from '../checks.ts';

/** Where customers pay to. They are set together: the name of one unit with the account of another would lose money. */
export interface BankDetails {
  readonly beneficiary: string;
  /** Without spaces; null where the account has none. */
  readonly iban: string | null;
  readonly accountNumber: string | null;
  /** ABA routing number, sort code or BSB. */
  readonly routing: string | null;
  readonly bic: string | null;
  readonly bankName: string | null;
}

/** What a unit has said, for itself and all below it; it is added, never changed, and the newest holds. */
export interface BankDetailsSetting {
  readonly id: string;
  readonly orgUnitId: string;
  readonly path: string;
  /** ISO 4217; empty for every currency that has no details of its own. */
  readonly currency: string;
  /** Null: what holds above it again. */
  readonly details: BankDetails | null;
  readonly changedBy: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  readonly reason: string;
  readonly version: number;
}

export interface BankDetailsInput {
  readonly beneficiary: string;
  readonly iban?: Optional<string>;
  readonly accountNumber?: Optional<string>;
  readonly routing?: Optional<string>;
  readonly bic?: Optional<string>;
  readonly bankName?: Optional<string>;
}

// What the payment code EPC069-12 holds of a name.
const NAME_LENGTH = 70;
const NUMBER_LENGTH = 35;

const plain = (value: Optional<string>): string | null => value?.replace(/\s/g, '').toUpperCase() || null;
const trimmed = (value: Optional<string>): string | null => value?.trim() || null;

/** As they are kept: numbers without spaces, nothing where a field was left empty. */
export const bankDetailsOf = (input: BankDetailsInput): BankDetails => ({
  beneficiary: input.beneficiary.trim(),
  iban: plain(input.iban),
  accountNumber: trimmed(input.accountNumber),
  routing: trimmed(input.routing),
  bic: plain(input.bic),
  bankName: trimmed(input.bankName),
});

const isIban = (iban: string): boolean =>
  /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(iban) && mod97(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1;

/** The first thing that is wrong with details, or null. */
export const bankDetailsFault = ({ beneficiary, iban, bic, ...other }: BankDetails): Refusal | null =>
  firstFault([
    textFault('beneficiary', beneficiary, NAME_LENGTH),
    iban === null || isIban(iban) ? null : IBAN,
    iban === null && (other.accountNumber === null || other.routing === null) ? MISSING : null,
    bic === null || /^[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?$/.test(bic) ? null : BIC,
    textFault('accountNumber', other.accountNumber, NUMBER_LENGTH),
    textFault('routing', other.routing, NUMBER_LENGTH),
    textFault('bankName', other.bankName, NAME_LENGTH),
  ]);

const IBAN: Refusal = {
  code: 'IBAN_NOT_VALID',
  message: 'The check digits of this IBAN do not agree with its number.',
  field: 'iban',
  fix: 'Copy it from the papers of the bank, such as DE89 3704 0044 0532 0130 00.',
};
const BIC: Refusal = {
  code: 'BIC_NOT_VALID',
  message: 'A BIC has 8 or 11 letters and digits.',
  field: 'bic',
  fix: 'Copy it from the papers of the bank, such as COBADEFFXXX, or leave it empty.',
};
const MISSING: Refusal = {
  code: 'BANK_ACCOUNT_MISSING',
  message: 'Nothing says which account is paid to.',
  field: 'iban',
  fix: 'Give an IBAN, or an account number with its routing number.',
};

/**
 * Where invoices in a currency are paid to at a branch: what the nearest unit at or above it says, and of one unit the
 * details for that currency before those for all.
 * @param settings what holds now of each unit and currency
 */
export function bankDetailsAt(
  settings: readonly BankDetailsSetting[],
  path: string,
  currency: string,
): BankDetails | null {
  const nearest = settings
    .filter((one) => one.details !== null && path.startsWith(one.path) && ['', currency].includes(one.currency))
    .sort((a, b) => b.path.length - a.path.length || b.currency.length - a.currency.length)[0];
  return nearest?.details ?? null;
}
